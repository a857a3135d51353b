import { defineMessages } from '../../i18n/messages.ts'

export default defineMessages({
  nl: {
    title: 'Oefenen',
    on: 'er staat iets aan',
    unplugged: 'Stekker eruit',
    slow: 'Trage lijn',
    revoked: 'Sleutel ingetrokken',
    otherDesk: 'Andere balie wijzigt een boeking',
    moved: '{reference} staat bij Recras nu op {status}.',
    codes: 'QR-vel van vandaag',
    sheet: 'Codes van vandaag',
    sheetTold:
      '{count} boeking, om te scannen of te printen | {count} boekingen, om te scannen of te printen',
    print: 'Printen',
    codeOf: 'Code van boeking {reference}',
  },
  en: {
    title: 'Practise',
    on: 'something is switched on',
    unplugged: 'Pull the plug',
    slow: 'Slow line',
    revoked: 'Key revoked',
    otherDesk: 'Another desk changes a booking',
    moved: 'Recras now has {reference} as {status}.',
    codes: 'QR sheet of today',
    sheet: 'Codes of today',
    sheetTold: '{count} booking, to scan or to print | {count} bookings, to scan or to print',
    print: 'Print',
    codeOf: 'Code of booking {reference}',
  },
  de: {
    title: 'Üben',
    on: 'etwas ist eingeschaltet',
    unplugged: 'Stecker gezogen',
    slow: 'Langsame Leitung',
    revoked: 'Schlüssel entzogen',
    otherDesk: 'Anderer Empfang ändert eine Buchung',
    moved: '{reference} steht bei Recras jetzt auf {status}.',
    codes: 'QR-Bogen von heute',
    sheet: 'Codes von heute',
    sheetTold:
      '{count} Buchung, zum Scannen oder Drucken | {count} Buchungen, zum Scannen oder Drucken',
    print: 'Drucken',
    codeOf: 'Code der Buchung {reference}',
  },
})
