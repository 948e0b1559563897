/**
 * What was heard on each link, and when: our own announcements coming back by either way, and others'. Nothing heard is how a network that
 * swallows what we send can be told from one on which all is well (DOC-4).
 */
import type { Clock } from '../../../shared/crypto/index.ts'

/** Wall ms; absent: never. */
export interface Heard {
  /** The link is listened on since. */
  readonly since: number
  readonly ownMulticastAt?: number
  readonly ownBroadcastAt?: number
  readonly othersAt?: number
}

export interface Hearing {
  heard(link: string, what: 'multicast' | 'broadcast' | 'others'): void
  of(link: string): Heard
  forget(link: string): void
}

const FIELDS = { multicast: 'ownMulticastAt', broadcast: 'ownBroadcastAt', others: 'othersAt' } as const

/** Bounded by the number of links, which is. */
export function createHearing(clock: Clock): Hearing {
  const links = new Map<string, Heard>()
  const of = (link: string): Heard => {
    const known = links.get(link) ?? { since: clock.now() }
    links.set(link, known)
    return known
  }
  return {
    of,
    heard: (link, what) => void links.set(link, { ...of(link), [FIELDS[what]]: clock.now() }),
    forget: (link) => void links.delete(link),
  }
}
