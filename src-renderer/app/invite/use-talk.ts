/** Goes to the room one has with somebody, made if there is none yet. */
import type { AccountId } from '../../../shared/ids/index.ts'
import { showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useErrorText } from '../words/index.ts'

export function useTalk(): (account: AccountId) => Promise<void> {
  const explain = useErrorText()
  return async (account) => {
    const answer = await call('rooms.direct', { account })
    if (!answer.ok) return showToast({ text: explain(answer.error.code) })
    refresh('rooms', 'contacts')
    go({ page: 'rooms', room: answer.value })
  }
}
