/** How a comparison ended, and what to do now. */
import { compareWords } from '../../../shared/i18n/index.ts'
import type { KnockView } from '../../../shared/messenger/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { useCalled } from './called.ts'
import { useKnockActs } from './knock-acts.ts'
import { useSaid } from './knock-memory.ts'

/** `undefined`: nothing is known of it any more. */
export function Compared({ knock }: { readonly knock: KnockView | undefined }) {
  const say = useWords(compareWords)
  const acts = useKnockActs()
  const end = useEnd(knock)
  const isAround = useEngine(({ nearby }) => nearby.some(({ device }) => device === knock?.device))
  const account = knock?.account
  return (
    <EmptyState drawing={end.isGood ? 'lit-room' : undefined} title={end.title} text={end.text}>
      {end.isGood && account !== undefined ? (
        <Button kind="main" onClick={() => go({ page: 'people', contact: account })}>
          {say('toContact')}
        </Button>
      ) : (
        <>
          <Button onClick={() => go({ page: 'people' })}>{say('toPeople')}</Button>
          {knock !== undefined && end.mayAgain && isAround ? (
            <Button kind="main" onClick={() => void acts.ask(knock.device)}>
              {say('again')}
            </Button>
          ) : (
            <Button kind="main" onClick={() => go({ page: 'people', part: 'invite' })}>
              {say('invite')}
            </Button>
          )}
        </>
      )}
    </EmptyState>
  )
}

interface End {
  readonly title: string
  readonly text?: string
  readonly isGood?: boolean
  readonly mayAgain?: boolean
}

function useEnd(knock: KnockView | undefined): End {
  const say = useWords(compareWords)
  const called = useCalled()
  const said = useSaid(knock)
  if (knock === undefined) return { title: say('goneTitle'), text: say('goneText') }
  const name = called(knock.name)
  switch (knock.state) {
    case 'confirmed':
      return { title: say('confirmedTitle', { name }), text: say('confirmedText'), isGood: true }
    case 'expired':
      return { title: say('expiredTitle'), text: say('expiredText'), mayAgain: true }
    case 'refused':
    case 'waiting':
    case 'comparing':
      if (said === 'declined') return { title: say('declinedTitle') }
      // Whoever it was that saw another number: both sides stopped and kept nothing.
      return said !== undefined || knock.account !== undefined
        ? { title: say('differsTitle'), text: say('differsText'), mayAgain: true }
        : { title: say('refusedTitle', { name }), text: say('refusedText') }
  }
}
