/**
 * A quiet sign that files are on their way, with how far they are; pressed, it shows the list. It is there only while something is, and says
 * aloud when it begins and when all has come, not each step.
 */
import { ArrowDownToLine } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { transferWords } from '../../../shared/i18n/index.ts'
import { classNames, Icon, Popover, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { shareOf } from './standing.ts'
import styles from './Transfers.module.css'
import { useTransfers } from './transfers.ts'
import { TransfersPanel } from './TransfersPanel.tsx'

export function TransferIndicator({ isInRail = false }: { readonly isInRail?: boolean }) {
  const say = useWords(transferWords)
  const share = useTransfers(useShallow(shareOf))
  const outgoing = useTransfers((state) => state.outgoing.length)
  const [isOpen, setOpen] = useState(false)
  const { running, waiting, paused } = share
  const count = running + waiting + paused + outgoing
  // What was being looked at stays while it is, also when the last one has come.
  const isShown = count > 0 || isOpen
  const percent = Math.floor(share.share * 100)
  const line =
    running > 0
      ? say('summary', { count: running + waiting, percent })
      : waiting > 0
        ? say('summaryWaiting', { count: waiting })
        : paused > 0
          ? say('summaryPaused', { count: paused })
          : say('sealing')
  return (
    <>
      <VisuallyHidden>
        <span role="status">{useNews(running + waiting)}</span>
      </VisuallyHidden>
      {isShown && (
        <Popover
          title={say('title')}
          side={isInRail ? 'inline-end' : 'bottom'}
          align="end"
          isOpen={isOpen}
          onOpenChange={setOpen}
          className={styles.popup}
          trigger={
            <button type="button" className={classNames(styles.indicator, isInRail && styles.inRail)} aria-label={say('open', { line })}>
              <Ring share={running > 0 ? share.share : 0} />
              <Icon icon={ArrowDownToLine} size={16} />
              {isInRail && running > 0 && <span className={styles.percent}>{say('badge', { percent })}</span>}
            </button>
          }
        >
          <TransfersPanel />
        </Popover>
      )}
    </>
  )
}

const RADIUS = 15
const AROUND = 2 * Math.PI * RADIUS

function Ring({ share }: { readonly share: number }) {
  return (
    <svg viewBox="0 0 34 34" aria-hidden="true" className={styles.ring}>
      <circle cx="17" cy="17" r={RADIUS} className={styles.around} />
      {/* Round ends would be a dot where there is nothing yet. */}
      {share > 0 && <circle cx="17" cy="17" r={RADIUS} className={styles.share} strokeDasharray={`${AROUND * share} ${AROUND}`} />}
    </svg>
  )
}

/** Said once when something begins to come, and once when nothing is left. */
function useNews(coming: number): string {
  const say = useWords(transferWords)
  const before = useRef(0)
  const [news, setNews] = useState<'began' | 'ended'>()
  useEffect(() => {
    if (coming > 0 && before.current === 0) setNews('began')
    if (coming === 0 && before.current > 0) setNews('ended')
    before.current = coming
  }, [coming])
  return news === undefined ? '' : say(news)
}
