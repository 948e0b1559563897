/** Where a message is: can this computer be closed, who has it, who is waited for and why. */
import { Box, Check, ChevronRight, Clock3, House, type LucideIcon, Usb } from 'lucide-react'
import { useEffect, useState } from 'react'
import { reachReasons, timelineWords } from '../../../shared/i18n/index.ts'
import type { MessageView, Trail, Waiting } from '../../../shared/messenger/index.ts'
import { classNames, Icon, Popover, Sentences, Spinner } from '../../ui/index.ts'
import { call, onEvent, useEngine } from '../engine/index.ts'
import { wayOf } from '../reach/index.ts'
import { formatRoute } from '../route/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'
import { useFrame } from './context.ts'
import { type TrailStep, trailView } from './trail.ts'
import styles from './TrailPopover.module.css'
import { messageIdOf } from './window.ts'

export interface AboutMessage {
  readonly message: MessageView
  readonly anchor: Element
  readonly onClose: () => void
}

export function TrailPopover({ message, anchor, onClose }: AboutMessage) {
  const say = useWords(timelineWords)
  const explain = useErrorText()
  const reasons = useWords(reachReasons)
  const dates = useDates()
  const { me } = useFrame()
  const reached = useEngine(({ status }) => status?.contacts)
  const trail = useTrail(message)
  const reason = ({ code, since }: Waiting) => {
    if (code === 'no-address') return say('notYet')
    return code === undefined || code === 'timeout' ? say('notSince', { time: dates.inList(since) }) : reasons(code)
  }
  const view =
    trail !== undefined && typeof trail !== 'string'
      ? trailView(
          {
            trail,
            me,
            author: message.author.name,
            isOwn: message.delivery.state !== 'received',
            since: message.delivery.state === 'received' ? message.arrivedAt : message.time,
            reason,
            through: (account) => {
              const reach = reached?.find((each) => each.account === account)
              return reach !== undefined && wayOf(reach) === 'through' ? (reach.through ?? '') : undefined
            },
          },
          say,
        )
      : undefined
  const isStuck = trail !== undefined && typeof trail !== 'string' && (trail.waiting.length > 0 || (trail.change?.waiting.length ?? 0) > 0)
  return (
    <Popover
      isOpen
      anchor={anchor}
      side="top"
      align="end"
      title={view?.title ?? say('where')}
      className={styles.trail}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      {trail === undefined && <Spinner size={20} />}
      {typeof trail === 'string' && <p className={styles.detail}>{explain(trail)}</p>}
      {view?.detail !== undefined && (
        <p className={styles.detail}>
          <Sentences text={view.detail} />
        </p>
      )}
      {view !== undefined && <Steps steps={view.steps} />}
      {view?.change !== undefined && (
        <>
          <h4 className={styles.heading}>{view.change.title}</h4>
          <Steps steps={view.change.steps} />
        </>
      )}
      <div className={styles.foot}>
        <a href={formatRoute(isStuck ? { page: 'reach', part: 'doctor' } : { page: 'reach' })}>
          {say(isStuck ? 'whyNot' : 'lookAtReach')}
          <Icon icon={ChevronRight} size={16} />
        </a>
      </div>
    </Popover>
  )
}

const ICONS: Readonly<Record<TrailStep['kind'], LucideIcon>> = { here: House, usb: Usb, holder: Check, carrier: Box, waiting: Clock3 }

function Steps({ steps }: { readonly steps: readonly TrailStep[] }) {
  const say = useWords(timelineWords)
  const dates = useDates()
  return (
    <ol className={styles.steps}>
      {steps.map(({ kind, name, how, time }, index) => (
        <li key={`${kind} ${name}`} className={classNames(styles[kind], steps[index + 1]?.kind === 'waiting' && styles.toWaiting)}>
          <span className={styles.dot}>
            <Icon icon={ICONS[kind]} size={14} />
          </span>
          <div>
            <b>{name}</b>
            <small>{how}</small>
          </div>
          <span className={styles.when}>{time === undefined ? say('isWaiting') : dates.inList(time)}</span>
        </li>
      ))}
    </ol>
  )
}

/** Lives on while it is looked at. A text: the code of what went wrong. */
function useTrail(message: MessageView): Trail | string | undefined {
  const [trail, setTrail] = useState<Trail | string>()
  useEffect(() => {
    let isHere = true
    const id = messageIdOf(message)
    const read = async () => {
      if (id === undefined) return
      const answer = await call('messages.trail', { message: id })
      if (isHere) setTrail(answer.ok ? answer.value : answer.error.code)
    }
    void read()
    const end = onEvent((event) => {
      if ((event.type === 'delivery' || event.type === 'change') && event.message === id) void read()
      if (event.type === 'reach') void read()
    })
    return () => {
      isHere = false
      end()
    }
  }, [message])
  return trail
}
