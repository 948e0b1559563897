/** The language of this page: what the person chose, else what the profile remembers, else what the computer speaks. */
import { type Language, languageOf } from '../../../shared/i18n/index.ts'
import { type EngineState, useEngine } from '../engine/index.ts'

export function languageIn({ settings, host }: Pick<EngineState, 'settings' | 'host'>): Language {
  const chosen = settings?.language
  if (chosen === 'ko' || chosen === 'en') return chosen
  return settings === undefined && host !== undefined ? host.language : languageOf(navigator.language)
}

export function useLanguage(): Language {
  return useEngine(languageIn)
}
