/** Takes an invitation: at once where the other side answers, else it is kept and tried on, also when nobody looks any more. */
import { useEffect, useRef, useState } from 'react'
import { acceptWords } from '../../../shared/i18n/index.ts'
import type { Accepted } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { clearAcceptDraft } from './accept-draft.ts'
import { useTalk } from './use-talk.ts'

export type Acceptance =
  | { readonly state: 'idle' }
  | { readonly state: 'trying' }
  | { readonly state: 'asked' }
  | { readonly state: 'failed'; readonly code: string }

const IDLE: Acceptance = { state: 'idle' }

export interface Accepting {
  readonly acceptance: Acceptance
  accept(link: string, isScanned: boolean): Promise<void>
  /** Something else was pasted. */
  reset(): void
}

export function useAcceptance(): Accepting {
  const say = useWords(acceptWords)
  const talk = useTalk()
  const [acceptance, setAcceptance] = useState<Acceptance>(IDLE)
  const isHere = useIsHere()

  /** Whoever closed the dialog is not taken away from what they do now. */
  const arrive = async ({ room, contact }: Accepted) => {
    if (contact !== undefined && room === undefined) {
      showToast({ text: say('connected', { name: contact.name }) })
      if (isHere()) await talk(contact.account)
    } else if (room !== undefined && isHere()) go({ page: 'rooms', room })
  }

  return {
    acceptance,
    reset: () => setAcceptance(IDLE),
    async accept(link, isScanned) {
      setAcceptance({ state: 'trying' })
      const answer = await call('people.accept', { link, scanned: isScanned }, 0)
      refresh('contacts', 'rooms')
      if (!answer.ok) return setAcceptance({ state: 'failed', code: answer.error.code })
      clearAcceptDraft()
      if (answer.value.state === 'asked') return setAcceptance({ state: 'asked' })
      await arrive(answer.value)
    },
  }
}

function useIsHere(): () => boolean {
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  return () => isHere.current
}
