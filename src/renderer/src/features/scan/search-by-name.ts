import { nextTick } from 'vue'
import type { Router } from 'vue-router'

/** Goes to the day and puts the cursor in its search box. */
export async function searchByName(router: Router): Promise<void> {
  await router.push('/dag')
  await nextTick()
  document.querySelector<HTMLElement>('[data-search]')?.focus()
}
