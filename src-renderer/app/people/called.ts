/** How somebody is spoken of in Korean: 님 after a name they chose for themselves, never after one I gave (ui.md §7). */
import type { Contact } from '../../../shared/messenger/index.ts'
import { useLanguage } from '../words/index.ts'

/** For a name somebody chose for themselves. */
export function useCalled(): (name: string) => string {
  const language = useLanguage()
  return (name) => (language === 'ko' ? `${name} 님` : name)
}

export function useContactCalled(): (contact: Pick<Contact, 'name' | 'announcedName'>) => string {
  const called = useCalled()
  return ({ name, announcedName }) => (name === announcedName ? called(name) : name)
}
