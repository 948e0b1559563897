/** What one does about a knock. What did not work is said in passing. */
import { Ban } from 'lucide-react'
import { peopleWords } from '../../../shared/i18n/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import type { KnockView } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { useCalled } from './called.ts'
import { remember } from './knock-memory.ts'

export interface KnockActs {
  /** Asks a device seen nearby, and goes to where the number will be. */
  ask(device: DeviceId): Promise<void>
  letIn(knock: KnockView): Promise<void>
  decline(knock: KnockView): Promise<void>
  block(knock: KnockView): Promise<void>
  compare(knock: KnockView, isSame: boolean): Promise<void>
}

export function useKnockActs(): KnockActs {
  const say = useWords(peopleWords)
  const explain = useErrorText()
  const called = useCalled()
  const answer = async (knock: KnockView, input: { readonly accept: boolean; readonly block?: boolean }) => {
    const answered = await call('people.answerKnock', { id: knock.id, ...input })
    if (!answered.ok) showToast({ text: explain(answered.error.code) })
    refresh('knocks', 'nearby', 'contacts')
    return answered.ok
  }
  return {
    async ask(device) {
      const asked = await call('people.ask', { device })
      if (!asked.ok) return showToast({ text: explain(asked.error.code) })
      refresh('knocks')
      go({ page: 'people', part: 'compare', id: asked.value.id })
    },
    async letIn(knock) {
      remember(knock, 'letIn')
      if (!(await answer(knock, { accept: true }))) return
      if (knock.kind === 'contact') go({ page: 'people', part: 'compare', id: knock.id })
      else if (knock.kind === 'return') showToast({ text: say('letInReturn', { name: knock.name }) })
      else showToast({ text: say('letInDone', { name: called(knock.name) }) })
    },
    async decline(knock) {
      remember(knock, 'declined')
      if (await answer(knock, { accept: false })) showToast({ text: say(knock.kind === 'contact' ? 'declined' : 'declinedRoom') })
    },
    async block(knock) {
      remember(knock, 'declined')
      if (!(await answer(knock, { accept: false, block: true }))) return
      showToast({ icon: Ban, text: knock.kind === 'return' ? say('blockedComputer') : say('blocked', { name: called(knock.name) }) })
    },
    async compare(knock, isSame) {
      const confirmed = await call('people.confirmKnock', { id: knock.id, same: isSame })
      if (confirmed.ok) remember(knock, isSame ? 'same' : 'different')
      else showToast({ text: explain(confirmed.error.code) })
      refresh('knocks', 'contacts')
    },
  }
}
