/** Our number, two answers, and how long there is. After a yes the number stays until the other side has said theirs. */
import { useEffect, useState } from 'react'
import { compareWords } from '../../../shared/i18n/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { KnockView } from '../../../shared/messenger/index.ts'
import { Button, DigitTiles, Sentences } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { useCalled } from './called.ts'
import styles from './ComparePage.module.css'
import { useKnockActs } from './knock-acts.ts'
import { useSaid } from './knock-memory.ts'
import { Pair } from './Pair.tsx'

export function CompareDigits({ knock }: { readonly knock: KnockView }) {
  const say = useWords(compareWords)
  const called = useCalled()
  const acts = useKnockActs()
  const left = useTimeLeft(knock)
  const isTheirTurn = useSaid(knock) === 'same'
  const name = called(knock.name)
  return (
    <>
      <Pair knock={knock} isWaiting={isTheirTurn} />
      <h2 className={styles.title} aria-live="polite">
        {say(isTheirTurn ? 'theirTurn' : 'question', { name })}
      </h2>
      <p className={styles.text}>
        <Sentences text={isTheirTurn ? say('theirTurnText') : `${say('text')} ${say('textPhone')}`} />
      </p>
      <DigitTiles digits={knock.code ?? ''} className={styles.digits} />
      {!isTheirTurn && (
        <div className={styles.acts}>
          <Button size="large" onClick={() => void acts.compare(knock, false)}>
            {say('different')}
          </Button>
          <Button size="large" kind="main" onClick={() => void acts.compare(knock, true)}>
            {say('same')}
          </Button>
        </div>
      )}
      <p className={styles.small}>
        <Sentences text={isTheirTurn ? left : `${say('safe')} ${left}`} />
      </p>
    </>
  )
}

const MINUTE_MS = 60_000
const LAST_SECONDS = 60

/** Minutes, and in the last one seconds. */
function useTimeLeft({ at }: KnockView): string {
  const say = useWords(compareWords)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const leftMs = Math.min(RESOURCE.KNOCK_TERM_MS, Math.max(0, at + RESOURCE.KNOCK_TERM_MS - now))
  const seconds = Math.ceil(leftMs / 1_000)
  const count = seconds <= LAST_SECONDS ? seconds : Math.ceil(leftMs / MINUTE_MS)
  if (seconds <= LAST_SECONDS) return count === 1 ? say('secondsLeft1') : say('secondsLeft', { count })
  return count === 1 ? say('minutesLeft1') : say('minutesLeft', { count })
}
