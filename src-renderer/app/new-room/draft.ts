/**
 * A room in the making, kept while the page lives: closing the dialog by accident, or looking something up in between, loses nothing. It goes
 * when the room is made, when the person starts over, and with the profile when that is locked.
 */
import { create } from 'zustand'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { Picture } from '../../../shared/messenger/index.ts'
import { onLocked } from '../engine/index.ts'

export interface RoomDraft {
  readonly kind: 'group' | 'notice'
  readonly name: string
  readonly picture: Picture | undefined
  readonly members: readonly AccountId[]
}

const EMPTY: RoomDraft = { kind: 'group', name: '', picture: undefined, members: [] }
const store = create<RoomDraft>(() => EMPTY)

export function useRoomDraft(): RoomDraft {
  return store()
}

export function changeDraft(changes: Partial<RoomDraft>): void {
  store.setState(changes)
}

export function dropDraft(): void {
  store.setState(EMPTY)
}

export function isBegun({ name, picture, members }: RoomDraft): boolean {
  return name.trim() !== '' || picture !== undefined || members.length > 0
}

onLocked(dropDraft)
