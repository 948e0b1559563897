/** The invitation of an open sheet: made when it opens, and made anew when other terms are chosen or it was used. */
import { useEffect, useRef, useState } from 'react'
import type { RoomId } from '../../../shared/ids/index.ts'
import { useEngine } from '../engine/index.ts'
import { contactInvitation, dropUnused, type Invitation, roomInvitation } from './make-invitation.ts'
import type { Terms } from './terms.ts'

export type Making =
  | { readonly state: 'making' }
  | { readonly state: 'made'; readonly invitation: Invitation }
  | { readonly state: 'failed'; readonly code: string }
  /** Taken back while it was shown. */
  | { readonly state: 'withdrawn' }

export interface Inviting {
  readonly making: Making
  readonly again: () => void
  readonly withdrawn: (invite: string) => void
}

export function useInvitation(room: RoomId | undefined, terms: Terms): Inviting {
  const [making, setMaking] = useState<Making>({ state: 'making' })
  const [tries, setTries] = useState(0)
  const used = useEngine(({ contacts }) => contacts?.filter(({ state }) => state === 'paired').length ?? 0)
  const usedHere = room === undefined ? used : 0
  useEffect(() => {
    let isOver = false
    const make = async () => {
      const made = await (room === undefined ? contactInvitation(terms, usedHere) : roomInvitation(room, terms))
      if (!isOver) setMaking(made.ok ? { state: 'made', invitation: made.value } : { state: 'failed', code: made.code })
    }
    void make()
    return () => {
      isOver = true
    }
  }, [room, terms, usedHere, tries])
  useDropUnused(room, terms)
  return {
    making,
    again: () => {
      setMaking({ state: 'making' })
      setTries(tries + 1)
    },
    withdrawn: (invite) => {
      if (making.state === 'made' && making.invitation.invite === invite) setMaking({ state: 'withdrawn' })
    },
  }
}

/** The old one stays on the screen until the new one is there. */
function useDropUnused(room: RoomId | undefined, terms: Terms): void {
  const before = useRef(terms)
  useEffect(() => {
    if (room !== undefined && before.current !== terms) dropUnused(room, before.current)
    before.current = terms
  }, [room, terms])
}
