/** The second line of an archive: which messenger it was, and how much of it there is or with whom. */
import { importedWords } from '../../../shared/i18n/index.ts'
import type { ArchiveView } from '../../../shared/messenger/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { useAppName } from './use-app-name.ts'
import { useMessageCount } from './use-message-count.ts'

export function useArchiveLine(): (archive: ArchiveView) => string {
  const say = useWords(importedWords)
  const appName = useAppName()
  const counted = useMessageCount()
  const contacts = useEngine((state) => state.contacts)
  return ({ app, place, room, messages }) => {
    const who = place.at === 'contact' ? contacts?.find(({ account }) => account === place.account) : undefined
    if (who !== undefined && room === undefined) return say('withContact', { app: appName(app), name: who.name })
    return say('rowText', { app: appName(app), messages: counted(messages) })
  }
}
