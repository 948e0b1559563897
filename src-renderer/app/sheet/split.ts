/**
 * Whether the network between the members of a room is split, and who is on which side. Pure. One computer that is off is no split: its host
 * answers that nothing runs there, or it has been away for long. Two or more that went away at one moment are one, whatever the reason.
 */
import type { MemberView } from '../../../shared/messenger/index.ts'

export interface Split {
  readonly here: readonly MemberView[]
  readonly there: readonly MemberView[]
  readonly since: number
}

/** Who has been away for longer is simply away. */
const RECENT_MS = 6 * 60 * 60_000
/** Lost within so long of each other: one cable, not two people who went home. */
const AT_ONCE_MS = 60_000

export function splitOf(members: readonly MemberView[], now: number): Split | undefined {
  const others = members.filter(({ me }) => !me)
  const reached = others.filter(({ reach }) => reach.reach === 'connected')
  const there = others.filter(({ reach }) => reach.reach === 'unreachable' || reach.reach === 'known-address')
  const lost = there.filter(({ reach }) => now - reach.since < RECENT_MS && reach.code !== 'blocked')
  if (others.length < 2 || reached.length === 0 || !isCut(lost)) return undefined
  return {
    here: members.filter(({ me, reach }) => me || reach.reach === 'connected'),
    there,
    since: Math.max(...lost.map(({ reach }) => reach.since)),
  }
}

function isCut(lost: readonly MemberView[]): boolean {
  if (lost.some(({ reach }) => reach.code !== 'refused')) return true
  const times = lost.map(({ reach }) => reach.since).toSorted((a, b) => a - b)
  return times.some((time, index) => time - (times[index - 1] ?? Number.NEGATIVE_INFINITY) < AT_ONCE_MS)
}
