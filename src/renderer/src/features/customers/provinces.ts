/*
 * Provinces by their ISO 3166-2 code (seeds/klanten `provinciecode`), as they are called where they
 * are. Other countries' codes can be typed.
 */

export const COUNTRIES = ['NL', 'BE', 'DE'] as const

const NAMES: Readonly<Record<string, string>> = {
  'NL-DR': 'Drenthe',
  'NL-FL': 'Flevoland',
  'NL-FR': 'Fryslân',
  'NL-GE': 'Gelderland',
  'NL-GR': 'Groningen',
  'NL-LI': 'Limburg',
  'NL-NB': 'Noord-Brabant',
  'NL-NH': 'Noord-Holland',
  'NL-OV': 'Overijssel',
  'NL-UT': 'Utrecht',
  'NL-ZE': 'Zeeland',
  'NL-ZH': 'Zuid-Holland',
  'BE-VAN': 'Antwerpen',
  'BE-BRU': 'Brussel',
  'BE-WHT': 'Hainaut',
  'BE-WLG': 'Liège',
  'BE-VLI': 'Limburg (België)',
  'BE-WLX': 'Luxembourg',
  'BE-WNA': 'Namur',
  'BE-VOV': 'Oost-Vlaanderen',
  'BE-VBR': 'Vlaams-Brabant',
  'BE-WBR': 'Brabant wallon',
  'BE-VWV': 'West-Vlaanderen',
  'DE-BW': 'Baden-Württemberg',
  'DE-BY': 'Bayern',
  'DE-BE': 'Berlin',
  'DE-BB': 'Brandenburg',
  'DE-HB': 'Bremen',
  'DE-HH': 'Hamburg',
  'DE-HE': 'Hessen',
  'DE-MV': 'Mecklenburg-Vorpommern',
  'DE-NI': 'Niedersachsen',
  'DE-NW': 'Nordrhein-Westfalen',
  'DE-RP': 'Rheinland-Pfalz',
  'DE-SL': 'Saarland',
  'DE-SN': 'Sachsen',
  'DE-ST': 'Sachsen-Anhalt',
  'DE-SH': 'Schleswig-Holstein',
  'DE-TH': 'Thüringen',
}

/** The name with the code; a code that is not among them as it is. */
export const provinceName = (code: string): string =>
  NAMES[code] === undefined ? code : `${NAMES[code]} (${code})`

export const isKnownProvince = (code: string): boolean => code in NAMES

export const provincesOf = (country: string): { value: string; label: string }[] =>
  Object.keys(NAMES)
    .filter((code) => code.startsWith(`${country}-`))
    .map((value) => ({ value, label: provinceName(value) }))
