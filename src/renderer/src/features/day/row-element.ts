import type { InjectionKey, Ref } from 'vue'
import type { IconName } from '../../components/icon-names.ts'
import { signOf } from '../../components/status-sign.ts'
import type { RowText } from './row-text.ts'
import type { Line } from './use-words.ts'

/** What a list says about a row, besides the booking that stands in it. */
export interface InList {
  /** px from the top of its list. */
  top: number
  /** The first of its list has no line above it. */
  first: boolean
  selected: boolean
  /** It is the row that Tab reaches. */
  active: boolean
  busy: boolean
  /** The how many-th it is, from 1, and of how many. */
  position: number
  count: number
}

/** Provided by a list that another may lie over: then its rows are not where their bookings are found. */
export const COVERED: InjectionKey<Readonly<Ref<boolean>>> = Symbol('covered')

/**
 * The elements of a row. All of them are always there and what a booking has not is hidden, so that
 * another booking changes texts and little else. The link is plain and its address the hash: a link
 * of the router for each row is not free.
 */
const MOLD = document.createElement('template')
MOLD.innerHTML = `
<a class="row-hit"></a>
<span class="row-edge" hidden></span>
<p class="row-when" hidden><time></time><span></span></p>
<div class="row-main">
  <p class="row-name"><span></span>${glyph('is-faint')}${glyph()}</p>
  <p class="row-sub"><span class="row-money num" hidden></span><span></span><span class="row-local num"
    hidden>${glyph()}<span></span></span><span></span></p>
</div>
<p class="row-people">${glyph()}<span role="img"></span></p>
<div class="row-state">
  <span class="status">${glyph()}<span></span></span>
  <span class="mark" hidden>${glyph()}<span></span></span>
</div>
<span class="row-act"><button class="btn btn-row" type="button" hidden></button></span>`

function glyph(more = ''): string {
  return `<svg class="icon icon-20 ${more}" aria-hidden="true"><use></use></svg>`
}

/** A row that waits for another booking forgets its last one after so long, ms. */
const EMPTY_AFTER_MS = 500
const TONES: Record<NonNullable<Line['tone']>, string> = {
  pressing: 'is-pressing',
  waiting: 'is-waiting',
  attention: 'is-attention',
  unknown: 'is-unknown',
}

/**
 * A row of a list of bookings, drawn without a tree in between: a key of a search fills every row in
 * view with another booking, and has a frame for it. Only what is another than before is written.
 */
export class RowElement {
  private readonly root: HTMLElement
  private readonly part: Parts
  private text: RowText | null = null
  /** What stands in its elements; the same object is the same text. */
  private filled: RowText | null = null
  private emptying: ReturnType<typeof setTimeout> | undefined
  private top = -1
  private covered: boolean

  /** Fills `root`, an empty `<li>`. `covered`: see `COVERED`. */
  constructor(root: HTMLElement, covered: boolean) {
    root.append(MOLD.content.cloneNode(true))
    this.root = root
    this.covered = covered
    this.part = partsOf(root)
  }

  /** Draws a booking; `null` when the list is shorter than its rows, and this one waits for another. */
  draw(text: RowText | null, place: InList): void {
    const { root } = this
    // As a property: an attribute is an inline style, which the page's policy refuses.
    if (place.top !== this.top) root.style.top = `${(this.top = place.top)}px`
    turn(root, 'is-first', place.first)
    turn(root, 'is-selected', text !== null && place.selected)
    give(root, 'aria-hidden', text ? null : 'true')
    give(root, 'aria-setsize', text && String(place.count))
    give(root, 'aria-posinset', text && String(place.position))
    const tab = text !== null && place.active ? '0' : '-1'
    give(this.part.hit, 'tabindex', tab)
    give(this.part.act, 'tabindex', tab)
    give(this.part.act, 'aria-disabled', text !== null && place.busy ? 'true' : null)
    give(this.part.hit, 'aria-current', text !== null && place.selected ? 'true' : null)
    clearTimeout(this.emptying)
    // Where the list has ended nobody sees it: that can wait until no key is waited for.
    if (text === null) this.emptying = setTimeout(() => this.empty(), EMPTY_AFTER_MS)
    else if (text !== this.filled) this.fill(text)
    this.text = text
    this.sign()
  }

  cover(covered: boolean): void {
    this.covered = covered
    this.sign()
  }

  /** Says which booking stands here, for those who look for it. */
  private sign(): void {
    const here = this.covered ? null : this.text
    give(this.root, 'data-booking-id', here && String(here.id))
    give(this.root, 'data-referentie', here && here.referentie)
    give(this.root, 'data-status', here && here.status)
    give(this.root, 'data-sync', here && here.sync)
    give(this.part.act, 'data-action', here?.action?.action ?? null)
  }

  /** Nothing of a guest stays in the page who is not looked at any more. */
  private empty(): void {
    this.filled = null
    for (const part of Object.values(this.part)) {
      if (part instanceof HTMLElement && part.firstChild instanceof Text) say(part, '')
      for (const attribute of ['href', 'aria-label']) give(part, attribute, null)
    }
  }

  private fill(text: RowText): void {
    const { part } = this
    this.filled = text
    give(part.hit, 'href', `#/boekingen/${text.id}`)
    give(part.hit, 'aria-label', text.label)
    show(part.edge, text.edge !== null)
    turn(part.edge, 'is-attention', text.edge === 'is-attention')

    turn(this.root, 'is-voltooid', text.status === 'voltooid')
    turn(this.root, 'is-geannuleerd', text.status === 'geannuleerd')
    turn(this.root, 'has-when', text.when !== null)
    show(part.when, text.when !== null)
    say(part.time, text.when?.time ?? '')
    say(part.day, text.when?.day ?? '')

    say(part.name, text.name)
    turn(part.name, 'row-anonymous', text.anonymous)
    icon(part.anonymous, text.anonymous ? 'anonymous' : null)
    icon(part.note, text.note ? 'note' : null)

    show(part.money, text.money !== null)
    say(part.money, text.money ?? '')
    say(part.afterMoney, text.money && (text.local || text.sub) ? ' · ' : '')
    show(part.local, text.local !== null)
    give(part.local, 'data-local', text.local && '')
    icon(part.localIcon, text.local ? 'screen' : null)
    say(part.localText, text.local ?? '')
    say(part.sub, (text.local && text.sub ? ' · ' : '') + text.sub)

    turn(part.people, 'is-wrong', text.wrong)
    icon(part.peopleIcon, 'person')
    give(part.number, 'aria-label', text.people)
    say(part.number, text.number)

    const sign = signOf(text.status)
    give(part.status, 'data-tone', sign.tone)
    icon(part.statusIcon, sign.icon)
    say(part.statusWord, text.statusWord)
    show(part.line, text.line !== null)
    if (text.line) {
      const { icon: glyph, tone, text: words } = text.line
      turn(part.line, 'is-plain', glyph === null)
      for (const [one, name] of Object.entries(TONES)) turn(part.line, name, one === tone)
      icon(part.lineIcon, glyph)
      say(part.lineText, words)
    }

    show(part.act, text.action !== null)
    if (!text.action) return
    turn(part.act, 'btn-primary', text.action.primary)
    turn(part.act, 'btn-quiet', !text.action.primary)
    give(part.act, 'aria-label', text.action.label)
    say(part.act, text.action.word)
  }
}

type Parts = ReturnType<typeof partsOf>

function partsOf(root: HTMLElement) {
  const one = (selector: string): HTMLElement => must(root.querySelector<HTMLElement>(selector))
  const svg = (selector: string): SVGElement => must(root.querySelector<SVGElement>(selector))
  return {
    hit: one('.row-hit'),
    edge: one('.row-edge'),
    when: one('.row-when'),
    time: one('.row-when > time'),
    day: one('.row-when > span'),
    name: one('.row-name > span'),
    anonymous: svg('.row-name > .is-faint'),
    note: svg('.row-name > :last-child'),
    money: one('.row-money'),
    afterMoney: one('.row-money + span'),
    local: one('.row-local'),
    localIcon: svg('.row-local > .icon'),
    localText: one('.row-local > span'),
    sub: one('.row-sub > :last-child'),
    people: one('.row-people'),
    peopleIcon: svg('.row-people > .icon'),
    number: one('.row-people > span'),
    status: one('.status'),
    statusIcon: svg('.status > .icon'),
    statusWord: one('.status > span'),
    line: one('.mark'),
    lineIcon: svg('.mark > .icon'),
    lineText: one('.mark > span'),
    act: one('.btn-row'),
  }
}

function must<T>(found: T | null): T {
  if (found === null) throw new Error('the mold of a row lacks a part')
  return found
}

/* Each writes only what is not so yet: what is written costs style, layout and paint. */

function say(element: Element, text: string): void {
  const node = element.firstChild
  if (node instanceof Text) {
    if (node.data !== text) node.data = text
  } else if (text !== '') element.append(text)
}

function give(element: Element, attribute: string, value: string | null): void {
  if (element.getAttribute(attribute) === value) return
  if (value === null) element.removeAttribute(attribute)
  else element.setAttribute(attribute, value)
}

function turn(element: Element, name: string, on: boolean): void {
  if (element.classList.contains(name) !== on) element.classList.toggle(name, on)
}

function show(element: Element, shown: boolean): void {
  give(element, 'hidden', shown ? null : '')
}

function icon(svg: SVGElement, name: IconName | null): void {
  show(svg, name !== null)
  // A hidden glyph keeps its drawing: it is most likely the next one too.
  if (name !== null && svg.firstElementChild) give(svg.firstElementChild, 'href', `#i-${name}`)
}
