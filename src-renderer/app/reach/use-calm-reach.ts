/**
 * Everybody's reach, in an order that holds still while somebody points at it: rows change place only when the pointer has been elsewhere for
 * two seconds. What a row says is always current.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ContactReach } from '../../../shared/messenger/index.ts'
import { useEngine } from '../engine/index.ts'

const QUIET_MS = 2_000
const NOBODY: readonly ContactReach[] = []

export function useCalmReach(): { readonly people: readonly ContactReach[]; readonly hold: () => void } {
  const current = useEngine((state) => state.status?.contacts) ?? NOBODY
  const [order, setOrder] = useState<readonly string[]>([])
  const heldUntil = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, heldUntil.current - performance.now())
    const timer = setTimeout(() => setOrder(wantedOrder(current)), wait)
    return () => clearTimeout(timer)
  }, [current])
  const people = useMemo(() => {
    const place = new Map(order.map((account, index) => [account, index]))
    return current.toSorted((a, b) => (place.get(a.account) ?? order.length) - (place.get(b.account) ?? order.length))
  }, [current, order])
  return {
    people,
    hold: () => {
      heldUntil.current = performance.now() + QUIET_MS
    },
  }
}

function wantedOrder(people: readonly ContactReach[]): readonly string[] {
  const rank = ({ reach }: ContactReach) => (reach === 'connected' ? 0 : reach === 'never' ? 2 : 1)
  return people.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)).map(({ account }) => account)
}
