import { onScopeDispose, ref, type Ref } from 'vue'

/** Whether this screen is worked with fingers; it may become so while a form is open. */
export function useCoarsePointer(): Readonly<Ref<boolean>> {
  const asked = matchMedia('(pointer: coarse)')
  const coarse = ref(asked.matches)
  const follow = (): void => void (coarse.value = asked.matches)
  asked.addEventListener('change', follow)
  onScopeDispose(() => asked.removeEventListener('change', follow))
  return coarse
}
