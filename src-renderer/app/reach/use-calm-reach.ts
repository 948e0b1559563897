/**
 * Everybody's reach, in places that hold still while somebody points at them: rows change place only when the pointer has been elsewhere for
 * two seconds. What a row says is always current.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { ContactReach } from '../../../shared/messenger/index.ts'
import { useEngine } from '../engine/index.ts'

const QUIET_MS = 2_000
const NOBODY: readonly ContactReach[] = []

export interface CalmReach {
  /** Everybody as they are now. */
  readonly people: readonly ContactReach[]
  /** Who stands among those that can be reached, and who among the others. */
  readonly reached: readonly ContactReach[]
  readonly others: readonly ContactReach[]
  /** The pointer is here. */
  readonly hold: () => void
}

export function useCalmReach(): CalmReach {
  const people = useEngine((state) => state.status?.contacts) ?? NOBODY
  const [held, setHeld] = useState(() => placesOf(people))
  const heldUntil = useRef(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = () => {
      const wait = heldUntil.current - performance.now()
      if (wait > 0) timer = setTimeout(settle, wait)
      else setHeld(placesOf(people))
    }
    settle()
    return () => clearTimeout(timer)
  }, [people])
  return useMemo(() => {
    const place = ({ account }: ContactReach) => held.get(account) ?? { isReached: false, at: held.size }
    const ordered = people.toSorted((a, b) => place(a).at - place(b).at)
    return {
      people,
      reached: ordered.filter((person) => place(person).isReached),
      others: ordered.filter((person) => !place(person).isReached),
      hold: () => {
        heldUntil.current = performance.now() + QUIET_MS
      },
    }
  }, [people, held])
}

interface Place {
  readonly isReached: boolean
  readonly at: number
}

function placesOf(people: readonly ContactReach[]): ReadonlyMap<AccountId, Place> {
  const rank = ({ reach }: ContactReach) => (reach === 'connected' ? 0 : reach === 'never' ? 2 : 1)
  const ordered = people.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
  return new Map(ordered.map((person, at) => [person.account, { isReached: person.reach === 'connected', at }]))
}
