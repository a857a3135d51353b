import {
  choice,
  decimal,
  idOf,
  isObject,
  listOf,
  object,
  orNull,
  readFields,
  REQUIRED,
  string,
  truth,
  whole,
  wrong,
  type Body,
  type FieldReader,
} from '../http/body.ts'
import { complaint, type Complaint } from '../http/errors.ts'
import type { CostGroup, CostItem, Line, StoredBooking } from '../venue/model.ts'
import type { Venue } from '../venue/venue.ts'
import { flat, type CostRule } from './costs.ts'

const TYPES = ['groep', 'item'] as const
const LINKED = 'Kan alleen aangepast worden wanneer boekingsregel_id = null'

const onlyFor =
  (type: (typeof TYPES)[number]): FieldReader<never> =>
  (_value, field) =>
    wrong(field, `Alleen voor ${type}-regels`)

const shared = {
  id: whole(),
  type: choice(TYPES),
  naam: string,
  kortingspercentage: decimal(0, 100),
  kortingomschrijving: orNull(string),
}

const groupReaders = {
  ...shared,
  children_visible: truth,
  regels: listOf(object),
  boekingsregel_ref: onlyFor('item'),
  product_id: onlyFor('item'),
  aantal: onlyFor('item'),
  bedrag: onlyFor('item'),
  btw_percentage: onlyFor('item'),
  boekingsregel_id: onlyFor('item'),
}

const itemReaders = (venue: Venue) => ({
  ...shared,
  boekingsregel_ref: string,
  product_id: orNull(
    idOf('Product', (id) => venue.offer.products.some((product) => product.id === id)),
  ),
  aantal: whole(),
  bedrag: decimal(),
  btw_percentage: decimal(0, 100),
  boekingsregel_id: orNull(whole()),
  children_visible: onlyFor('groep'),
  regels: onlyFor('groep'),
})

/** Reads one tree of costs (seeds/boekingen, "Kostenregel") against the booking as it is. */
export class RuleReader {
  readonly complaints: Complaint[] = []
  private readonly known: ReadonlyMap<number, CostRule>
  private readonly before: ReadonlyMap<number, Line>
  private readonly lines: ReadonlyMap<number, Line>
  private readonly byRef: ReadonlyMap<string, Line>
  private readonly venue: Venue
  private readonly seen = new Set<number>()

  constructor(
    booking: StoredBooking,
    lines: readonly Line[],
    byRef: ReadonlyMap<string, Line>,
    venue: Venue,
  ) {
    this.known = new Map(flat(booking.kosten.regels).map((rule) => [rule.id, rule]))
    this.before = new Map(booking.boekingsregels.map((line) => [line.id, line]))
    this.lines = new Map(lines.map((line) => [line.id, line]))
    this.byRef = byRef
    this.venue = venue
  }

  read(entries: readonly unknown[], path: string): CostRule[] {
    return entries.flatMap((entry, index) => this.rule(entry, `${path}.${index}`) ?? [])
  }

  /** Rules as somebody would send them who changes nothing of them. */
  untouched(rules: readonly CostRule[]): Body[] {
    return rules.map(({ id, type }) => ({ id, type }))
  }

  private rule(entry: unknown, path: string): CostRule | null {
    if (!isObject(entry)) return this.complain(path, 'Moet een object zijn')
    const { id, type } = entry
    if (type === undefined) return this.complain(`${path}.type`, REQUIRED)
    const before = typeof id === 'number' ? this.known.get(id) : undefined
    if (typeof id === 'number') {
      if (!before) this.complain(`${path}.id`, `Kostenregel ${id} is niet van deze boeking`)
      if (this.seen.has(id)) this.complain(`${path}.id`, `Kostenregel ${id} staat er twee keer in`)
      this.seen.add(id)
    }
    if (before && before.type !== type)
      return this.complain(`${path}.type`, `Kostenregel ${before.id} is een ${before.type}`)
    return type === 'groep' ? this.group(entry, before, path) : this.item(entry, before, path)
  }

  private group(entry: Body, rule: CostRule | undefined, path: string): CostRule {
    const before = rule?.type === 'groep' ? rule : undefined
    const { fields, complaints } = readFields(entry, groupReaders, { path: `${path}.` })
    this.complaints.push(...complaints)
    const children = fields.regels ?? this.untouched(before?.regels ?? [])
    const next: CostGroup = {
      ...this.common(fields, before),
      type: 'groep',
      children_visible: fields.children_visible ?? before?.children_visible ?? false,
      regels: this.read(children, `${path}.regels`),
    }
    return next
  }

  private item(entry: Body, rule: CostRule | undefined, path: string): CostRule {
    const before = rule?.type === 'item' ? rule : undefined
    const { fields, complaints } = readFields(entry, itemReaders(this.venue), { path: `${path}.` })
    this.complaints.push(...complaints)
    const line = this.lineOf(fields, before, path)
    if (line) this.refuseOwn(fields, before, line, path)
    const product = line ? line.product_id : pick(fields.product_id, before?.product_id ?? null)
    const known = this.venue.offer.products.find((one) => one.id === product)
    const moved = before !== undefined && product !== before.product_id
    // What a client sends unchanged follows the product; what it changed itself stays.
    const kept = (sent: number | undefined, old: number | undefined, own: number): number =>
      moved && (sent === undefined || sent === old) ? own : (sent ?? old ?? own)
    const next: CostItem = {
      ...this.common(fields, before, known?.naam),
      type: 'item',
      aantal: line?.aantal ?? fields.aantal ?? before?.aantal ?? 1,
      bedrag: kept(fields.bedrag, before?.bedrag, known?.verkoop ?? 0),
      btw_percentage: kept(
        fields.btw_percentage,
        before?.btw_percentage,
        this.venue.offer.facts.get(product ?? 0)?.btw ?? 0,
      ),
      product_id: product,
      boekingsregel_id: line?.id ?? null,
    }
    return next
  }

  private common(
    fields: {
      naam?: string | undefined
      kortingspercentage?: number | undefined
      kortingomschrijving?: string | null | undefined
    },
    before: CostRule | undefined,
    naam = '',
  ): Pick<CostRule, 'id' | 'naam' | 'kortingspercentage' | 'kortingomschrijving'> {
    return {
      id: before?.id ?? this.venue.nextPart(),
      naam: fields.naam ?? before?.naam ?? naam,
      kortingspercentage: fields.kortingspercentage ?? before?.kortingspercentage ?? 0,
      kortingomschrijving: pick(fields.kortingomschrijving, before?.kortingomschrijving ?? null),
    }
  }

  /** The line that an item is for, `null` when it is for none. */
  private lineOf(
    fields: {
      id?: number | undefined
      boekingsregel_ref?: string | undefined
      boekingsregel_id?: number | null | undefined
    },
    before: CostItem | undefined,
    path: string,
  ): Line | null {
    const { id, boekingsregel_ref: ref, boekingsregel_id } = fields
    if (ref !== undefined) {
      const field = `${path}.boekingsregel_ref`
      if (id !== undefined || boekingsregel_id !== undefined)
        return this.complain(field, 'Kan niet tegelijk met id of boekingsregel_id gestuurd worden')
      return (
        this.byRef.get(ref) ??
        this.complain(field, `Er is geen nieuwe boekingsregel met ref ${ref}`)
      )
    }
    const wanted = pick(boekingsregel_id, before?.boekingsregel_id ?? null)
    if (wanted === null) return null
    const line = this.before.has(wanted) ? this.lines.get(wanted) : undefined
    return (
      line ??
      this.complain(`${path}.boekingsregel_id`, `Boekingsregel ${wanted} is niet van deze boeking`)
    )
  }

  /** Product and number of an item with a line are the line's. */
  private refuseOwn(
    fields: { product_id?: number | null | undefined; aantal?: number | undefined },
    before: CostItem | undefined,
    line: Line,
    path: string,
  ): void {
    if (this.venue.switches.readOnlyFields === 'ignored') return
    for (const name of ['product_id', 'aantal'] as const) {
      const sent = fields[name]
      if (sent !== undefined && sent !== line[name] && sent !== before?.[name])
        this.complain(`${path}.${name}`, LINKED)
    }
  }

  private complain(field: string, message: string): null {
    this.complaints.push(complaint(field, message))
    return null
  }
}

/** What was sent, also when that is `null`; what was there when nothing was. */
const pick = <T>(sent: T | undefined, before: T): T => (sent === undefined ? before : sent)
