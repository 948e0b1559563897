/** What one does about who is who. Each says what came of it, and merging and linking are taken back with one press. */
import { bookWords } from '../../../shared/i18n/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { BookEntry, BookGuess, EntryId } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { call, engineState } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { refreshBook } from './book.ts'

export interface EntryActs {
  merge(entry: Pick<BookEntry, 'entry' | 'name'>, other: EntryId): Promise<void>
  split(entry: EntryId): Promise<void>
  link(entry: Pick<BookEntry, 'entry' | 'name'>, account: AccountId | null): Promise<void>
  decline(guess: BookGuess): Promise<void>
}

export function useEntryActs(): EntryActs {
  const say = useWords(bookWords)
  const explain = useErrorText()
  const failed = (code: string) => showToast({ text: explain(code) })
  const acts: EntryActs = {
    async merge({ entry, name }, other) {
      const answer = await call('book.merge', { entries: [entry, other] })
      if (!answer.ok) return failed(answer.error.code)
      await refreshBook()
      showToast({ text: say('merged', { name }), undo: () => void acts.split(entry) })
    },
    async split(entry) {
      const answer = await call('book.split', { entry })
      if (!answer.ok) return failed(answer.error.code)
      await refreshBook()
      showToast({ text: say('splitDone', { count: answer.value.length }) })
    },
    async link({ entry, name }, account) {
      const answer = await call('book.link', { entry, account })
      if (!answer.ok) return failed(answer.error.code)
      await refreshBook()
      if (account === null) return showToast({ text: say('unlinked') })
      const contact = engineState().contacts?.find((each) => each.account === account)
      showToast({ text: say('linked', { name: contact?.name ?? name }), undo: () => void acts.link({ entry, name }, null) })
    },
    async decline({ entry, other }) {
      const answer = await call('book.decline', { entry, other: other.is === 'entry' ? other.entry : other.account })
      if (!answer.ok) return failed(answer.error.code)
      await refreshBook()
      showToast({ text: say('sameDeclined') })
    },
  }
  return acts
}
