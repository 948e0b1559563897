/** The language of this page: what the person chose, else what the profile remembers, else what the computer speaks. */
import { create } from 'zustand'
import { type Language, languageOf } from '../../../shared/i18n/index.ts'
import { type EngineState, useEngine } from '../engine/index.ts'

/** Chosen before there is a profile that could keep it. */
const early = create<{ readonly language: Language | undefined }>(() => ({ language: undefined }))

export function chooseLanguageEarly(language: Language): void {
  early.setState({ language })
}

export function useLanguage(): Language {
  const chosenEarly = early((state) => state.language)
  const known = useEngine(languageIn)
  const isKept = useEngine(({ settings }) => settings !== undefined && settings.language !== 'system')
  return isKept ? known : (chosenEarly ?? known)
}

function languageIn({ settings, host }: Pick<EngineState, 'settings' | 'host'>): Language {
  const chosen = settings?.language
  if (chosen === 'ko' || chosen === 'en') return chosen
  return settings === undefined && host !== undefined ? host.language : languageOf(navigator.language)
}
