import type { ContentView } from '../../../shared/rooms/kinds/index.ts'

/** What a content says that says nothing but these. */
export function viewOf(parts: Partial<ContentView>): ContentView {
  return {
    isSupported: true,
    text: undefined,
    searched: undefined,
    replyTo: undefined,
    mentions: [],
    attachments: [],
    card: undefined,
    place: undefined,
    ...parts,
  }
}
