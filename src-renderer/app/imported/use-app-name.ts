/** What people call the messenger something was brought in from; what no version of this page knows is another messenger. */
import { importedWords } from '../../../shared/i18n/index.ts'
import { useWords } from '../words/index.ts'

const APPS = ['kakaotalk', 'whatsapp', 'line', 'telegram', 'signal', 'messenger', 'instagram', 'discord'] as const

export function useAppName(): (app: string) => string {
  const say = useWords(importedWords)
  return (app) => {
    const known = APPS.find((each) => each === app) ?? 'otherApp'
    return say(known)
  }
}
