/** Spelling of Korean and English, off until somebody turns it on: the word lists come from a server on the internet. */
import type { Session } from 'electron'

const LANGUAGES = ['ko', 'en-US']

export function checkSpelling(session: Session, isOn: boolean): void {
  session.setSpellCheckerEnabled(isOn)
  // macOS has its own checker, which knows the language by itself.
  if (process.platform === 'darwin') return
  const wanted = LANGUAGES.filter((language) => session.availableSpellCheckerLanguages.includes(language))
  session.setSpellCheckerLanguages(isOn ? wanted : [])
}
