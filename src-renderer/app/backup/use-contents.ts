/** What is in a backup, in words. */
import { backupWords } from '../../../shared/i18n/index.ts'
import type { BackupSummary } from '../../../shared/rpc/index.ts'
import { useLanguage, useWords } from '../words/index.ts'

export function useContents(): (summary: BackupSummary) => string {
  const say = useWords(backupWords)
  const language = useLanguage()
  return ({ contacts, rooms, messages, files }) => {
    const as = (count: number) => ({ count: count.toLocaleString(language) })
    return say(files === 0 ? 'inIt' : 'inItWithFiles', {
      people: contacts === 1 ? say('people1') : say('people', as(contacts)),
      rooms: rooms === 1 ? say('rooms1') : say('rooms', as(rooms)),
      messages: messages === 1 ? say('messages1') : say('messages', as(messages)),
      files: files === 1 ? say('files1') : say('files', as(files)),
    })
  }
}
