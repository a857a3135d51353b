/** The key's own user. */
export const STAFF = {
  id: 5,
  type: 'personeel',
  displaynaam: 'Balie De Hoge Eik',
  naam: 'Balie De Hoge Eik',
  voornaam: 'Balie',
  achternaam: 'De Hoge Eik',
  bedrijf_id: 1,
}
