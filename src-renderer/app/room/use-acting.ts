/** Doing something with the engine from a screen: what it refuses is said in passing, and what is shown is asked for anew. */
import { useState } from 'react'
import { showToast } from '../../ui/index.ts'
import { refresh } from '../engine/index.ts'
import { useErrorText } from '../words/index.ts'

type ToastText = Parameters<typeof showToast>[0]
type Answered = { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }

export interface Acting {
  readonly isBusy: boolean
  /** True when it was done; then `done` is said. */
  run(act: () => Promise<Answered>, done?: ToastText): Promise<boolean>
}

export function useActing(): Acting {
  const explain = useErrorText()
  const [isBusy, setBusy] = useState(false)
  return {
    isBusy,
    async run(act, done) {
      setBusy(true)
      const answer = await act()
      setBusy(false)
      refresh('rooms', 'contacts', 'knocks')
      if (!answer.ok) showToast({ text: explain(answer.error.code) })
      else if (done !== undefined) showToast(done)
      return answer.ok
    },
  }
}
