/** What a message holds beside its words, short enough for a line of a list or a notification. Plain data; words come from a catalogue. */
import { type MediaSort, sortOf } from '../../media/index.ts'
import type { ContentView } from './kind.ts'

export interface ContentSummary {
  /** photo-or-video: some of both. */
  readonly type: MediaSort | 'photo-or-video' | 'card' | 'place'
  readonly count: number
  /** Of the one file or folder, on the card, or of the place. */
  readonly name?: string
  /** Of the one recording. */
  readonly durationMs?: number
}

/** undefined: words alone, or nothing this version knows. */
export function summaryOf({ attachments, card, place }: ContentView): ContentSummary | undefined {
  if (card !== undefined) return { type: 'card', count: 1, name: card.name }
  if (place !== undefined) return { type: 'place', count: 1, ...(place.name !== '' && { name: place.name }) }
  const [first] = attachments
  if (first === undefined) return undefined
  const sorts = new Set(attachments.map(sortOf))
  if (attachments.length > 1) return { type: sharedSort(sorts), count: attachments.length }
  const type = sortOf(first)
  const isNamed = type === 'file' || type === 'folder' || type === 'audio'
  const { name, durationMs } = first
  return { type, count: 1, ...(isNamed && { name }), ...(durationMs !== undefined && { durationMs }) }
}

function sharedSort(sorts: ReadonlySet<MediaSort>): ContentSummary['type'] {
  const [first = 'file'] = sorts
  if (sorts.size === 1) return first
  return [...sorts].every((sort) => sort === 'photo' || sort === 'video') ? 'photo-or-video' : 'file'
}
