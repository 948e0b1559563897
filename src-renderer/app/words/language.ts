/** The language of this page: what the person chose, else what the profile remembers, else what the computer speaks. */
import { create } from 'zustand'
import { type Language, languageOf } from '../../../shared/i18n/index.ts'
import { engineState, watchEngineState } from '../engine/index.ts'

/** Chosen before there is a profile that could keep it. */
let early: Language | undefined
/** Worked out once: hundreds of parts ask, at every drawing. */
const current = create<{ readonly language: Language }>(() => ({ language: languageNow() }))
watchEngineState(settle)
addEventListener('languagechange', settle)

export function chooseLanguageEarly(language: Language): void {
  early = language
  settle()
}

export function useLanguage(): Language {
  return current(({ language }) => language)
}

function settle(): void {
  const language = languageNow()
  if (language !== current.getState().language) current.setState({ language })
}

function languageNow(): Language {
  const { settings, host } = engineState()
  const chosen = settings?.language
  if (chosen === 'ko' || chosen === 'en') return chosen
  if (early !== undefined) return early
  return settings === undefined && host !== undefined ? host.language : languageOf(navigator.language)
}
