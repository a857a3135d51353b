import type { Arrangement, BookProcess, Company, Part, Place, Product } from '../venue/model.ts'

/** What Klimbos De Hoge Eik has to offer. The first ids are those of the documentation's examples. */
export const PLACES: Place[] = [
  place(1, 'Noord', '#3b7d4f'),
  place(2, 'BBQ-terras', '#b5651d'),
  place(3, 'Zuid', '#5b8c2a'),
  place(4, 'Boogbaan', '#2f6f9f'),
  place(5, 'Grote Tent', '#8a6d3b'),
  place(6, 'Instructieveld Zuid', '#7a9e3a'),
  place(7, 'Escaperoom De Mijn', '#5a4a7a'),
  place(8, 'Escaperoom Het Wachthuis', '#7a4a5a'),
  place(9, 'Kampvuurplaats', '#c0492f'),
  place(10, 'Instructieveld Noord', '#3f9068'),
]

export const PRODUCTS: Product[] = [
  product(3, 'Ontvangst koffie / thee', 'PT30M', 2.5),
  product(5, 'Basis BBQ', 'PT2H', 23),
  product(6, 'Groepen klimmen', 'PT2H30M', 15, 8),
  product(7, 'Boogschieten, per baan', 'PT1H30M', 75),
  product(8, 'Basis buffet', 'PT1H30M', 23),
  product(9, 'Klimmen 2,5 uur', 'PT2H30M', 24.5),
  product(10, 'Escaperoom', 'PT1H15M', 162),
  product(11, 'Klimmen kinderfeest', 'PT2H', 21.5, 6),
  product(12, 'Ranja, friet en een ijsje', 'PT45M', 8.75),
  product(13, 'Veiligheidsinstructie', 'PT15M', 0),
  product(14, 'Boslunch', 'PT1H', 13.5),
  product(15, 'Nachtklimmen met hoofdlamp', 'PT2H30M', 29.5, 6),
  product(16, 'Borrel bij het vuur', 'PT1H', 12.5),
  product(17, 'Het Verloren Kompas', 'PT2H', 18.5, 10),
  product(18, 'Lunchpakket', 'PT30M', 7.95),
  product(19, 'Overnachting in de tent', 'PT13H', 31),
  product(20, 'Groepsfoto op groot formaat', 'PT0S', 17.5),
]

/** Sold without a place in the planning. */
export const LOOSE_PRODUCTS: ReadonlySet<number> = new Set([20])

export const COMPANIES: Company[] = [
  { id: 1, naam: 'Klimbos De Hoge Eik' },
  { id: 2, naam: 'De Hoge Eik Horeca' },
]

function place(id: number, naam: string, kleur: string): Place {
  return { id, naam, weergavenaam: naam, kleur }
}

function product(
  id: number,
  naam: string,
  duur: string,
  verkoop: number,
  minimum_aantal = 0,
): Product {
  return { id, naam, weergavenaam: naam, duur, minimum_aantal, verkoop }
}

const welcome: Part = {
  product: 3,
  places: [2],
  minutes: 30,
  per: 'person',
  text: 'Ontvangst met koffie en thee op het terras',
}
const instruction: Part = {
  product: 13,
  places: [6, 10],
  minutes: 15,
  per: 'person',
  text: 'Instructie en aanmeten van de gordels',
}
const climbing: Part = {
  product: 6,
  places: [3, 1],
  minutes: 150,
  per: 'person',
  divided: true,
  text: 'Met de hele groep, onder begeleiding, heerlijk klimmen.',
}
const archery: Part = {
  product: 7,
  places: [4],
  minutes: 90,
  per: 'lane',
  text: 'Boogschieten met een instructeur, zes personen per baan',
}
const barbecue: Part = {
  product: 5,
  places: [2],
  minutes: 120,
  per: 'person',
  text: 'Genieten van onze heerlijke BBQ',
}
const lunch: Part = {
  product: 14,
  places: [5],
  minutes: 60,
  per: 'person',
  text: 'Boslunch met soep en broodjes',
}
const drinks: Part = {
  product: 16,
  places: [9, 2],
  minutes: 60,
  per: 'person',
  text: 'Borrel met bittergarnituur',
}

const at = (hour: number, minute = 0): number => hour * 60 + minute

export const ARRANGEMENTS = {
  climbAndBarbecue: arrangement(
    2,
    'Klimmen en barbecue',
    [10, 16, 30],
    [10, 36],
    [welcome, instruction, climbing, barbecue],
  ),
  archeryAndBuffet: arrangement(
    4,
    'Boogschieten met buffet',
    [11, 17, 30],
    [9, 30],
    [
      welcome,
      { ...archery, minutes: 120 },
      {
        product: 8,
        places: [5],
        minutes: 90,
        per: 'person',
        text: 'Warm en koud buffet in de Grote Tent',
      },
    ],
  ),
  climb: arrangement(
    5,
    'Klimmen 2,5 uur',
    [9, 18, 30],
    [2, 12],
    [
      {
        product: 9,
        places: [1, 3],
        minutes: 150,
        per: 'person',
        text: 'Vrij klimmen, instructie vooraf',
      },
    ],
  ),
  climbInGroup: arrangement(
    6,
    'Klimmen met instructie',
    [9, 17, 0],
    [8, 34],
    [instruction, climbing],
  ),
  party: arrangement(
    7,
    'Kinderfeestje klimmen',
    [10, 15, 30],
    [7, 14],
    [
      {
        product: 11,
        places: [1],
        minutes: 120,
        per: 'person',
        text: 'Klimmen op de kinderroutes met een begeleider',
      },
      {
        product: 12,
        places: [2],
        minutes: 45,
        per: 'person',
        text: 'Ranja, friet en een ijsje',
      },
    ],
  ),
  escape: arrangement(
    8,
    'Escaperoom',
    [10, 21, 0],
    [2, 7],
    [
      {
        product: 10,
        places: [7, 8],
        minutes: 75,
        per: 'room',
        text: 'Zestig minuten om eruit te komen',
      },
    ],
  ),
  team: arrangement(
    9,
    'Teamdag compleet',
    [9, 13, 0],
    [18, 56],
    [welcome, { ...climbing, minutes: 120, divided: false }, lunch, archery, drinks],
  ),
  barbecue: arrangement(
    10,
    'BBQ aan het bos',
    [16, 19, 30],
    [8, 34],
    [{ ...barbecue, minutes: 180 }],
  ),
  archery: arrangement(11, 'Boogschieten', [10, 20, 0], [4, 18], [archery]),
  night: arrangement(
    12,
    'Nachtklimmen',
    [20, 21, 0],
    [6, 22],
    [
      {
        product: 15,
        places: [3],
        minutes: 150,
        per: 'person',
        text: 'Klimmen in het donker met een hoofdlamp',
      },
    ],
  ),
  school: arrangement(
    13,
    'Schoolreis De Hoge Eik',
    [9, 11, 0],
    [22, 62],
    [
      instruction,
      climbing,
      {
        product: 18,
        places: [5],
        minutes: 30,
        per: 'person',
        text: 'Lunchpakket in de Grote Tent',
      },
      archery,
    ],
  ),
  compass: arrangement(
    14,
    'Het Verloren Kompas',
    [10, 17, 0],
    [8, 30],
    [
      {
        product: 17,
        places: [10, 6],
        minutes: 120,
        per: 'person',
        text: 'Teamspel door het hele bos',
      },
      drinks,
    ],
  ),
  camp: arrangement(
    15,
    'Schoolkamp met overnachting',
    [17, 19, 0],
    [24, 60],
    [
      { ...barbecue, minutes: 120 },
      {
        product: 19,
        places: [5],
        minutes: 13 * 60,
        per: 'person',
        text: 'Slapen in de Grote Tent, ontbijt om 8 uur',
      },
    ],
  ),
} satisfies Record<string, Arrangement>

/** What guests can book online. */
export const BOOK_PROCESSES: BookProcess[] = [
  { id: 1, naam: 'Online klimmen', arrangement_id: 5 },
  { id: 2, naam: 'Online escaperoom', arrangement_id: 8 },
  { id: 3, naam: 'Online kinderfeestje', arrangement_id: 7 },
]

/** Arrangement 2 as it was when the documentation's examples were written. */
export const EXAMPLE_ARRANGEMENT: Arrangement = {
  ...ARRANGEMENTS.climbAndBarbecue,
  parts: [welcome, { ...climbing, places: [1, 3] }, barbecue],
}

export type ArrangementName = keyof typeof ARRANGEMENTS

function arrangement(
  id: number,
  naam: string,
  [from, until, minute]: [number, number, number],
  people: [number, number],
  parts: Part[],
): Arrangement {
  return { id, naam, parts, from: at(from), until: at(until, minute), people }
}
