/*
 * Everything that Recras documents of bookings ("Boekingen", version 1.1.0) and customers ("Klanten",
 * version 1.1.0), by the names that `docs/api-coverage.md` has for it. Taken from the documentation, and
 * not from the code: what the code forgets must be missed here.
 */

const each = (before: string, names: string): string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => before + name)

/** "Create", "Read", "Update", "Delete": paths, query parameters and status codes. */
const REQUESTS = [
  'POST /boekingen',
  ...each(
    'POST /boekingen ',
    `klant_id begin personen status arrangement boeking_id arrangement_id book_process_id product_id
     status_vervaldatum bijzonderheden`,
  ),
  ...each('POST /boekingen → ', 'Location 201 406 403'),
  'GET /boekingen',
  ...each(
    'GET /boekingen ?',
    `page page_size locatie periode periode=P1D referentiedatum referentiedatum=boekingsregel
     referentiedatum=startdatum referentiedatum=created_at status los_op_planning embed klant_id
     Klant.soort_klant bedrijf_id bevat_product_id`,
  ),
  ...each('GET /boekingen → ', '200 406'),
  ...each(
    'embed ',
    `Klant boekingsregels kosten Klant.Hoofdcontact Creator Diensten Facturen Facturen._betaald_bedrag
     gefactureerd_bedrag`,
  ),
  'GET /boekingen/{id}',
  'GET /boekingen/{id} ?embed',
  ...each('GET /boekingen/{id} → ', '200 406 404'),
  'PUT /boekingen/{id}',
  ...each(
    'PUT /boekingen/{id} ',
    `id klant_id datum status arrangement personen status_updated_at arrangement_id online_boeking
     status_vervaldatum bijzonderheden conceptfactuur_na_dagen referentie boekingsregels kosten`,
  ),
  ...each(
    'PUT /boekingen/{id} boekingsregel.',
    `id ref locatie_id aantal begin eind minimum_aantal beschrijving opmerking betaald_bedrag betaal_datum
     betaal_opmerking herinnering_leverancier product_id`,
  ),
  ...each(
    'PUT /boekingen/{id} kosten.',
    `klant_id opmerking betaaltermijn referentie_klant calculated_totaalbedrag_inclusief_btw bedrijf_id
     boeking_id regels`,
  ),
  ...each(
    'PUT /boekingen/{id} kostenregel.',
    `id boekingsregel_ref naam type type=groep type=item kortingspercentage kortingomschrijving
     children_visible regels product_id aantal bedrag btw_percentage boekingsregel_id`,
  ),
  'DELETE /boekingen/{id}',
  'DELETE /boekingen/{id} → 200',
  'GET /boekingen/{id}/deletable',
  'POST /klanten',
  ...each(
    'POST /klanten ',
    `naam adres postcode plaats provinciecode website bedrijf_id soort_klant afdeling factuur_adressering
     contactpersonen contactpersonen.hoofdcontact contactpersonen.id contactpersonen.voornaam
     contactpersonen.achternaam contactpersonen.geslacht contactpersonen.geslacht=man
     contactpersonen.geslacht=vrouw contactpersonen.geslacht=onbekend contactpersonen.aanhef
     contactpersonen.adres contactpersonen.postcode contactpersonen.plaats contactpersonen.telefoon1
     contactpersonen.telefoon2 contactpersonen.email1 contactpersonen.email2 extra_fields
     extra_fields.name extra_fields.type extra_fields.value extra_fields.type=text
     extra_fields.type=number extra_fields.type=date extra_fields.type=singlechoice
     extra_fields.type=multiplechoice`,
  ),
  'POST /klanten → 201',
  'GET /klanten',
  'GET /klanten ?id>',
  'GET /klanten → 200',
  'GET /klanten/{id}',
  'GET /klanten/{id} → 200',
  'GET /contacten/{id}',
  'PUT /klanten/{id}',
  'PUT /klanten/{id} contactpersonen',
]

/** "Voorbeeld response", and the map of links. */
const ANSWERS = [
  ...each(
    'boeking.',
    `id klant_id datum status arrangement personen status_updated_at arrangement_id online_boeking
     status_vervaldatum bijzonderheden conceptfactuur_na_dagen referentie gefactureerd_bedrag
     boekingsregels kosten Klant _links`,
  ),
  ...each(
    'boekingsregel.',
    `id locatie_id aantal begin eind minimum_aantal beschrijving opmerking betaald_bedrag betaal_datum
     betaal_opmerking herinnering_leverancier product_id`,
  ),
  ...each(
    'kosten.',
    `klant_id opmerking betaaltermijn referentie_klant calculated_totaalbedrag_inclusief_btw bedrijf_id
     boeking_id regels`,
  ),
  ...each(
    'kostenregel.',
    `id naam type kortingspercentage kortingomschrijving children_visible regels aantal bedrag
     btw_percentage product_id boekingsregel_id`,
  ),
  ...each(
    'klant.',
    `id type displaynaam naam adres postcode plaats provinciecode website bedrijf_id soort_klant afdeling
     factuur_adressering Hoofdcontact contactpersonen`,
  ),
  ...each(
    'contactpersoon.',
    `id voornaam achternaam geslacht aanhef adres postcode plaats telefoon1 telefoon2 email1 email2
     hoofdcontact`,
  ),
]

/** "Statussen van boekingen", "HATEOAS Links", and the rights that both pages name. */
const WORDS = [
  ...each(
    'status ',
    `informatie interesse optie pending_online reservering definitief gaande voltooid geannuleerd`,
  ),
  ...each(
    'recras:',
    `diensten_bij_boeking send_boekingsvoorstel invoices booking:set_status:ongoing
     booking:set_status:finished booking:set_status:confirmed booking:qr`,
  ),
  ...each('recras:booking:set_status:ongoing → ', '204 403'),
  ...each('right ', 'createBoeking saveOverbooking'),
]

export const DOCUMENTED: readonly string[] = [...REQUESTS, ...ANSWERS, ...WORDS]

/**
 * What each of the documentation's examples in `test/fixtures/seeds` is made of, by the way into it
 * (lists left out): the beginning of a way and what the table calls things that stand there.
 */
export const EXAMPLES: Readonly<Record<string, readonly (readonly [way: RegExp, name: string])[]>> =
  {
    'boeking-25': [
      [/^boekingsregels\./, 'boekingsregel.'],
      [/^kosten\.(regels\.)+/, 'kostenregel.'],
      [/^kosten\./, 'kosten.'],
      [/^Klant\.Hoofdcontact\./, 'contactpersoon.'],
      [/^Klant\./, 'klant.'],
      [/^/, 'boeking.'],
    ],
    'boeking-created': [
      [/^boekingsregels\./, 'boekingsregel.'],
      [/^kosten\.(regels\.)+/, 'kostenregel.'],
      [/^kosten\./, 'kosten.'],
      [/^/, 'boeking.'],
    ],
    'boekingen-list': [[/^/, 'boeking.']],
    'boeking-create-request': [[/^/, 'POST /boekingen ']],
    'klant-17': [
      [/^contactpersonen\./, 'contactpersoon.'],
      [/^/, 'klant.'],
    ],
    'klant-created': [[/^/, 'klant.']],
    'klanten-list': [[/^/, 'klant.']],
    'klant-create-request': [[/^/, 'POST /klanten ']],
  }
