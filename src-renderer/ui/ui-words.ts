/** The few words that parts bear themselves (close, clear, show), in the language of the document. */
import { useSyncExternalStore } from 'react'
import { languageOf, translator, uiWords, type Translate } from '../../shared/i18n/index.ts'

const IN_LANGUAGE = { ko: translator(uiWords, 'ko'), en: translator(uiWords, 'en') } as const

/** Follows `lang` of the root, so that no part has to be told. */
export function useUiWords(): Translate<typeof uiWords> {
  return IN_LANGUAGE[useSyncExternalStore(whenLanguageChanges, documentLanguage)]
}

const listeners = new Set<() => void>()
let observer: MutationObserver | undefined

/** One observer for all: every row of a list has a menu. */
function whenLanguageChanges(tell: () => void): () => void {
  listeners.add(tell)
  if (observer === undefined) {
    observer = new MutationObserver(() => {
      for (const listener of listeners) listener()
    })
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] })
  }
  return () => listeners.delete(tell)
}

const documentLanguage = () => languageOf(document.documentElement.lang)
