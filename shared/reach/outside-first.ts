/**
 * The order of a device's addresses in an invitation: whoever is invited may sit anywhere, and a link has room for a few. First what works
 * from outside (public addresses, names, one way through a relay), then one address of the own network, then all others; WebSockets last,
 * since every device we invite dials TCP too.
 */
import { ipScope, parseIp } from './ip.ts'

/** The same addresses, the most useful to a stranger first. */
export function outsideFirst(addresses: readonly string[]): readonly string[] {
  const seen = new Map<Kind, number>()
  const ranked = addresses.map((text) => {
    const kind = kindOf(text)
    const place = seen.get(kind) ?? 0
    seen.set(kind, place + 1)
    return { text, rank: RANKS[kind][Math.min(place, 1)] ?? 0 }
  })
  return ranked.toSorted((left, right) => left.rank - right.rank).map(({ text }) => text)
}

type Kind = 'outside' | 'relayed' | 'inside' | 'socket'

/** Of each kind the first, and all others. */
const RANKS: Readonly<Record<Kind, readonly [number, number]>> = {
  outside: [0, 0],
  relayed: [1, 3],
  inside: [2, 4],
  socket: [5, 5],
}

function kindOf(text: string): Kind {
  if (text.endsWith('/p2p-circuit')) return 'relayed'
  if (text.endsWith('/ws')) return 'socket'
  const ip = parseIp(/^\/ip[46]\/([^/]+)\//.exec(text)?.[1] ?? '')
  return ip === undefined || ipScope(ip) === 'public' ? 'outside' : 'inside'
}
