/** Texts of the gallery in the language of the document, which its own switch changes. */
import { useSyncExternalStore } from 'react'
import { galleryWords, languageOf, translator, type Language, type Translate } from '../../shared/i18n/index.ts'

const IN_LANGUAGE = { ko: translator(galleryWords, 'ko'), en: translator(galleryWords, 'en') } as const

export function useGalleryWords(): Translate<typeof galleryWords> {
  return IN_LANGUAGE[useDocumentLanguage()]
}

export function useDocumentLanguage(): Language {
  return useSyncExternalStore(whenItChanges, () => languageOf(document.documentElement.lang))
}

function whenItChanges(tell: () => void): () => void {
  const observer = new MutationObserver(tell)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] })
  return () => observer.disconnect()
}
