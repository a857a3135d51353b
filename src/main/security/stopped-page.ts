/*
 * What the window shows when the page's process died again and again. Served from memory, without
 * script: it has to work when the page cannot. What was promised is safe in the journal of the main
 * process, which goes on sending it meanwhile.
 */

const page = (title: string, paragraphs: string): string => `<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="./stopped.css"></head>
<body>
<main>
${paragraphs}
</main>
</body>
</html>
`

export const STOPPED_PAGE = page(
  'Balie',
  `<h1>Balie</h1>
<p lang="nl">Het scherm is een paar keer achter elkaar gestopt. Alles wat is ingecheckt is bewaard en wordt verstuurd. <a href="./index.html">Opnieuw openen</a></p>
<p lang="en">The screen stopped several times in a row. Every check-in is kept and will be sent. <a href="./index.html">Open again</a></p>
<p lang="de">Der Bildschirm ist mehrmals hintereinander ausgefallen. Alles Eingecheckte ist gesichert und wird gesendet. <a href="./index.html">Neu öffnen</a></p>`,
)

/** The same at a kiosk, for guests: nothing to touch, and where to go. The kiosk tries again by itself. */
export const KIOSK_STOPPED_PAGE = page(
  'Balie',
  `<h1 lang="nl">Meld je aan de balie</h1>
<p lang="nl">Dit scherm doet het even niet. Onze collega’s helpen je verder.</p>
<h2 lang="en">Please check in at the desk</h2>
<p lang="en">This screen is not working just now. Our colleagues will help you.</p>
<h2 lang="de">Bitte melde dich am Empfang</h2>
<p lang="de">Dieser Bildschirm funktioniert gerade nicht. Unsere Kollegen helfen dir weiter.</p>`,
)

/** Black on white or the reverse, large: read from three metres by everybody. */
export const STOPPED_STYLE = `:root { color-scheme: light dark; }
body { margin: 0; background: Canvas; color: CanvasText; font: 24px/1.5 system-ui, sans-serif; }
main { box-sizing: border-box; min-height: 100vh; max-width: 68rem; margin: 0 auto; padding: 3rem; display: flex; flex-direction: column; justify-content: center; }
h1, h2 { margin: 2.5rem 0 0; line-height: 1.2; }
h1 { font-size: 48px; }
h2 { font-size: 36px; }
p { margin: 0.5rem 0 0; }
a { color: LinkText; }
`
