/** A file on its way here: its name, its room, how far it is and from whom; one button for what is next, all else in a menu. */
import { ArrowDown, ArrowUp, ChevronsUp, CornerUpLeft, EllipsisVertical, type LucideIcon, Pause, Play, RotateCw, X } from 'lucide-react'
import { mediaWords, shownFileWords, transferWords } from '../../../shared/i18n/index.ts'
import type { FileArrival } from '../../../shared/messenger/index.ts'
import { classNames, IconButton, Menu, MenuItem, MenuLine, ProgressBar } from '../../ui/index.ts'
import { shownArrival } from '../arrivals/index.ts'
import { useEngine } from '../engine/index.ts'
import { arrivalParts, arrivalShare, FileName } from '../media/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import styles from './Transfers.module.css'
import type { TransferActs } from './use-transfer-acts.ts'

export interface TransferRowProps {
  readonly arrival: FileArrival
  readonly room: string | undefined
  readonly acts: TransferActs
  readonly onEarlier: (() => void) | undefined
  readonly onLater: (() => void) | undefined
}

export function TransferRow({ arrival, room, acts, onEarlier, onLater }: TransferRowProps) {
  const say = useWords(transferWords)
  const sayOfFile = useWords(mediaWords)
  const sayOfHolders = useWords(shownFileWords)
  const me = useEngine((state) => state.me?.account)
  const sizeText = useSizes()
  const explain = useFailureText()
  const { name, size, state, bytesPerSecond } = arrival
  const view = shownArrival(arrival, { me, say: sayOfHolders, explain })
  const share = arrivalShare(view, size)
  const parts = [
    ...(room === undefined ? [] : [room]),
    ...arrivalParts(view, size, sayOfFile, sizeText),
    ...(state === 'running' && bytesPerSecond > 0 ? [say('rate', { size: sizeText(bytesPerSecond) })] : []),
  ]
  return (
    <div className={styles.row}>
      <span className={styles.words}>
        <span className={styles.name}>
          <FileName name={name} />
        </span>
        <span className={classNames(styles.line, state === 'failed' && styles.bad)}>{parts.join(' · ')}</span>
        {share !== undefined && <ProgressBar value={share} className={styles.bar} />}
      </span>
      <Next arrival={arrival} acts={acts} />
      <Menu trigger={<IconButton icon={EllipsisVertical} size="small" label={say('more', { name })} />}>
        <MenuItem icon={ChevronsUp} isOff={onEarlier === undefined} onSelect={() => acts.goOn(arrival, true)}>
          {say('first')}
        </MenuItem>
        <MenuItem icon={ArrowUp} shortcut="Alt ↑" isOff={onEarlier === undefined} onSelect={() => onEarlier?.()}>
          {say('earlier')}
        </MenuItem>
        <MenuItem icon={ArrowDown} shortcut="Alt ↓" isOff={onLater === undefined} onSelect={() => onLater?.()}>
          {say('later')}
        </MenuItem>
        <MenuItem icon={CornerUpLeft} onSelect={() => acts.toMessage(arrival)}>
          {say('toMessage')}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={X} kind="brick" onSelect={() => acts.cancel(arrival)}>
          {say('cancelIt')}
        </MenuItem>
      </Menu>
    </div>
  )
}

type NextWord = 'pause' | 'goOn' | 'retry'
const NEXT: Readonly<Partial<Record<FileArrival['state'], readonly [NextWord, LucideIcon]>>> = {
  queued: ['pause', Pause],
  running: ['pause', Pause],
  nobody: ['pause', Pause],
  paused: ['goOn', Play],
  failed: ['retry', RotateCw],
}

function Next({ arrival, acts }: Pick<TransferRowProps, 'arrival' | 'acts'>) {
  const say = useWords(transferWords)
  const next = NEXT[arrival.state]
  if (next === undefined) return null
  const [word, icon] = next
  const press = () => (word === 'pause' ? acts.pause(arrival) : acts.goOn(arrival))
  return <IconButton icon={icon} size="small" label={say(word, { name: arrival.name })} onClick={press} />
}

const WHY: Readonly<Record<string, 'noRoom' | 'diskFull' | 'otherSize'>> = {
  QUOTA: 'noRoom',
  DISK_FULL: 'diskFull',
  OTHER_SIZE: 'otherSize',
}

/** What keeps a file from being taken in, in words of files. */
function useFailureText(): (code: string) => string {
  const say = useWords(transferWords)
  return (code) => say(WHY[code] ?? 'notTaken')
}
