/** Changes settings: shown at once, kept by the engine, and put back with a word when it would not have them. */
import type { Settings } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText } from '../words/index.ts'

export function useChangeSettings(): (changes: Partial<Settings>) => Promise<void> {
  const explain = useErrorText()
  return async (changes) => {
    const answer = await call('profile.changeSettings', changes)
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    refresh('settings')
  }
}
