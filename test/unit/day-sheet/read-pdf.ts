/*
 * Reads back what stands in a PDF of ours that was not compressed: each piece of text with where it
 * is, page by page. Positions are points from the bottom left, as PDF counts them.
 */

export interface PdfText {
  text: string
  x: number
  y: number
}

type Glyphs = Map<string, string>

export function readPdf(bytes: Uint8Array): PdfText[][] {
  const source = Buffer.from(bytes).toString('latin1')
  const objects = new Map<string, string>()
  for (const [, id, body] of source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    if (id !== undefined && body !== undefined) objects.set(id, body)
  const at = (id: string | undefined): string => objects.get(id ?? '') ?? ''
  const ref = (body: string, name: string): string | undefined =>
    new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1]

  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body))
  return pages.map((page) => {
    const resources = at(ref(page, 'Resources'))
    const fonts = new Map<string, Glyphs>()
    for (const [, name, id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g))
      if (name !== undefined) fonts.set(name, glyphsOf(at(ref(at(id), 'ToUnicode'))))
    return textsOf(at(ref(page, 'Contents')), fonts)
  })
}

/** What a font's glyphs stand for, by their number in hex. */
function glyphsOf(map: string): Glyphs {
  const glyphs: Glyphs = new Map()
  for (const [, first, , list] of map.matchAll(/<([\da-f]+)> <([\da-f]+)> \[([^\]]*)\]/gi)) {
    const codes = [...(list ?? '').matchAll(/<([\da-f ]*)>/gi)].map(([, code]) => code ?? '')
    codes.forEach((code, index) => {
      const number = (parseInt(first ?? '', 16) + index).toString(16).padStart(4, '0')
      const units = (code.replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) =>
        parseInt(unit, 16),
      )
      glyphs.set(number, String.fromCharCode(...units))
    })
  }
  return glyphs
}

function textsOf(content: string, fonts: ReadonlyMap<string, Glyphs>): PdfText[] {
  const shown =
    /1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm\n(?:[^\n]*\n)*?\/(F\d+) [\d.]+ Tf\n(?:[^\n]*\n)*?\[([^\]]*)\] TJ/g
  return [...content.matchAll(shown)].map(([, x, y, font, strings]) => {
    const glyphs = fonts.get(font ?? '')
    const numbers = [...(strings ?? '').matchAll(/<([\da-f]*)>/g)].flatMap(
      ([, hex]) => hex?.match(/.{4}/g) ?? [],
    )
    const text = numbers.map((number) => glyphs?.get(number) ?? '\uFFFD').join('')
    return { text, x: Number(x), y: Number(y) }
  })
}
