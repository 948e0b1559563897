/** The shell's words in the language of the profile. */
import { type Language, shellWords, type Translate, translator } from '../../shared/i18n/index.ts'

export type Words = Translate<typeof shellWords>

export function wordsIn(language: Language): Words {
  return translator(shellWords, language)
}
