import type { Exchange, Expected, ExpectedFields, Json } from './exchange.ts'

/*
 * The documented behaviour of bookings and customers, as exchanges in the order in which they are
 * made. Nothing but data: `exchange.ts` says how it is read, `run.ts` holds it against a Recras.
 */

/** Values for placeholders that no exchange can find out; `--set` gives others. */
export const GIVEN: Readonly<Record<string, Json>> = { book_process: 1, nobody: 999_999_999 }

const NINE = [
  'informatie',
  'interesse',
  'optie',
  'pending_online',
  'reservering',
  'definitief',
  'gaande',
  'voltooid',
  'geannuleerd',
] as const
const FOUR = ['informatie', 'interesse', 'optie', 'reservering'] as const
const OTHER_FIVE = ['pending_online', 'definitief', 'gaande', 'voltooid', 'geannuleerd'] as const

const BEGIN = '2030-06-15T15:00:00+02:00'
const EXTRA = 'Could not validate extra field'

const BOOKING: ExpectedFields = {
  id: '$integer',
  klant_id: '$integer',
  referentie: '$text',
  datum: '$date',
  status: '$status',
  arrangement: '$text?',
  personen: '$number',
  status_updated_at: '$datetime?',
  arrangement_id: '$integer?',
  online_boeking: '$boolean',
  status_vervaldatum: '$date?',
  bijzonderheden: '$text?',
  // One of the two documented entries of a list has none.
  'conceptfactuur_na_dagen?': '$integer?',
}

const LINE: ExpectedFields = {
  id: '$integer',
  locatie_id: '$integer?',
  aantal: '$number',
  begin: '$datetime',
  eind: '$datetime',
  minimum_aantal: '$number',
  beschrijving: '$text?',
  opmerking: '$text?',
  betaald_bedrag: '$number?',
  betaal_datum: '$date?',
  betaal_opmerking: '$text?',
  herinnering_leverancier: '$datetime?',
  product_id: '$integer',
}

const RULE: ExpectedFields = {
  id: '$integer',
  naam: '$text?',
  type: { $pattern: '^(groep|item)$' },
  kortingspercentage: '$number',
  kortingomschrijving: '$text?',
  'children_visible?': '$boolean',
  'regels?': '$list',
  'aantal?': '$number',
  'bedrag?': '$number',
  'btw_percentage?': '$number',
  'product_id?': '$integer?',
  'boekingsregel_id?': '$integer?',
}

const COSTS: ExpectedFields = {
  klant_id: '$integer',
  opmerking: '$text?',
  betaaltermijn: '$integer?',
  referentie_klant: '$text?',
  calculated_totaalbedrag_inclusief_btw: '$number',
  bedrijf_id: '$integer',
  boeking_id: '$integer',
  regels: { $each: RULE },
}

const WHOLE: ExpectedFields = { ...BOOKING, boekingsregels: { $each: LINE }, kosten: COSTS }

const CUSTOMER_FIELDS: ExpectedFields = {
  id: '$integer',
  displaynaam: '$text?',
  naam: '$text?',
  adres: '$text?',
  postcode: '$text?',
  plaats: '$text?',
  provinciecode: '$text?',
  website: '$text?',
  bedrijf_id: '$integer?',
  soort_klant: '$text?',
  afdeling: '$text?',
  factuur_adressering: '$text?',
}
const CUSTOMER: ExpectedFields = { ...CUSTOMER_FIELDS, type: 'klant' }

const CONTACT: ExpectedFields = {
  id: '$integer',
  voornaam: '$text?',
  achternaam: '$text?',
  geslacht: { $pattern: '^(man|vrouw|onbekend)$' },
  aanhef: '$text?',
  adres: '$text?',
  postcode: '$text?',
  plaats: '$text?',
  telefoon1: '$text?',
  telefoon2: '$text?',
  email1: '$text?',
  email2: '$text?',
  hoofdcontact: '$boolean',
}

const PAGING = { 'X-Page-Size': { $pattern: '^\\d+$' }, 'X-Total-Count': { $pattern: '^\\d+$' } }

/** A refusal of one field; about fields within lists only the status is certain. */
const about = (field: string): ExpectedFields => ({
  $some: { field, message: '$text', parameters: '$list' },
})
const extra = (field: string): ExpectedFields => ({ $some: { field, message: EXTRA } })

const BOOKING_LIST: Exchange[] = [
  {
    says: 'Without a key there is nothing to see.',
    method: 'GET',
    path: '/boekingen',
    key: 'none',
    status: 401,
  },
  {
    says: 'The list of bookings has pages of 100 and every documented field.',
    method: 'GET',
    path: '/boekingen',
    status: 200,
    headers: { ...PAGING, 'X-Page-Size': '100', 'Content-Type': { $pattern: '^application/json' } },
    answer: { $each: BOOKING, $max: 100 },
    keep: { some: [0, 'id'], klant: [0, 'klant_id'] },
  },
  {
    says: 'page_size says how many bookings a page has.',
    method: 'GET',
    path: '/boekingen',
    query: { page_size: '1' },
    status: 200,
    headers: { ...PAGING, 'X-Page-Size': '1' },
    answer: { $each: BOOKING, $max: 1 },
    keep: { first: [0, 'id'] },
  },
  {
    says: 'page says which page, and the second is another than the first.',
    method: 'GET',
    path: '/boekingen',
    query: { page_size: '1', page: '2' },
    status: 200,
    headers: { Link: { $pattern: 'rel="?prev' } },
    answer: { $each: { id: { $not: '{first}' } } },
  },
  {
    says: 'page begins at 1.',
    method: 'GET',
    path: '/boekingen',
    query: { page: '0' },
    status: 406,
    answer: about('page'),
  },
  {
    says: 'page_size is a number.',
    method: 'GET',
    path: '/boekingen',
    query: { page_size: 'veel' },
    status: 406,
    answer: about('page_size'),
  },
  {
    says: 'status finds the bookings with status {status}.',
    each: { name: 'status', of: NINE },
    method: 'GET',
    path: '/boekingen',
    query: { status: '{status}', page_size: '20' },
    status: 200,
    answer: { $each: { status: '{status}' } },
  },
  {
    says: 'status takes several with commas between them.',
    method: 'GET',
    path: '/boekingen',
    query: { status: 'optie,definitief', page_size: '20' },
    status: 200,
    answer: { $each: { status: { $pattern: '^(optie|definitief)$' } } },
  },
  {
    says: 'A status that is none is refused.',
    method: 'GET',
    path: '/boekingen',
    query: { status: 'misschien' },
    status: 406,
    answer: about('status'),
  },
  {
    says: 'periode takes an interval of two moments, referentiedatum {by} says of what.',
    each: { name: 'by', of: ['boekingsregel', 'startdatum', 'created_at'] },
    method: 'GET',
    path: '/boekingen',
    query: {
      periode: '2014-01-01T00:00:00+01:00/2031-01-01T00:00:00+01:00',
      referentiedatum: '{by}',
      page_size: '20',
    },
    status: 200,
    answer: { $each: BOOKING },
  },
  {
    says: 'periode takes a duration.',
    method: 'GET',
    path: '/boekingen',
    query: { periode: 'P1D', page_size: '20' },
    status: 200,
    answer: { $each: BOOKING },
  },
  {
    says: 'A period before there was anything holds nothing.',
    method: 'GET',
    path: '/boekingen',
    query: { periode: '1971-01-01T00:00:00+01:00/1971-01-02T00:00:00+01:00' },
    status: 200,
    answer: { $length: 0 },
  },
  {
    says: 'A period that is none is refused.',
    method: 'GET',
    path: '/boekingen',
    query: { periode: 'morgen' },
    status: 406,
    answer: about('periode'),
  },
  {
    says: 'A reference date that is none is refused.',
    method: 'GET',
    path: '/boekingen',
    query: { referentiedatum: 'ooit', periode: 'P1D' },
    status: 406,
    answer: about('referentiedatum'),
  },
  {
    says: 'klant_id finds the bookings of a customer.',
    method: 'GET',
    path: '/boekingen',
    query: { klant_id: '{klant}' },
    status: 200,
    answer: { $min: 1, $each: { klant_id: '{klant}' } },
  },
  {
    says: 'klant_id is a number.',
    method: 'GET',
    path: '/boekingen',
    query: { klant_id: 'iemand' },
    status: 406,
    answer: about('klant_id'),
  },
  {
    says: 'Lines are embedded on request, with every documented field.',
    method: 'GET',
    path: '/boekingen',
    query: { embed: 'boekingsregels', status: 'definitief', page_size: '20' },
    status: 200,
    answer: { $each: { ...BOOKING, boekingsregels: { $each: LINE } } },
    keep: {
      locatie: [0, 'boekingsregels', 0, 'locatie_id'],
      sold: [0, 'boekingsregels', 0, 'product_id'],
    },
  },
  {
    says: 'locatie finds bookings with a line at one of several places.',
    method: 'GET',
    path: '/boekingen',
    query: { locatie: '{locatie},{nobody}', embed: 'boekingsregels', page_size: '20' },
    status: 200,
    answer: { $min: 1, $each: { boekingsregels: { $some: { locatie_id: '{locatie}' } } } },
  },
  {
    says: 'locatie is a list of numbers.',
    method: 'GET',
    path: '/boekingen',
    query: { locatie: '1,x' },
    status: 406,
    answer: about('locatie'),
  },
  {
    says: 'bevat_product_id finds bookings with a product.',
    method: 'GET',
    path: '/boekingen',
    query: { bevat_product_id: '{sold}', embed: 'boekingsregels', page_size: '20' },
    status: 200,
    answer: { $min: 1, $each: { boekingsregels: { $some: { product_id: '{sold}' } } } },
  },
  {
    says: 'los_op_planning takes {loose}.',
    each: { name: 'loose', of: ['true', 'false'] },
    method: 'GET',
    path: '/boekingen',
    query: { los_op_planning: '{loose}', page_size: '20' },
    status: 200,
    answer: { $each: BOOKING },
  },
  {
    says: 'los_op_planning is true or false.',
    method: 'GET',
    path: '/boekingen',
    query: { los_op_planning: 'misschien' },
    status: 406,
    answer: about('los_op_planning'),
  },
  {
    says: 'Klant is embedded on request.',
    method: 'GET',
    path: '/boekingen',
    query: { embed: 'Klant', klant_id: '{klant}', page_size: '20' },
    status: 200,
    answer: { $each: { Klant: CUSTOMER_FIELDS } },
    keep: { soort: [0, 'Klant', 'soort_klant'] },
  },
  {
    says: 'Klant.Hoofdcontact implies Klant.',
    method: 'GET',
    path: '/boekingen',
    query: { embed: 'Klant.Hoofdcontact', klant_id: '{klant}', page_size: '20' },
    status: 200,
    answer: { $each: { Klant: { ...CUSTOMER_FIELDS, Hoofdcontact: CONTACT } } },
  },
  {
    says: 'Klant.soort_klant finds bookings by sort of customer, and implies Klant.',
    method: 'GET',
    path: '/boekingen',
    query: { 'Klant.soort_klant': 'Familie', page_size: '20' },
    status: 200,
    answer: { $each: { Klant: { soort_klant: 'Familie' } } },
  },
  {
    says: 'Klant.soort_klant takes several.',
    method: 'GET',
    path: '/boekingen',
    query: { 'Klant.soort_klant': 'Familie,School', page_size: '20' },
    status: 200,
    answer: { $each: { Klant: { soort_klant: { $pattern: '^(Familie|School)$' } } } },
  },
  {
    says: 'kosten are embedded on request, with every documented field.',
    method: 'GET',
    path: '/boekingen',
    query: { embed: 'kosten', status: 'definitief', page_size: '20' },
    status: 200,
    answer: { $each: { kosten: COSTS } },
    keep: { bedrijf: [0, 'kosten', 'bedrijf_id'] },
  },
  {
    says: 'bedrijf_id finds the bookings of companies, and implies Klant.',
    method: 'GET',
    path: '/boekingen',
    query: { bedrijf_id: '{bedrijf},{nobody}', embed: 'kosten', page_size: '20' },
    status: 200,
    answer: { $min: 1, $each: { Klant: '$object', kosten: { bedrijf_id: '{bedrijf}' } } },
  },
  {
    says: 'bedrijf_id is a list of numbers.',
    method: 'GET',
    path: '/boekingen',
    query: { bedrijf_id: 'x' },
    status: 406,
    answer: about('bedrijf_id'),
  },
  {
    says: '{field} can be embedded in a list.',
    each: { name: 'field', of: ['Creator', 'Diensten', 'Facturen', 'gefactureerd_bedrag'] },
    method: 'GET',
    path: '/boekingen',
    query: { embed: '{field}', page_size: '5' },
    status: 200,
    answer: { $each: { '{field}': '$anything' } },
  },
  {
    says: 'Facturen._betaald_bedrag implies Facturen.',
    method: 'GET',
    path: '/boekingen',
    query: { embed: 'Facturen._betaald_bedrag', page_size: '20' },
    status: 200,
    answer: { $each: { Facturen: { $each: { '_betaald_bedrag?': '$number?' } } } },
  },
  {
    says: 'What cannot be embedded is refused by its name.',
    method: 'GET',
    path: '/boekingen',
    query: { embed: 'Klant,Weer' },
    status: 406,
    answer: { $some: { field: 'embed', message: '"Weer" is not embeddable' } },
  },
  {
    says: 'Parameters that nobody documented are refused, all at once.',
    method: 'GET',
    path: '/boekingen',
    query: { limit: '5', sort: 'id' },
    status: 406,
    answer: { $length: 2, $each: { message: EXTRA, parameters: '$list' } },
  },
]

const ONE_BOOKING: Exchange[] = [
  {
    says: 'One booking comes with all that the documented example embeds.',
    method: 'GET',
    path: '/boekingen/{some}',
    query: { embed: 'Klant,Klant.Hoofdcontact,boekingsregels,kosten,gefactureerd_bedrag' },
    status: 200,
    answer: {
      ...WHOLE,
      id: '{some}',
      gefactureerd_bedrag: '$number',
      Klant: { ...CUSTOMER_FIELDS, Hoofdcontact: CONTACT },
    },
  },
  {
    says: 'Without embed there is nothing embedded, and a map of links.',
    method: 'GET',
    path: '/boekingen/{some}',
    status: 200,
    answer: { ...BOOKING, id: '{some}', _links: '$object' },
    keep: {
      shifts: ['_links', 'recras:diensten_bij_boeking', 'href'],
      invoices: ['_links', 'recras:invoices', 'href'],
      qr: ['_links', 'recras:booking:qr', 'href'],
    },
  },
  {
    says: 'Creator, Diensten and Facturen can be embedded in one booking.',
    method: 'GET',
    path: '/boekingen/{some}',
    query: { embed: 'Creator,Diensten,Facturen,Facturen._betaald_bedrag' },
    status: 200,
    answer: { id: '{some}', Creator: '$anything', Diensten: '$list', Facturen: '$list' },
  },
  {
    says: 'What cannot be embedded is refused for one booking too.',
    method: 'GET',
    path: '/boekingen/{some}',
    query: { embed: 'Weer' },
    status: 406,
    answer: about('embed'),
  },
  {
    says: 'A booking that is not there is not found.',
    method: 'GET',
    path: '/boekingen/{nobody}',
    status: 404,
  },
  {
    says: 'recras:diensten_bij_boeking leads to a list of shifts.',
    method: 'GET',
    path: '{shifts}',
    status: 200,
    answer: '$list',
  },
  {
    says: 'recras:invoices leads to a list of invoices.',
    method: 'GET',
    path: '{invoices}',
    status: 200,
    answer: '$list',
  },
  {
    says: 'recras:booking:qr leads to the content of a QR code.',
    method: 'GET',
    path: '{qr}',
    status: 200,
    answer: '$anything',
  },
  {
    says: 'Whether a booking can be deleted can be asked.',
    method: 'GET',
    path: '/boekingen/{some}/deletable',
    status: [200, 409],
  },
]

const READING_CUSTOMERS: Exchange[] = [
  {
    says: 'The list of customers has pages and every documented field.',
    method: 'GET',
    path: '/klanten',
    status: 200,
    headers: PAGING,
    answer: { $each: CUSTOMER, $max: 100 },
    keep: { customer: [0, 'id'] },
  },
  {
    says: 'id> gives the smallest id that is wanted.',
    method: 'GET',
    path: '/klanten',
    query: { 'id>': '{customer}', page_size: '20' },
    status: 200,
    answer: { $each: CUSTOMER },
  },
  {
    says: 'id> above every id finds nobody.',
    method: 'GET',
    path: '/klanten',
    query: { 'id>': '{nobody}' },
    status: 200,
    answer: { $length: 0 },
  },
  {
    says: 'id> is a number.',
    method: 'GET',
    path: '/klanten',
    query: { 'id>': 'x' },
    status: 406,
    answer: about('id>'),
  },
  {
    says: 'Parameters that nobody documented are refused for customers too.',
    method: 'GET',
    path: '/klanten',
    query: { naam: 'x' },
    status: 406,
    answer: extra('naam'),
  },
  {
    says: 'One customer comes with its contact people, the main one first.',
    method: 'GET',
    path: '/klanten/{customer}',
    status: 200,
    answer: {
      ...CUSTOMER,
      id: '{customer}',
      contactpersonen: { $min: 1, $each: CONTACT, $first: { hoofdcontact: true } },
      'extra_fields?': { $each: { name: '$text', type: '$text', 'value?': '$anything' } },
    },
    keep: { contact: ['contactpersonen', 0, 'id'] },
  },
  {
    says: 'The same customer is a contact.',
    method: 'GET',
    path: '/contacten/{customer}',
    status: 200,
    answer: { ...CUSTOMER, id: '{customer}', contactpersonen: { $first: { id: '{contact}' } } },
  },
  {
    says: 'A customer that is not there is not found.',
    method: 'GET',
    path: '/klanten/{nobody}',
    status: 404,
  },
]

const PERSON: Json = { voornaam: 'Robin', achternaam: 'Proef', hoofdcontact: true }

/** A new customer that is refused: what is wrong with it, and the field that says so. */
const refusedCustomer = (says: string, body: Json, answer?: Expected): Exchange => ({
  says,
  writes: true,
  method: 'POST',
  path: '/klanten',
  body,
  status: 406,
  ...(answer === undefined ? {} : { answer }),
})

const WRITING_CUSTOMERS: Exchange[] = [
  {
    says: 'A customer needs no more than one contact person.',
    writes: true,
    method: 'POST',
    path: '/klanten',
    body: { contactpersonen: [PERSON] },
    status: [201, 200],
    answer: CUSTOMER,
  },
  {
    says: 'A customer takes every documented field, with existing and new contact people.',
    writes: true,
    method: 'POST',
    path: '/klanten',
    body: {
      naam: 'Conformiteit',
      adres: 'Teststraat 1',
      postcode: '1337 XD',
      plaats: 'Teststad',
      provinciecode: 'NL-NH',
      website: 'http://www.example.com',
      bedrijf_id: 1,
      soort_klant: 'Familie',
      afdeling: null,
      factuur_adressering: null,
      contactpersonen: [
        { id: '{contact}', hoofdcontact: false },
        {
          voornaam: 'Test',
          achternaam: 'Contactpersoon',
          geslacht: 'man',
          aanhef: null,
          adres: 'Teststraat 1',
          postcode: '1337 XD',
          plaats: 'Teststad',
          telefoon1: '0123456789',
          telefoon2: '0123456780',
          email1: 'conformiteit@example.com',
          email2: 'conformiteit2@example.com',
          hoofdcontact: true,
        },
      ],
      extra_fields: [],
    },
    status: [201, 200],
    answer: {
      ...CUSTOMER,
      displaynaam: 'Conformiteit',
      naam: 'Conformiteit',
      plaats: 'Teststad',
      provinciecode: 'NL-NH',
      bedrijf_id: 1,
      soort_klant: 'Familie',
    },
    keep: { made: ['id'] },
  },
  {
    says: 'The new customer has both contact people, the main one first.',
    writes: true,
    method: 'GET',
    path: '/klanten/{made}',
    status: 200,
    answer: {
      naam: 'Conformiteit',
      contactpersonen: {
        $length: 2,
        $each: CONTACT,
        $first: { voornaam: 'Test', geslacht: 'man', hoofdcontact: true },
        $some: { id: '{contact}', hoofdcontact: false },
      },
    },
    keep: { main: ['contactpersonen', 0, 'id'] },
  },
  {
    says: 'The same name and e-mail give the customer that there is, or a second one.',
    writes: true,
    method: 'POST',
    path: '/klanten',
    body: {
      naam: 'Conformiteit',
      contactpersonen: [
        { voornaam: 'Test', email1: 'conformiteit@example.com', hoofdcontact: true },
      ],
    },
    status: [200, 201],
    answer: CUSTOMER,
  },
  {
    says: 'A customer that is made may say where it stands.',
    writes: true,
    method: 'POST',
    path: '/klanten',
    body: { naam: 'Conformiteit, plaats', contactpersonen: [PERSON] },
    status: 201,
    answer: CUSTOMER,
    keep: { place: { header: 'Location' } },
  },
  {
    says: 'The Location of a new customer can be followed.',
    writes: true,
    method: 'GET',
    path: '{place}',
    status: 200,
    answer: { naam: 'Conformiteit, plaats' },
  },
  {
    says: 'The gender of a contact person can be {gender}.',
    writes: true,
    each: { name: 'gender', of: ['man', 'vrouw', 'onbekend'] },
    method: 'POST',
    path: '/klanten',
    body: {
      naam: 'Conformiteit {gender}',
      contactpersonen: [{ voornaam: 'Robin', geslacht: '{gender}', hoofdcontact: true }],
    },
    status: 201,
  },
  {
    says: 'An extra field can be of each of five types.',
    writes: true,
    each: {
      name: 'extra',
      of: [
        { name: 'Hond', type: 'text', value: 'Bello' },
        { name: 'Shoe size', type: 'number', value: 42 },
        { name: 'Jarig', type: 'date', value: '2012-02-29' },
        { name: 'Bron', type: 'singlechoice', value: 'Folder' },
        { name: 'Interesses', type: 'multiplechoice', value: ['Klimmen', 'Boog'] },
      ],
    },
    method: 'POST',
    path: '/klanten',
    body: { naam: 'Conformiteit, extra', contactpersonen: [PERSON], extra_fields: ['{extra}'] },
    status: 201,
    keep: { with_extra: ['id'] },
  },
  {
    says: 'Extra fields are there when the customer is read.',
    writes: true,
    method: 'GET',
    path: '/klanten/{with_extra}',
    status: 200,
    answer: { extra_fields: { $some: { name: 'Interesses', value: ['Klimmen', 'Boog'] } } },
  },
  refusedCustomer('Contact people are required.', { naam: 'X' }, about('contactpersonen')),
  refusedCustomer('There is at least one contact person.', { contactpersonen: [] }),
  refusedCustomer('One of the contact people is the main one.', {
    contactpersonen: [{ voornaam: 'Robin', hoofdcontact: false }],
  }),
  refusedCustomer('Only one of the contact people is the main one.', {
    contactpersonen: [PERSON, PERSON],
  }),
  refusedCustomer('Every contact person says whether it is the main one.', {
    contactpersonen: [PERSON, { voornaam: 'Kim' }],
  }),
  refusedCustomer('A contact person that is named by its id exists.', {
    contactpersonen: [{ id: '{nobody}', hoofdcontact: true }],
  }),
  refusedCustomer('A gender is one of three.', {
    contactpersonen: [{ voornaam: 'Robin', geslacht: 'm', hoofdcontact: true }],
  }),
  refusedCustomer(
    'A province is an ISO 3166-2 code.',
    { contactpersonen: [PERSON], provinciecode: 'Gelderland' },
    about('provinciecode'),
  ),
  refusedCustomer(
    'A company exists.',
    { contactpersonen: [PERSON], bedrijf_id: '{nobody}' },
    about('bedrijf_id'),
  ),
  refusedCustomer('The value of a number is an integer.', {
    contactpersonen: [PERSON],
    extra_fields: [{ name: 'Shoe size', type: 'number', value: 'groot' }],
  }),
  refusedCustomer('The value of a date is an ISO 8601 date.', {
    contactpersonen: [PERSON],
    extra_fields: [{ name: 'Jarig', type: 'date', value: '29-02-2012' }],
  }),
  refusedCustomer('The value of a multiple choice is a list.', {
    contactpersonen: [PERSON],
    extra_fields: [{ name: 'Interesses', type: 'multiplechoice', value: 'Klimmen' }],
  }),
  refusedCustomer('An extra field has one of five types.', {
    contactpersonen: [PERSON],
    extra_fields: [{ name: 'Foto', type: 'file', value: 'x' }],
  }),
  refusedCustomer(
    'Fields that nobody documented are refused.',
    { contactpersonen: [PERSON], schoenmaat: 42 },
    extra('schoenmaat'),
  ),
  {
    says: 'A change of a customer changes {field} and leaves the rest.',
    writes: true,
    each: {
      name: 'field',
      of: ['adres', 'postcode', 'plaats', 'website', 'afdeling', 'factuur_adressering'],
    },
    method: 'PUT',
    path: '/klanten/{made}',
    body: { '{field}': 'Anders' },
    status: 200,
  },
  {
    says: 'A changed customer is read as it was changed.',
    writes: true,
    method: 'GET',
    path: '/klanten/{made}',
    status: 200,
    answer: {
      naam: 'Conformiteit',
      adres: 'Anders',
      postcode: 'Anders',
      plaats: 'Anders',
      website: 'Anders',
      afdeling: 'Anders',
      factuur_adressering: 'Anders',
      provinciecode: 'NL-NH',
      contactpersonen: { $length: 2 },
    },
  },
  {
    says: 'A list of contact people that is sent is the list from then on.',
    writes: true,
    method: 'PUT',
    path: '/klanten/{made}',
    body: {
      contactpersonen: [
        { id: '{main}', hoofdcontact: false },
        { voornaam: 'Nieuw', hoofdcontact: true },
      ],
    },
    status: 200,
  },
  {
    says: 'It holds who was sent and nobody else.',
    writes: true,
    method: 'GET',
    path: '/klanten/{made}',
    status: 200,
    answer: {
      contactpersonen: [
        { voornaam: 'Nieuw', hoofdcontact: true },
        { id: '{main}', voornaam: 'Test', hoofdcontact: false },
      ],
    },
  },
  {
    says: 'A change cannot leave a customer without a main contact either.',
    writes: true,
    method: 'PUT',
    path: '/klanten/{made}',
    body: { contactpersonen: [{ id: '{main}', hoofdcontact: false }] },
    status: 406,
  },
  {
    says: 'A customer that is not there cannot be changed.',
    writes: true,
    method: 'PUT',
    path: '/klanten/{nobody}',
    body: { plaats: 'Anders' },
    status: 404,
  },
]

const NEW: Readonly<Record<string, Json>> = { klant_id: '{made}', begin: BEGIN, personen: 15 }

/** A new booking that is refused. */
const refusedBooking = (says: string, body: Json, field: string, message?: string): Exchange => ({
  says,
  writes: true,
  method: 'POST',
  path: '/boekingen',
  body,
  status: 406,
  answer: { $some: { field, message: message ?? '$text', parameters: '$list' } },
})

const CREATING: Exchange[] = [
  {
    says: 'A booking needs a customer, a begin and a number of people; the rest has defaults.',
    writes: true,
    method: 'POST',
    path: '/boekingen',
    body: NEW,
    status: 201,
    headers: { Location: { $pattern: '/boekingen/\\d+$' } },
    answer: {
      ...WHOLE,
      klant_id: '{made}',
      datum: '2030-06-15',
      status: 'informatie',
      personen: 15,
      online_boeking: false,
      status_vervaldatum: null,
      conceptfactuur_na_dagen: null,
      boekingsregels: { $length: 0 },
      referentie: { $pattern: '^\\d+-\\d+$' },
    },
    keep: { plain: ['id'], where: { header: 'Location' }, by_hand: ['referentie'] },
  },
  {
    says: 'The Location of a new booking can be followed.',
    writes: true,
    method: 'GET',
    path: '{where}',
    status: 200,
    answer: { ...BOOKING, id: '{plain}', referentie: '{by_hand}' },
  },
  {
    says: 'A new booking is found by when it was made.',
    writes: true,
    method: 'GET',
    path: '/boekingen',
    query: { klant_id: '{made}', referentiedatum: 'created_at', periode: 'P1D' },
    status: 200,
    answer: { $some: { id: '{plain}' } },
  },
  {
    says: 'A begin in UTC is the same moment.',
    writes: true,
    method: 'POST',
    path: '/boekingen',
    body: { ...NEW, begin: '2030-06-15T22:30:00Z' },
    status: 201,
    answer: { datum: '2030-06-16' },
  },
  {
    says: 'There are names for arrangements.',
    method: 'GET',
    path: '/arrangementen',
    status: 200,
    answer: { $min: 1, $each: { id: '$integer' } },
    keep: { arrangement: [0, 'id'] },
  },
  {
    says: 'There are names for products.',
    method: 'GET',
    path: '/producten',
    status: 200,
    answer: { $min: 1, $each: { id: '$integer' } },
    keep: { product: [0, 'id'], other_product: [1, 'id'] },
  },
  {
    says: 'A booking that is based on an arrangement has its lines, and an item for each.',
    writes: true,
    method: 'POST',
    path: '/boekingen',
    body: {
      ...NEW,
      arrangement_id: '{arrangement}',
      arrangement: 'Klimmen en barbecue',
      bijzonderheden: 'Komen te voet',
    },
    status: 201,
    answer: {
      ...WHOLE,
      arrangement: 'Klimmen en barbecue',
      arrangement_id: '{arrangement}',
      bijzonderheden: 'Komen te voet',
      online_boeking: false,
      boekingsregels: { $min: 1, $each: LINE, $some: { begin: { $instant: BEGIN } } },
      kosten: { ...COSTS, klant_id: '{made}', regels: { $min: 1, $each: RULE } },
    },
    keep: { source: ['id'] },
  },
  {
    says: 'A booking can be based on another booking, also with other people at another time.',
    writes: true,
    method: 'POST',
    path: '/boekingen',
    body: { ...NEW, boeking_id: '{source}', begin: '2030-06-20T10:00:00+02:00', personen: 30 },
    status: 201,
    answer: {
      ...WHOLE,
      datum: '2030-06-20',
      personen: 30,
      arrangement_id: '{arrangement}',
      boekingsregels: {
        $min: 1,
        $each: LINE,
        $some: { begin: { $instant: '2030-06-20T10:00:00+02:00' } },
      },
    },
  },
  {
    says: 'A booking can be based on a book process, and is no online booking for it.',
    writes: true,
    method: 'POST',
    path: '/boekingen',
    body: { ...NEW, book_process_id: '{book_process}' },
    status: 201,
    answer: { ...WHOLE, online_boeking: false },
  },
  {
    says: 'A booking can be based on a product.',
    writes: true,
    method: 'POST',
    path: '/boekingen',
    body: { ...NEW, product_id: '{product}' },
    status: 201,
    answer: {
      ...WHOLE,
      boekingsregels: { $some: { product_id: '{product}', begin: { $instant: BEGIN } } },
    },
    keep: { edited: ['id'], line: ['boekingsregels', 0, 'id'] },
  },
  {
    says: 'A booking can be made with status {status}.',
    writes: true,
    each: { name: 'status', of: NINE },
    method: 'POST',
    path: '/boekingen',
    body: { ...NEW, status: '{status}' },
    status: 201,
    answer: { status: '{status}', status_vervaldatum: null },
  },
  {
    says: 'A booking with status {status} can expire.',
    writes: true,
    each: { name: 'status', of: FOUR },
    method: 'POST',
    path: '/boekingen',
    body: { ...NEW, status: '{status}', status_vervaldatum: '2030-06-01' },
    status: 201,
    answer: { status: '{status}', status_vervaldatum: '2030-06-01' },
    keep: { option: ['id'] },
  },
  {
    ...refusedBooking(
      'A booking with status {status} cannot expire.',
      { ...NEW, status: '{status}', status_vervaldatum: '2030-06-01' },
      'status_vervaldatum',
    ),
    each: { name: 'status', of: OTHER_FIVE },
  },
  {
    ...refusedBooking(
      'boeking_id is not sent together with {base}.',
      { ...NEW, boeking_id: '{source}', '{base}': 1 },
      'boeking_id',
    ),
    each: { name: 'base', of: ['arrangement_id', 'book_process_id', 'product_id'] },
  },
  refusedBooking('klant_id is required.', { begin: BEGIN, personen: 15 }, 'klant_id'),
  refusedBooking('begin is required.', { klant_id: '{made}', personen: 15 }, 'begin'),
  refusedBooking('personen is required.', { klant_id: '{made}', begin: BEGIN }, 'personen'),
  refusedBooking('The customer exists.', { ...NEW, klant_id: '{nobody}' }, 'klant_id'),
  refusedBooking('begin is a moment.', { ...NEW, begin: 'morgen' }, 'begin'),
  refusedBooking('personen is a number.', { ...NEW, personen: 'veel' }, 'personen'),
  refusedBooking('A new status is one of nine.', { ...NEW, status: 'misschien' }, 'status'),
  refusedBooking(
    'The expiry is a date.',
    { ...NEW, status_vervaldatum: 'ooit' },
    'status_vervaldatum',
  ),
  refusedBooking('A booking to copy exists.', { ...NEW, boeking_id: '{nobody}' }, 'boeking_id'),
  refusedBooking(
    'An arrangement exists.',
    { ...NEW, arrangement_id: '{nobody}' },
    'arrangement_id',
  ),
  refusedBooking('A product exists.', { ...NEW, product_id: '{nobody}' }, 'product_id'),
  refusedBooking(
    'A book process exists.',
    { ...NEW, book_process_id: '{nobody}' },
    'book_process_id',
  ),
  refusedBooking('Nothing undocumented is taken.', { ...NEW, haast: true }, 'haast', EXTRA),
  {
    says: 'Without createBoeking no booking is made.',
    writes: true,
    key: 'limited',
    method: 'POST',
    path: '/boekingen',
    body: NEW,
    status: 403,
  },
]

/** A change of the booking that is edited, and what must come of it. */
const change = (says: string, body: Json, answer: Expected): Exchange => ({
  says,
  writes: true,
  method: 'PUT',
  path: '/boekingen/{edited}',
  body,
  status: 200,
  answer,
})
const refusedChange = (says: string, body: Json, answer?: Expected): Exchange => ({
  says,
  writes: true,
  method: 'PUT',
  path: '/boekingen/{edited}',
  body,
  status: 406,
  ...(answer === undefined ? {} : { answer }),
})

const NEW_LINE: Readonly<Record<string, Json>> = {
  ref: 'nieuw',
  product_id: '{product}',
  locatie_id: '{its_place}',
  aantal: 3,
  begin: '2030-06-15T18:00:00+02:00',
  eind: '2030-06-15T19:00:00+02:00',
}
const ITEM: Json = { id: '{item}', type: 'item' }
const SECOND: Json = { id: '{second_item}', type: 'item' }

const CHANGING: Exchange[] = [
  change(
    'arrangement, personen and bijzonderheden can be changed.',
    { arrangement: 'Anders', personen: 12, bijzonderheden: 'Gewijzigd' },
    {
      arrangement: 'Anders',
      personen: 12,
      bijzonderheden: 'Gewijzigd',
      klant_id: '{made}',
      boekingsregels: { $length: 1 },
    },
  ),
  change(
    'status can be changed, with an expiry.',
    { status: 'optie', status_vervaldatum: '2030-06-01' },
    { status: 'optie', status_vervaldatum: '2030-06-01', status_updated_at: '$datetime' },
  ),
  change(
    'A draft invoice can be made days before.',
    { conceptfactuur_na_dagen: -3 },
    { conceptfactuur_na_dagen: -3 },
  ),
  change(
    'A draft invoice need not be made.',
    { conceptfactuur_na_dagen: null },
    { conceptfactuur_na_dagen: null },
  ),
  {
    says: 'What was changed is read as it was changed.',
    writes: true,
    method: 'GET',
    path: '/boekingen/{edited}',
    query: { embed: 'boekingsregels,kosten' },
    status: 200,
    answer: { ...WHOLE, status: 'optie', personen: 12, bijzonderheden: 'Gewijzigd' },
    keep: {
      line: ['boekingsregels', 0, 'id'],
      its_place: ['boekingsregels', 0, 'locatie_id'],
      item: ['kosten', 'regels', 0, 'id'],
    },
  },
  {
    ...refusedChange('{field} cannot be changed.', { '{field}': '{nobody}' }),
    each: { name: 'field', of: ['id', 'klant_id', 'arrangement_id'] },
  },
  refusedChange('datum cannot be changed.', { datum: '2031-01-01' }, about('datum')),
  refusedChange(
    'status_updated_at cannot be changed.',
    { status_updated_at: BEGIN },
    about('status_updated_at'),
  ),
  refusedChange(
    'online_boeking cannot be changed.',
    { online_boeking: true },
    about('online_boeking'),
  ),
  refusedChange('referentie cannot be changed.', { referentie: '0-0' }, about('referentie')),
  refusedChange('A changed status is one of nine.', { status: 'misschien' }, about('status')),
  refusedChange('Undocumented fields are not changed.', { haast: true }, extra('haast')),
  refusedChange(
    'Lines are not changed without costs.',
    { boekingsregels: [{ id: '{line}' }] },
    about('kosten'),
  ),
  refusedChange(
    'Costs are not changed without lines.',
    { kosten: { regels: [ITEM] } },
    about('boekingsregels'),
  ),
  change(
    'A line can be changed, and its item follows.',
    {
      boekingsregels: [
        {
          id: '{line}',
          aantal: 8,
          begin: '2030-06-15T15:30:00+02:00',
          eind: '2030-06-15T15:30:00+02:00',
          beschrijving: 'Voor de klant',
          opmerking: 'Voor het personeel',
          betaald_bedrag: 12.5,
          betaal_datum: '2030-06-01',
          betaal_opmerking: 'Contant',
        },
      ],
      kosten: { regels: [ITEM] },
    },
    {
      boekingsregels: [
        {
          ...LINE,
          id: '{line}',
          aantal: 8,
          begin: { $instant: '2030-06-15T15:30:00+02:00' },
          eind: { $instant: '2030-06-15T15:30:00+02:00' },
          beschrijving: 'Voor de klant',
          opmerking: 'Voor het personeel',
          betaald_bedrag: 12.5,
          betaal_datum: '2030-06-01',
          betaal_opmerking: 'Contant',
        },
      ],
      kosten: { regels: [{ id: '{item}', aantal: 8, boekingsregel_id: '{line}' }] },
    },
  ),
  {
    ...change(
      'A new line needs no item: Recras makes one.',
      { boekingsregels: [{ id: '{line}' }, NEW_LINE], kosten: { regels: [ITEM] } },
      {
        boekingsregels: { $length: 2, $some: { product_id: '{product}', aantal: 3 } },
        kosten: {
          regels: { $length: 2, $some: { type: 'item', product_id: '{product}', aantal: 3 } },
        },
      },
    ),
    keep: { second: ['boekingsregels', 1, 'id'], second_item: ['kosten', 'regels', 1, 'id'] },
  },
  change(
    'Lines that are not sent are gone.',
    { boekingsregels: [{ id: '{line}' }], kosten: { regels: [ITEM] } },
    { boekingsregels: [{ id: '{line}' }], kosten: { regels: [{ id: '{item}' }] } },
  ),
  {
    ...change(
      'A new line can have an item of its own, by its ref.',
      {
        boekingsregels: [{ id: '{line}' }, NEW_LINE],
        kosten: {
          regels: [
            ITEM,
            { type: 'item', boekingsregel_ref: 'nieuw', naam: 'Eigen naam', bedrag: 10 },
          ],
        },
      },
      {
        boekingsregels: { $length: 2 },
        kosten: {
          regels: [
            { id: '{item}' },
            { naam: 'Eigen naam', bedrag: 10, aantal: 3, boekingsregel_id: '$integer' },
          ],
        },
      },
    ),
    keep: { second: ['boekingsregels', 1, 'id'], second_item: ['kosten', 'regels', 1, 'id'] },
  },
  {
    ...change(
      'Costs can be grouped, discounted, hidden and added to.',
      {
        boekingsregels: [{ id: '{line}' }, { id: '{second}' }],
        kosten: {
          opmerking: 'Voor op de factuur',
          betaaltermijn: 30,
          referentie_klant: 'PO 12',
          bedrijf_id: '{bedrijf}',
          regels: [
            {
              type: 'groep',
              naam: 'Groep',
              kortingspercentage: 10,
              kortingomschrijving: 'Groepskorting',
              children_visible: true,
              regels: [ITEM, { type: 'groep', naam: 'Binnen', regels: [SECOND] }],
            },
            {
              type: 'item',
              naam: 'Los',
              aantal: 2,
              bedrag: 5,
              btw_percentage: 21,
              kortingspercentage: 50,
            },
          ],
        },
      },
      {
        kosten: {
          ...COSTS,
          opmerking: 'Voor op de factuur',
          betaaltermijn: 30,
          referentie_klant: 'PO 12',
          bedrijf_id: '{bedrijf}',
          regels: [
            {
              type: 'groep',
              naam: 'Groep',
              kortingspercentage: 10,
              kortingomschrijving: 'Groepskorting',
              children_visible: true,
              regels: [{ id: '{item}' }, { naam: 'Binnen', regels: [{ id: '{second_item}' }] }],
            },
            { naam: 'Los', aantal: 2, bedrag: 5, kortingspercentage: 50, boekingsregel_id: null },
          ],
        },
      },
    ),
    keep: { group: ['kosten', 'regels', 0, 'id'], loose: ['kosten', 'regels', 1, 'id'] },
  },
  change(
    'Number and product of an item without a line can be changed.',
    {
      boekingsregels: [{ id: '{line}' }, { id: '{second}' }],
      kosten: {
        regels: [
          { id: '{group}', type: 'groep', regels: [ITEM, SECOND] },
          { id: '{loose}', type: 'item', aantal: 4, product_id: '{product}' },
        ],
      },
    },
    {
      kosten: {
        regels: [{ id: '{group}' }, { id: '{loose}', aantal: 4, product_id: '{product}' }],
      },
    },
  ),
  ...(
    [
      ['A line begins before it ends.', { ...NEW_LINE, eind: '2030-06-15T17:00:00+02:00' }],
      [
        'A new line says how many.',
        { ref: 'nieuw', product_id: '{product}', locatie_id: '{its_place}' },
      ],
      ['The minimum of a line cannot be changed.', { ...NEW_LINE, minimum_aantal: 1 }],
      [
        'The reminder of a supplier cannot be changed.',
        { ...NEW_LINE, herinnering_leverancier: BEGIN },
      ],
      ['A line is at a place that exists.', { ...NEW_LINE, locatie_id: '{nobody}' }],
      ['A line is of the booking that it is sent with.', { id: '{nobody}' }],
      ['Undocumented fields of a line are refused.', { ...NEW_LINE, kleur: 'rood' }],
    ] as const
  ).map(([says, line]) =>
    refusedChange(says, {
      boekingsregels: [{ id: '{line}' }, { id: '{second}' }, line],
      kosten: { regels: [ITEM, SECOND] },
    }),
  ),
  refusedChange('Every line that there was needs an item.', {
    boekingsregels: [{ id: '{line}' }, { id: '{second}' }],
    kosten: { regels: [ITEM] },
  }),
  refusedChange('An item is not of a line that is gone.', {
    boekingsregels: [{ id: '{line}' }],
    kosten: { regels: [ITEM, SECOND] },
  }),
  ...(
    [
      ['A cost has a type.', { naam: 'X' }],
      ['A type is groep or item.', { type: 'regel' }],
      ['children_visible is for groups.', { type: 'item', naam: 'X', children_visible: true }],
      ['regels are for groups.', { type: 'item', naam: 'X', regels: [] }],
      ['aantal is for items.', { type: 'groep', naam: 'X', aantal: 1 }],
      ['bedrag is for items.', { type: 'groep', naam: 'X', bedrag: 1 }],
      ['btw_percentage is for items.', { type: 'groep', naam: 'X', btw_percentage: 21 }],
      ['product_id is for items.', { type: 'groep', naam: 'X', product_id: '{product}' }],
      ['boekingsregel_id is for items.', { type: 'groep', naam: 'X', boekingsregel_id: '{line}' }],
      [
        'boekingsregel_ref is of a new line.',
        { type: 'item', naam: 'X', boekingsregel_ref: 'weg' },
      ],
      [
        'boekingsregel_ref does not go with boekingsregel_id.',
        { type: 'item', naam: 'X', boekingsregel_ref: 'nieuw', boekingsregel_id: '{line}' },
      ],
      [
        'boekingsregel_ref does not go with id.',
        { id: '{loose}', type: 'item', boekingsregel_ref: 'nieuw' },
      ],
      ['A cost is of the booking that it is sent with.', { id: '{nobody}', type: 'item' }],
    ] as const
  ).map(([says, rule]) =>
    refusedChange(says, {
      boekingsregels: [{ id: '{line}' }, { id: '{second}' }, NEW_LINE],
      kosten: { regels: [ITEM, SECOND, rule] },
    }),
  ),
  refusedChange('The number of an item with a line is the line\u2019s.', {
    boekingsregels: [{ id: '{line}' }, { id: '{second}' }],
    kosten: { regels: [{ id: '{item}', type: 'item', aantal: 77 }, SECOND] },
  }),
  {
    ...refusedChange('{field} of the costs cannot be changed.', {
      boekingsregels: [{ id: '{line}' }, { id: '{second}' }],
      kosten: { '{field}': '{nobody}', regels: [ITEM, SECOND] },
    }),
    each: {
      name: 'field',
      of: ['klant_id', 'calculated_totaalbedrag_inclusief_btw', 'boeking_id'],
    },
  },
  change(
    'The product of a line can be changed, and its item follows.',
    {
      boekingsregels: [{ id: '{line}' }, { id: '{second}', product_id: '{other_product}' }],
      kosten: { regels: [{ id: '{group}', type: 'groep', regels: [ITEM, SECOND] }] },
    },
    {
      boekingsregels: { $length: 2, $some: { id: '{second}', product_id: '{other_product}' } },
      kosten: {
        regels: [
          { regels: { $length: 2, $some: { id: '{second_item}', product_id: '{other_product}' } } },
        ],
      },
    },
  ),
  {
    ...change(
      'The status can be changed to {status}.',
      { status: '{status}' },
      { status: '{status}' },
    ),
    each: { name: 'status', of: NINE },
  },
  {
    says: 'A booking that is not there cannot be changed.',
    writes: true,
    method: 'PUT',
    path: '/boekingen/{nobody}',
    body: { personen: 5 },
    status: 404,
  },
]

/** Reads the links of the booking that is followed. */
const links = (says: string, status: string, keep: Exchange['keep']): Exchange => ({
  says,
  writes: true,
  method: 'GET',
  path: '/boekingen/{followed}',
  status: 200,
  answer: { status, _links: '$object' },
  ...(keep === undefined ? {} : { keep }),
})
const REL = 'recras:booking:set_status:'
const follow = (says: string, path: string, more: Partial<Exchange> = {}): Exchange => ({
  says,
  writes: true,
  method: 'POST',
  path,
  status: 204,
  ...more,
})

const FOLLOWING: Exchange[] = [
  {
    says: 'An option is made, to be followed through its links.',
    writes: true,
    method: 'POST',
    path: '/boekingen',
    body: { ...NEW, status: 'optie' },
    status: 201,
    keep: { followed: ['id'] },
  },
  links('An option may offer to confirm it, and to send a proposal.', 'optie', {
    confirmed: ['_links', `${REL}confirmed`, 'href'],
    proposal: ['_links', 'recras:send_boekingsvoorstel', 'href'],
  }),
  follow('A proposal can be sent.', '{proposal}', { status: [200, 204] }),
  follow('recras:booking:set_status:confirmed confirms it.', '{confirmed}'),
  links('A confirmed booking may offer to begin.', 'definitief', {
    ongoing: ['_links', `${REL}ongoing`, 'href'],
  }),
  follow('recras:booking:set_status:ongoing begins it.', '{ongoing}'),
  links('A booking under way may offer to finish.', 'gaande', {
    finished: ['_links', `${REL}finished`, 'href'],
  }),
  {
    says: 'A booking under way cannot be deleted.',
    writes: true,
    method: 'DELETE',
    path: '/boekingen/{followed}',
    status: [403, 406, 409],
  },
  follow('recras:booking:set_status:finished finishes it.', '{finished}'),
  links('A finished booking may offer to go on.', 'voltooid', {
    again: ['_links', `${REL}ongoing`, 'href'],
  }),
  follow('Without saveOverbooking a finished booking does not go on.', '{again}', {
    key: 'limited',
    status: 403,
  }),
  follow('With saveOverbooking a finished booking goes on.', '{again}'),
  links('It is under way again.', 'gaande', undefined),
]

const DELETING: Exchange[] = [
  {
    says: 'Whether a booking can be deleted can be asked before it is.',
    writes: true,
    method: 'GET',
    path: '/boekingen/{plain}/deletable',
    status: 200,
  },
  {
    says: 'A booking can be deleted.',
    writes: true,
    method: 'DELETE',
    path: '/boekingen/{plain}',
    status: 200,
  },
  {
    says: 'A deleted booking is not found.',
    writes: true,
    method: 'GET',
    path: '/boekingen/{plain}',
    status: 404,
  },
  {
    says: 'A deleted booking cannot be deleted again.',
    writes: true,
    method: 'DELETE',
    path: '/boekingen/{plain}',
    status: 404,
  },
]

export const EXCHANGES: readonly Exchange[] = [
  ...BOOKING_LIST,
  ...ONE_BOOKING,
  ...READING_CUSTOMERS,
  ...WRITING_CUSTOMERS,
  ...CREATING,
  ...CHANGING,
  ...FOLLOWING,
  ...DELETING,
]
