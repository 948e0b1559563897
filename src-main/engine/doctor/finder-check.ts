/** Calls out on every link and listens whether that comes back (DOC-3): how a network that swallows is told from a quiet one. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FinderFact } from '../../../shared/doctor/index.ts'
import type { Clock } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { LinkStatus } from '../mdns/index.ts'
import type { ReachParts } from '../reach-parts.ts'

const LOOK_MS = 50

export async function checkFinder(finder: ReachParts['finder'], clock: Clock): Promise<'off' | readonly FinderFact[]> {
  if (finder === undefined) return 'off'
  const began = clock.now()
  finder.sound()
  const isHeard = (at: number | undefined): boolean => at !== undefined && at >= began
  const isAnswered = (link: LinkStatus): boolean =>
    (link.state !== 'ok' || isHeard(link.ownMulticastAt)) && (!link.hasFallback || isHeard(link.ownBroadcastAt))
  // Counted, since the clock may be set meanwhile.
  for (let looks = RESOURCE.DOCTOR_HEAR_MS / LOOK_MS; looks > 0 && !finder.links().every(isAnswered); looks -= 1) {
    // Once more on half of the way: a packet may be lost.
    if (looks === RESOURCE.DOCTOR_HEAR_MS / LOOK_MS / 2) finder.sound()
    await sleep(LOOK_MS)
  }
  return finder.links().map((link) => ({
    interface: link.interface,
    address: link.address,
    since: link.since,
    ...(link.othersAt !== undefined && { othersAt: link.othersAt }),
    ...(link.state === 'ok' ? { ownMulticast: isHeard(link.ownMulticastAt) } : { code: link.state }),
    ownBroadcast: isHeard(link.ownBroadcastAt),
  }))
}
