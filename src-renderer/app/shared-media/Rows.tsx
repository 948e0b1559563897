/** Files, voices and links, a line each: the thing itself, who gave it and when, and what can be done with it. */
import { EllipsisVertical, Link } from 'lucide-react'
import type { ReactNode } from 'react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { Disc, IconButton, Menu } from '../../ui/index.ts'
import { type Attached, AttachedFileCard, AttachedSound } from '../attachments/index.ts'
import { useEngine } from '../engine/index.ts'
import { piecesOf } from '../timeline/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { attachedOf } from './attached-of.ts'
import { useSharedFrame } from './context.ts'
import { ItemMenu } from './ItemMenu.tsx'
import { SelectMark } from './SelectMark.tsx'
import { type FileItem, keyOf } from './shared-item.ts'
import styles from './Shared.module.css'
import { useWho } from './use-who.ts'

/** Sound that is no voice note is among the files, and plays where it stands. */
export function FileRow({ item }: { readonly item: FileItem }) {
  const { room } = useSharedFrame()
  const file = attachedOf(room, item)
  return (
    <Row item={item} name={item.attachment.name}>
      {item.attachment.sort === 'audio' ? <AttachedSound file={file} /> : <AttachedFileCard file={file} />}
    </Row>
  )
}

export function VoiceRow({ item }: { readonly item: FileItem }) {
  const say = useWords(sharedWords)
  const { room, nextVoice } = useSharedFrame()
  const me = useEngine((state) => state.me?.account)
  const file = attachedOf(room, item)
  const nextOf = (after: Attached) => {
    const next = nextVoice({ ...item, message: after.message, index: after.index })
    return next && attachedOf(room, next)
  }
  // Nobody waits to hear what they said themselves.
  const shown = item.author.account === me ? { ...file, view: { ...file.view, heard: true } } : file
  return (
    <Row item={item} name={say('voices')}>
      <AttachedSound file={shown} nextOf={nextOf} />
    </Row>
  )
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
  const { selection } = useSharedFrame()
  const key = keyOf(item)
  const by = say('by', { who: who(item), when: dates.inList(item.time) })
  return (
    <li className={styles.row} data-cell={key} data-selected={selection.has(key)}>
      <SelectMark id={key} name={`${name}, ${by}`} />
      <div className={styles.thing}>{children}</div>
      <p className={styles.by}>{by}</p>
      <Menu trigger={<IconButton icon={EllipsisVertical} label={say('acts', { name })} />}>
        <ItemMenu item={item} />
      </Menu>
    </li>
  )
}
