/**
 * Becoming contacts on one network: six digits on both screens, ours only on ours. Neither answer is chosen beforehand; a "no" keeps nothing.
 * What is shown follows the engine's view of the attempt, so both sides and every window tell the same story.
 */
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { compareWords } from '../../../shared/i18n/index.ts'
import type { KnockView } from '../../../shared/messenger/index.ts'
import { IconButton, showToast } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { PageHead } from '../house/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { useCalled } from './called.ts'
import { Compared } from './CompareEnds.tsx'
import styles from './ComparePage.module.css'
import { CompareDigits } from './CompareDigits.tsx'
import { Pair } from './Pair.tsx'
import { KnockAnswers, useKnockReason } from './KnockRows.tsx'
import { useSaid } from './knock-memory.ts'

export function ComparePage({ id }: { readonly id: string }) {
  const say = useWords(compareWords)
  const knock = useEngine(({ knocks }) => knocks.find((each) => each.id === id))
  useConfirmed(knock)
  const main = useRef<HTMLElement>(null)
  // What was pressed to come here is gone; and neither answer may be one key away.
  useEffect(() => main.current?.focus(), [])
  return (
    <main ref={main} tabIndex={-1} className={styles.page} data-pane="main" aria-label={say('title')}>
      <PageHead
        title={say('title')}
        back={{ page: 'people' }}
        tools={<IconButton icon={X} label={say('close')} className={styles.wideOnly} onClick={() => go({ page: 'people' })} />}
      />
      <div className={styles.middle}>{knock === undefined ? <Compared knock={undefined} /> : <Stage knock={knock} />}</div>
    </main>
  )
}

function Stage({ knock }: { readonly knock: KnockView }) {
  const said = useSaid(knock)
  switch (knock.state) {
    case 'waiting':
      return knock.direction === 'in' && said !== 'letIn' ? <AtTheDoor knock={knock} /> : <Waiting knock={knock} />
    case 'comparing':
      return <CompareDigits knock={knock} />
    case 'confirmed':
    case 'refused':
    case 'expired':
      return <Compared knock={knock} />
  }
}

function Waiting({ knock }: { readonly knock: KnockView }) {
  const say = useWords(compareWords)
  const called = useCalled()
  const isMine = knock.direction === 'out'
  return (
    <Scene knock={knock} isWaiting title={isMine ? say('waitingTitle', { name: called(knock.name) }) : say('preparingTitle')}>
      <p className={styles.text}>{say(isMine ? 'waitingText' : 'preparingText')}</p>
    </Scene>
  )
}

function AtTheDoor({ knock }: { readonly knock: KnockView }) {
  const reason = useKnockReason(knock)
  return (
    <Scene knock={knock} title={knock.name}>
      <p className={styles.text}>{reason}</p>
      <KnockAnswers knock={knock} isLarge />
    </Scene>
  )
}

interface SceneProps {
  readonly knock: KnockView
  readonly title: string
  readonly isWaiting?: boolean
  readonly children: ReactNode
}

function Scene({ knock, title, isWaiting = false, children }: SceneProps) {
  return (
    <>
      <Pair knock={knock} isWaiting={isWaiting} />
      <h2 className={styles.title} aria-live="polite">
        <bdi>{title}</bdi>
      </h2>
      {children}
    </>
  )
}

/** Both said yes while this page was open: on to the new contact. */
function useConfirmed(knock: KnockView | undefined): void {
  const say = useWords(compareWords)
  const called = useCalled()
  const isContact = useEngine(({ contacts }) => contacts?.some(({ account }) => account === knock?.account) === true)
  const said = useSaid(knock)
  const account = knock?.state === 'confirmed' && isContact && said === 'same' ? knock.account : undefined
  useEffect(() => {
    if (account === undefined || knock === undefined) return
    showToast({ text: say('confirmedToast', { name: called(knock.name) }) })
    go({ page: 'people', contact: account }, { replace: true })
    // Once, when it becomes true.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [account])
}
