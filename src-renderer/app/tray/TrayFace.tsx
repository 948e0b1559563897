/** What a thing that is to be sent looks like: its picture, or what it is and its name. */
import { FileText, Folder, type LucideIcon, Mic, Music, Play } from 'lucide-react'
import { Icon, Spinner } from '../../ui/index.ts'
import { clockText, FileName } from '../media/index.ts'
import type { TrayItem } from './tray.ts'
import styles from './TrayStrip.module.css'
import { useObjectUrl } from './use-object-url.ts'

export function TrayFace({ item: { name, state } }: { readonly item: TrayItem }) {
  const url = useObjectUrl(pictureOf(state))
  switch (state.kind) {
    case 'reading':
      return <Spinner size={18} />
    case 'picture':
      return url === undefined ? null : <img src={url} alt="" draggable={false} />
    case 'film': {
      const { sort, durationMs } = state.film
      if (sort === 'audio') return <Named icon={Music} name={name} />
      return (
        <>
          {url !== undefined && <img src={url} alt="" draggable={false} />}
          <span className={styles.length}>
            <Icon icon={Play} size={14} />
            {durationMs !== undefined && clockText(durationMs)}
          </span>
        </>
      )
    }
    case 'voice':
      return (
        <span className={styles.file}>
          <Icon icon={Mic} />
          <span>{clockText(state.record.durationMs)}</span>
        </span>
      )
    case 'folder':
      return <Named icon={Folder} name={name} />
    case 'file':
      return <Named icon={FileText} name={name} />
  }
}

function Named({ icon, name }: { readonly icon: LucideIcon; readonly name: string }) {
  return (
    <span className={styles.file}>
      <Icon icon={icon} />
      <FileName name={name} isStacked />
    </span>
  )
}

function pictureOf(state: TrayItem['state']): Blob | undefined {
  if (state.kind === 'picture') return state.picture.normal.blob
  return state.kind === 'film' ? state.film.poster : undefined
}
