/** Pictures of the page over the whole window. Whoever looks at one that is not here wants it, so it is asked for. */
import { useEffect } from 'react'
import { arrivalOf, useArrival, useOpened } from '../arrivals/index.ts'
import { MediaViewer } from '../viewer/index.ts'
import type { SharedFrame } from './context.ts'
import { type FileItem, keyOf } from './shared-item.ts'
import { useWho } from './use-who.ts'

export interface SharedViewerProps {
  readonly items: readonly FileItem[]
  readonly shown: FileItem
  readonly acts: SharedFrame['acts']
  readonly onShow: (item: FileItem) => void
  readonly onClose: () => void
}

export function SharedViewer({ items, shown, acts, onShow, onClose }: SharedViewerProps) {
  const who = useWho()
  const { attachment, message, index } = shown
  const arrival = useArrival(attachment.file)
  const isHere = arrival?.state === 'here'
  const isIdle = arrival?.state === 'idle'
  const opened = useOpened({ file: attachment.file, message, index }, isHere)
  const { get } = acts
  useEffect(() => {
    if (isIdle && arrivalOf(shown.attachment.file)?.state === 'idle') get(shown)
    // Once for each that is looked at, not whenever the acts are made anew.
  }, [isIdle, shown])
  const key = keyOf(shown)
  const pictures = items.map((item) => ({
    id: keyOf(item),
    who: who(item),
    at: item.time,
    preview: item.attachment.preview,
    src: keyOf(item) === key ? opened?.address : undefined,
  }))
  const withKey = (wanted: string, act: (item: FileItem) => void) => {
    const item = items.find((each) => keyOf(each) === wanted)
    if (item !== undefined) act(item)
  }
  return (
    <MediaViewer
      pictures={pictures}
      shown={key}
      onShow={(wanted) => withKey(wanted, onShow)}
      onClose={onClose}
      onSave={(wanted) => withKey(wanted, acts.save)}
    />
  )
}
