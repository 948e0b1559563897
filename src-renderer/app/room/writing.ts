/**
 * What the composer of a room is about: a new message, an answer to one, or another wording of an own one. The timeline begins it, the
 * composer shows and ends it. One a room, kept while the page lives, so that going to another room and back loses nothing.
 */
import { useMemo } from 'react'
import { create } from 'zustand'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { onLocked } from '../engine/index.ts'

export type WritingMode =
  | { readonly kind: 'new' }
  | { readonly kind: 'reply'; readonly to: MessageView }
  | { readonly kind: 'edit'; readonly of: MessageView }

export interface Writing {
  readonly mode: WritingMode
  reply(message: MessageView): void
  edit(message: MessageView): void
  stop(): void
}

const NEW: WritingMode = { kind: 'new' }
const store = create<{ readonly modes: ReadonlyMap<RoomId, WritingMode> }>(() => ({ modes: new Map() }))

export function useWriting(room: RoomId): Writing {
  const mode = store(({ modes }) => modes.get(room) ?? NEW)
  return useMemo(
    () => ({
      mode,
      reply: (to) => setWriting(room, { kind: 'reply', to }),
      edit: (of) => setWriting(room, { kind: 'edit', of }),
      stop: () => setWriting(room, NEW),
    }),
    [room, mode],
  )
}

/** For handlers, without drawing anew when it changes. */
export function writingIn(room: RoomId): WritingMode {
  return store.getState().modes.get(room) ?? NEW
}

export function setWriting(room: RoomId, mode: WritingMode): void {
  const modes = new Map(store.getState().modes)
  if (mode.kind === 'new') modes.delete(room)
  else modes.set(room, mode)
  store.setState({ modes })
}

onLocked(() => store.setState({ modes: new Map() }))
