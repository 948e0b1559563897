/** Deletes messages for this person only: said once it is done, and brought back from there. */
import type { MessageId } from '../../../shared/ids/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import { showToast } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import type { Say } from './fate.ts'

export interface ForgetWords {
  readonly say: Say
  readonly explain: (code: string) => string
}

export async function forgetMessages(ids: readonly MessageId[], { say, explain }: ForgetWords): Promise<void> {
  const failed = (code: string | undefined) => code !== undefined && showToast({ text: explain(code) })
  const code = await forget(ids, true)
  if (code !== undefined) return void failed(code)
  const text = ids.length === 1 ? say('forgotten') : say('forgottenSeveral', { count: ids.length })
  showToast({ text, undo: () => void forget(ids, false).then(failed) })
}

/** The code of what failed. One call names so many. */
async function forget(ids: readonly MessageId[], forgotten: boolean): Promise<string | undefined> {
  for (let from = 0; from < ids.length; from += INTRINSIC.HIDE_MESSAGES) {
    const answer = await call('messages.forget', { messages: ids.slice(from, from + INTRINSIC.HIDE_MESSAGES), forgotten })
    if (!answer.ok) return answer.error.code
  }
  return undefined
}
