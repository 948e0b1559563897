/** How many messages, as people say it. */
import { importedWords } from '../../../shared/i18n/index.ts'
import { useLanguage, useWords } from '../words/index.ts'

export function useMessageCount(): (count: number) => string {
  const say = useWords(importedWords)
  const language = useLanguage()
  return (count) => (count === 1 ? say('messagesOne') : say('messages', { count: count.toLocaleString(language) }))
}
