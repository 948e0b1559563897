/** Who keeps a room for those who are away, who was asked to, and asking; in the details of the room. */
import { Box, Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { carryingWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { RoomCarrier } from '../../../shared/messenger/index.ts'
import { Disc, IconButton, ListButton, ListLine, SectionLabel, showToast } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useRoute } from '../route/index.ts'
import { useDates, useErrorText, useSizes, useWords } from '../words/index.ts'
import { AskDialog } from './AskDialog.tsx'
import styles from './Keepers.module.css'
import { useKeepers } from './use-keepers.ts'

export function Keepers({ room, mayAsk }: { readonly room: RoomId; readonly mayAsk: boolean }) {
  const say = useWords(carryingWords)
  const keepers = useKeepers(room)
  const [isAsking, setAsking] = useState(false)
  const route = useRoute()
  const isMeant = route.page === 'rooms' && route.room === room && route.part === 'keepers'
  const part = useRef<HTMLElement>(null)
  const isHere = keepers !== undefined
  useEffect(() => {
    if (!isMeant || !isHere) return
    part.current?.scrollIntoView({ block: 'nearest' })
    part.current?.querySelector<HTMLElement>('button')?.focus()
  }, [isMeant, isHere])
  if (keepers === undefined || (keepers.length === 0 && !mayAsk)) return null
  return (
    <section ref={part} aria-label={say('keepers')}>
      <SectionLabel beside={keepers.length > 0 ? keepers.length : undefined} className={styles.label}>
        {say('keepers')}
      </SectionLabel>
      {keepers.length === 0 && <p className={styles.text}>{say('keepersText')}</p>}
      <ul className={styles.list}>
        {keepers.map((keeper) => (
          <li key={keeper.device}>
            <Keeper room={room} keeper={keeper} mayEnd={mayAsk} />
          </li>
        ))}
        {mayAsk && (
          <li>
            <ListButton height={48} face={<Disc icon={Plus} />} name={say('askSomebody')} onClick={() => setAsking(true)} />
          </li>
        )}
      </ul>
      {isAsking && <AskDialog room={room} keepers={keepers} onClose={() => setAsking(false)} />}
    </section>
  )
}

function Keeper({ room, keeper, mayEnd }: { readonly room: RoomId; readonly keeper: RoomCarrier; readonly mayEnd: boolean }) {
  const say = useWords(carryingWords)
  const explain = useErrorText()
  const state = useStateText(keeper)
  const size = useSizes()
  const { name, device, said } = keeper
  const files = keeper.state === 'carrying' ? said?.files : undefined
  const end = async () => {
    const answer = await call('carrying.end', { room, device })
    const { account } = keeper
    const undo = account === undefined ? undefined : () => void call('carrying.ask', { room, account })
    showToast(answer.ok ? { text: say('ended', { name }), undo } : { text: explain(answer.error.code) })
  }
  return (
    <ListLine
      height={48}
      face={<Disc icon={Box} />}
      name={<bdi>{name}</bdi>}
      text={
        <>
          <span className={styles.part}>{state}</span>
          {files !== undefined && <span className={styles.part}>{say('filesKept', { size: size(files.bytes) })}</span>}
        </>
      }
      isTextWhole
      side={
        mayEnd &&
        keeper.state !== 'ending' && (
          <IconButton icon={X} size="small" iconSize={16} label={say('endWith', { name })} onClick={() => void end()} />
        )
      }
    />
  )
}

const STATES = {
  waiting: 'waiting',
  carrying: 'carrying',
  declined: 'declined',
  stopped: 'stopped',
  ending: 'ending',
  silent: 'silent',
} as const satisfies Record<RoomCarrier['state'], keyof typeof carryingWords>

function useStateText({ state, said }: RoomCarrier): string {
  const say = useWords(carryingWords)
  const dates = useDates()
  if (state !== 'carrying' || said === undefined) return say(STATES[state])
  return said.free === 0 ? say('full') : say('carryingSince', { time: dates.inList(said.at) })
}
