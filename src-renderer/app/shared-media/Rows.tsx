/** Files, voices and links, a line each: the thing itself, who gave it and when, and what can be done with it. */
import { EllipsisVertical, Link } from 'lucide-react'
import type { ReactNode } from 'react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { Disc, IconButton, Menu } from '../../ui/index.ts'
import { arrivalView, useArrival, useOpened } from '../arrivals/index.ts'
import { fromBase64 } from '../bundles/index.ts'
import { FileCard, VoiceNote } from '../media/index.ts'
import { piecesOf } from '../timeline/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'
import { useSharedFrame } from './context.ts'
import { ItemMenu } from './ItemMenu.tsx'
import { type FileItem, keyOf } from './shared-item.ts'
import styles from './Shared.module.css'
import { useWho } from './use-who.ts'

export function FileRow({ item }: { readonly item: FileItem }) {
  const explain = useErrorText()
  const { acts } = useSharedFrame()
  const { name, size, type, couldRun, file } = item.attachment
  const arrival = arrivalView(useArrival(file), explain)
  return (
    <Row item={item} name={name}>
      <FileCard
        file={{ name, size, type, isRisky: couldRun, arrival }}
        onGet={() => acts.get(item)}
        onPause={() => acts.pause(item)}
        onOpen={() => acts.save(item)}
      />
    </Row>
  )
}

export function VoiceRow({ item }: { readonly item: FileItem }) {
  const say = useWords(sharedWords)
  const explain = useErrorText()
  const { acts } = useSharedFrame()
  const { attachment, message, index } = item
  const { file, size, durationMs = 0, waveform } = attachment
  const arrival = arrivalView(useArrival(file), explain)
  const opened = useOpened({ file, message, index }, arrival.kind === 'here')
  const key = keyOf(item)
  return (
    <Row item={item} name={say('voices')}>
      <VoiceNote
        // What was heard is known in the conversation; here everything may be heard again.
        voice={{ id: key, size, durationMs, bars: barsOf(waveform), src: opened?.address, isHeard: true, arrival }}
        onGet={() => acts.get(item)}
      />
    </Row>
  )
}

/** base64url; whatever else it may be draws nothing. */
function barsOf(waveform: string | undefined): Uint8Array {
  const bytes = waveform === undefined ? undefined : fromBase64(waveform.replaceAll('-', '+').replaceAll('_', '/'))
  return bytes ?? new Uint8Array()
}

/** What was written is made an address by the same rules as in the conversation: only what leads to the web, and where it really leads. */
export function LinkRow({ item }: { readonly item: SharedFile }) {
  const say = useWords(sharedWords)
  const link = piecesOf(item.link ?? '').find((piece) => piece.kind === 'link')
  if (link === undefined) return null
  return (
    <Row item={item} name={say('aLink')}>
      <a href={link.href} target="_blank" rel="noopener noreferrer" className={styles.link}>
        <Disc icon={Link} />
        <span className={styles.words}>
          <bdi className={styles.address}>{link.text}</bdi>
          {link.realHost !== undefined && <span className={styles.host}>{say('leadsTo', { host: link.realHost })}</span>}
        </span>
      </a>
    </Row>
  )
}

interface RowProps {
  readonly item: SharedFile
  readonly name: string
  readonly children: ReactNode
}

function Row({ item, name, children }: RowProps) {
  const say = useWords(sharedWords)
  const dates = useDates()
  const who = useWho()
  return (
    <li className={styles.row} data-cell={keyOf(item)}>
      <div className={styles.thing}>{children}</div>
      <p className={styles.by}>{say('by', { who: who(item), when: dates.inList(item.time) })}</p>
      <Menu trigger={<IconButton icon={EllipsisVertical} label={say('acts', { name })} />}>
        <ItemMenu item={item} />
      </Menu>
    </li>
  )
}
