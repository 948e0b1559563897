/** One thing a room has been given, as the page of its files shows it. Pure. */
import type { SharedFile } from '../../../shared/messenger/index.ts'

/** A file of a message. */
export interface FileItem extends SharedFile {
  readonly index: number
  readonly attachment: NonNullable<SharedFile['attachment']>
}

/** Its message and its place there; a message may have several links as well. */
export function keyOf({ message, index, link }: SharedFile): string {
  return `${message} ${index ?? link ?? ''}`
}

export function isFile(item: SharedFile): item is FileItem {
  return item.index !== undefined && item.attachment !== undefined
}

/** Both in the order in which they came, the second time an item comes it stands where it stood. */
export function joined(before: readonly SharedFile[], more: readonly SharedFile[]): readonly SharedFile[] {
  return [...new Map([...before, ...more].map((item) => [keyOf(item), item])).values()]
}

export interface Month {
  /** A moment of it, ms. */
  readonly at: number
  readonly items: readonly SharedFile[]
  /** How many stand before its first. */
  readonly before: number
}

/** By the calendar of this place, the newest month first. A clock that ran wrong puts a message into another month, and none into two. */
export function monthsOf(items: readonly SharedFile[]): readonly Month[] {
  const months = new Map<string, SharedFile[]>()
  for (const item of items) {
    const key = monthKey(item.time)
    const those = months.get(key)
    if (those === undefined) months.set(key, [item])
    else those.push(item)
  }
  let before = 0
  return [...months]
    .toSorted(([one], [other]) => (one < other ? 1 : -1))
    .map(([, those]) => {
      const month = { at: those[0]?.time ?? 0, items: those, before }
      before += those.length
      return month
    })
}

/** `2022-09`: sorts as time does. */
function monthKey(time: number): string {
  const day = new Date(time)
  return `${String(day.getFullYear()).padStart(6, '0')}-${String(day.getMonth() + 1).padStart(2, '0')}`
}

/** Parts of at most that many. */
export function partsOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}
