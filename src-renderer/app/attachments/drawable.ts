/**
 * Whether the page draws a file, by what is in it. Pictures of known forms only, within the limits of what may be unpacked; nothing that a
 * browser would run. A sender is free to lie about width, height and type: none of that is looked at here.
 */
import { RESOURCE, RPC } from '../../../shared/limits.ts'
import type { OpenedAttachment } from '../../../shared/messenger/index.ts'
import { call } from '../engine/index.ts'
import { fromBase64 } from '../bundles/index.ts'
import { pictureFacts, pictureSize } from '../picture-files/index.ts'

export type Refusal = 'notAPicture' | 'tooManyPixels' | 'unreadable'

/** Forms whose head says how large they are. SVG is a document and not among them. */
const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'])
/** Most heads are shorter; records of a camera before the picture make some longer. */
const HEADS = [64 * 1024, RPC.BUNDLE_CHUNK_BYTES] as const

export function isPicture({ type }: Pick<OpenedAttachment, 'type'>): boolean {
  return PICTURES.has(type)
}

export function isVideo({ type }: Pick<OpenedAttachment, 'type'>): boolean {
  return type.startsWith('video/')
}

/** A recorder's sound may lie in what is otherwise a film's file. */
export function isSound({ type }: Pick<OpenedAttachment, 'type'>): boolean {
  return type.startsWith('audio/') || type.startsWith('video/')
}

export async function refusalOf(opened: OpenedAttachment): Promise<Refusal | undefined> {
  if (isVideo(opened) || isSound(opened)) return undefined
  if (!isPicture(opened)) return 'notAPicture'
  if (opened.size > RESOURCE.SEND_PICTURE_BYTES) return 'tooManyPixels'
  for (const length of HEADS) {
    const head = await call('attachments.read', { address: opened.address, from: 0, length })
    if (!head.ok) return 'unreadable'
    const bytes = fromBase64(head.value.bytes)
    const size = pictureSize(bytes) ?? pictureFacts(bytes)
    if (size !== undefined) {
      if (size.width === 0 || size.height === 0) return 'unreadable'
      return size.width * size.height > RESOURCE.SEND_PICTURE_PIXELS ? 'tooManyPixels' : undefined
    }
    if (opened.size <= length) break
  }
  return 'unreadable'
}
