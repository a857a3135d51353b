import type { ContactPerson, Line, StoredBooking, StoredCustomer } from '../venue/model.ts'

/*
 * The bookings and customers that the API's documentation shows, with their own ids and dates.
 * What an example leaves out (the lines of 1 and 75, the customers 9, 47 and 49) is filled in.
 */

const person = (id: number, given: Partial<ContactPerson>): ContactPerson => ({
  id,
  voornaam: null,
  achternaam: null,
  geslacht: 'onbekend',
  aanhef: null,
  adres: null,
  postcode: null,
  plaats: null,
  telefoon1: null,
  telefoon2: null,
  email1: null,
  email2: null,
  hoofdcontact: true,
  ...given,
})

const customer = (
  id: number,
  naam: string,
  contact: ContactPerson,
  given: Partial<StoredCustomer> = {},
): StoredCustomer => ({
  id,
  displaynaam: naam,
  naam,
  adres: null,
  postcode: null,
  plaats: null,
  provinciecode: null,
  website: null,
  bedrijf_id: 1,
  soort_klant: null,
  afdeling: null,
  factuur_adressering: null,
  contactpersonen: [contact],
  ...given,
})

export const EXAMPLE_CUSTOMERS: StoredCustomer[] = [
  customer(9, 'Familie Zandstra', person(12, { voornaam: 'Alie', achternaam: 'Zandstra' })),
  customer(
    17,
    'Gemeente Appingedam',
    person(15, {
      voornaam: 'Janny',
      achternaam: 'Jansen',
      geslacht: 'man',
      adres: 'Testraat 23',
      postcode: '8291KS',
      plaats: 'Assen',
    }),
    {
      adres: 'Testraat 23',
      postcode: '8291KS',
      plaats: 'Assen',
      provinciecode: 'NL-DR',
      website: '',
      bedrijf_id: 2,
      soort_klant: '',
      afdeling: '',
      factuur_adressering: '',
    },
  ),
  customer(
    46,
    'Restaurant de Dinkel',
    person(41, {
      voornaam: 'Fiona',
      achternaam: 'Teggartz',
      aanhef: '',
      adres: '',
      postcode: '',
      plaats: '',
      telefoon1: '',
      telefoon2: '',
      email1: '',
      email2: '',
    }),
    { adres: '', postcode: '', plaats: 'Dinxperloo', website: '' },
  ),
  customer(47, 'Sportraad Oost', person(42, { voornaam: 'Bert', achternaam: 'Kok' })),
  customer(49, 'Handboogvereniging De Roos', person(44, { voornaam: 'Els', achternaam: 'Pol' })),
  customer(
    62,
    'Pascal en Corry en kids',
    person(57, {
      voornaam: 'Corry',
      achternaam: 'Bruins',
      geslacht: 'vrouw',
      telefoon1: '06-00062062',
      email1: 'corry.bruins@example.nl',
    }),
  ),
  customer(
    83,
    'Voorbeeldgroep',
    person(78, {
      voornaam: 'Test',
      achternaam: 'Contactpersoon',
      geslacht: 'man',
      adres: 'Teststraat 1',
      postcode: '1337 XD',
      plaats: 'Teststad',
      telefoon1: '0123456789',
      email1: 'test@example.com',
    }),
    {
      adres: 'Teststraat 1',
      postcode: '1337 XD',
      plaats: 'Teststad',
      provinciecode: 'NL-NH',
      website: 'http://www.example.com',
      soort_klant: 'Familie',
    },
  ),
]

const BARBECUE = 'Genieten van onze heerlijke BBQ'
const CLIMBING = 'Met de hele groep, onder begeleiding, heerlijk klimmen.'
const WELCOME = 'Ontvangst met koffie,thee op het Klimbos terras'

type LineFacts = [
  id: number,
  locatie: number,
  product: number,
  aantal: number,
  begin: string,
  eind: string,
  text: string,
]

function line(facts: LineFacts, opmerking: string | null): Line {
  const [id, locatie_id, product_id, aantal, begin, eind, beschrijving] = facts
  return {
    id,
    locatie_id,
    aantal,
    begin,
    eind,
    minimum_aantal: product_id === 6 ? 8 : 0,
    beschrijving,
    opmerking,
    betaald_bedrag: null,
    betaal_datum: null,
    betaal_opmerking: null,
    herinnering_leverancier: null,
    product_id,
  }
}

type ItemFacts = [
  id: number,
  naam: string,
  aantal: number,
  bedrag: number,
  product: number,
  line: number,
]

interface Facts {
  booking: Omit<
    StoredBooking,
    | 'online_boeking'
    | 'conceptfactuur_na_dagen'
    | 'boekingsregels'
    | 'kosten'
    | 'gefactureerd_bedrag'
    | 'facturen'
  >
  total: number
  /** What stands in text fields that hold nothing. */
  nothing: '' | null
  lines: LineFacts[]
  group: number
  items: ItemFacts[]
}

function example({ booking, total, nothing, lines, group, items }: Facts): StoredBooking {
  return {
    ...booking,
    online_boeking: false,
    conceptfactuur_na_dagen: null,
    gefactureerd_bedrag: 0,
    facturen: [],
    boekingsregels: lines.map((facts) => line(facts, nothing)),
    kosten: {
      klant_id: booking.klant_id,
      opmerking: nothing,
      betaaltermijn: 14,
      referentie_klant: nothing,
      calculated_totaalbedrag_inclusief_btw: total,
      bedrijf_id: 1,
      boeking_id: booking.id,
      regels: [
        {
          id: group,
          naam: booking.arrangement ?? '',
          type: 'groep',
          kortingspercentage: 0,
          kortingomschrijving: nothing,
          children_visible: false,
          regels: items.map(([id, naam, aantal, bedrag, product_id, boekingsregel_id]) => ({
            id,
            naam,
            type: 'item',
            kortingspercentage: 0,
            kortingomschrijving: nothing,
            aantal,
            bedrag,
            btw_percentage: 6,
            product_id,
            boekingsregel_id,
          })),
        },
      ],
    },
  }
}

export const EXAMPLE_BOOKINGS: StoredBooking[] = [
  example({
    booking: {
      id: 1,
      klant_id: 9,
      referentie: '9-1',
      datum: '2014-05-01',
      status: 'informatie',
      arrangement: 'Gezinsmaaltijd',
      personen: 10,
      status_updated_at: '2013-06-19T10:46:47+02:00',
      created_at: '2013-06-19T10:46:47+02:00',
      arrangement_id: 2,
      status_vervaldatum: null,
      bijzonderheden: '',
    },
    total: 230,
    nothing: null,
    lines: [[101, 2, 5, 10, '2014-05-01T17:00:00+02:00', '2014-05-01T19:00:00+02:00', BARBECUE]],
    group: 201,
    items: [[202, 'Basis BBQ', 10, 23, 5, 101]],
  }),
  example({
    booking: {
      id: 25,
      klant_id: 46,
      referentie: '46-1',
      datum: '2014-11-15',
      status: 'optie',
      arrangement: 'Klimmen en bbq',
      personen: 23,
      status_updated_at: '2014-10-14T12:04:05+02:00',
      created_at: '2014-10-10T09:30:00+02:00',
      arrangement_id: 2,
      status_vervaldatum: '2014-10-13',
      bijzonderheden: '',
    },
    total: 886.5,
    nothing: '',
    lines: [
      [112, 2, 5, 23, '2014-11-15T12:00:00+01:00', '2014-11-15T14:00:00+01:00', BARBECUE],
      [113, 1, 6, 20, '2014-11-15T09:30:00+01:00', '2014-11-15T12:00:00+01:00', CLIMBING],
      [114, 2, 3, 23, '2014-11-15T09:00:00+01:00', '2014-11-15T09:30:00+01:00', WELCOME],
    ],
    group: 236,
    items: [
      [239, 'Ontvangst koffie / thee', 23, 2.5, 3, 114],
      [238, 'Groepen klimmen', 20, 15, 6, 113],
      [237, 'Basis BBQ', 23, 23, 5, 112],
    ],
  }),
  example({
    booking: {
      id: 34,
      klant_id: 47,
      referentie: '47-2',
      datum: '2014-01-01',
      status: 'informatie',
      arrangement: 'Klimmen en barbecue',
      personen: 15,
      status_updated_at: '2014-10-29T10:53:15+01:00',
      created_at: '2014-10-29T10:53:15+01:00',
      arrangement_id: 2,
      status_vervaldatum: null,
      bijzonderheden: '',
    },
    total: 643.95,
    nothing: null,
    lines: [
      [132, 2, 5, 15, '2014-01-01T18:00:00+01:00', '2014-01-01T20:00:00+01:00', BARBECUE],
      [133, 1, 6, 15, '2014-01-01T15:30:00+01:00', '2014-01-01T18:00:00+01:00', CLIMBING],
      [134, 2, 3, 15, '2014-01-01T15:00:00+01:00', '2014-01-01T15:30:00+01:00', WELCOME],
    ],
    group: 285,
    items: [
      [288, 'Ontvangst koffie / thee', 15, 2.5, 3, 134],
      [287, 'Groepen klimmen', 15, 15, 6, 133],
      [286, 'Basis BBQ', 15, 23, 5, 132],
    ],
  }),
  example({
    booking: {
      id: 75,
      klant_id: 49,
      referentie: '49-2',
      datum: '2015-01-01',
      status: 'informatie',
      arrangement: 'Boogschieten met buffet',
      personen: 15,
      status_updated_at: '2014-06-03T15:11:34+02:00',
      created_at: '2014-06-03T15:11:34+02:00',
      arrangement_id: 4,
      status_vervaldatum: null,
      bijzonderheden: null,
    },
    total: 570,
    nothing: null,
    lines: [
      [
        302,
        5,
        8,
        15,
        '2015-01-01T16:00:00+01:00',
        '2015-01-01T17:30:00+01:00',
        'Warm en koud buffet in de Grote Tent',
      ],
      [
        301,
        4,
        7,
        3,
        '2015-01-01T14:00:00+01:00',
        '2015-01-01T16:00:00+01:00',
        'Boogschieten met een instructeur, zes personen per baan',
      ],
    ],
    group: 401,
    items: [
      [402, 'Boogschieten, per baan', 3, 75, 7, 301],
      [403, 'Basis buffet', 15, 23, 8, 302],
    ],
  }),
]
