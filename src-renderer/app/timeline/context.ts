/** What every part of one room's timeline knows. The same object as long as the room is what it is. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { AccountId, RoomId } from '../../../shared/ids/index.ts'
import type { Feed, FeedState } from './feed.ts'
import type { MessageActs } from './acts.ts'
import type { ViewState, ViewStore } from './view-state.ts'

export interface TimelineFrame {
  readonly room: RoomId
  readonly name: string
  readonly isDirect: boolean
  /** Direct rooms: what I call the other one. */
  readonly peer: string | undefined
  readonly me: AccountId | undefined
  readonly mayWrite: boolean
  readonly feed: Feed
  readonly view: ViewStore
  readonly acts: MessageActs
}

const TimelineContext = createContext<TimelineFrame | undefined>(undefined)
export const TimelineProvider = TimelineContext.Provider

export function useFrame(): TimelineFrame {
  const frame = useContext(TimelineContext)
  if (frame === undefined) throw new Error('a part of a timeline stands outside of one')
  return frame
}

export function useFeed<T>(select: (state: FeedState) => T): T {
  return useStore(useFrame().feed.store, select)
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useFrame().view, select)
}
