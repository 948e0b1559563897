/** Texts of a catalogue in the language of the page. */
import { useMemo } from 'react'
import { type Catalogue, pageErrorFor, pageErrors, type Translate, translator } from '../../../shared/i18n/index.ts'
import { useLanguage } from './language.ts'

export function useWords<C extends Catalogue>(catalogue: C): Translate<C> {
  const language = useLanguage()
  return useMemo(() => translator(catalogue, language), [catalogue, language])
}

/** The sentence for a code, whoever made it; one we have no sentence for says that it did not work. */
export function useErrorText(): (code: string) => string {
  const say = useWords(pageErrors)
  return useMemo(() => (code) => say(pageErrorFor(code)), [say])
}
