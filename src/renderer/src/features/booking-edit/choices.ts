import { useCatalogueStore } from '../../stores/catalogue.ts'
import { useVenueStore } from '../../stores/venue.ts'

/** Products, places and companies to choose from: Recras' lists, else the names that are known here. */
export function useChoices() {
  const venue = useVenueStore()
  const store = useCatalogueStore()

  const options = (
    list: readonly { id: number; naam: string }[] | null | undefined,
    known: Readonly<Record<number, string>>,
  ): { value: string; label: string }[] =>
    list
      ? list.map(({ id, naam }) => ({ value: String(id), label: naam }))
      : Object.entries(known).map(([id, label]) => ({ value: id, label }))

  return {
    products: () => options(store.catalogue?.producten, venue.names.producten),
    places: () => options(store.catalogue?.locaties, venue.names.locaties),
    companies: () => options(store.catalogue?.bedrijven, {}),
  }
}
