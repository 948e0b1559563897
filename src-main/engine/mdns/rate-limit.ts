/**
 * How many announcements we look into per second, in all and from one sender: a flood costs us packets, never memory or the others' voice.
 */
import type { Clock } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'

export function createRateLimit(clock: Clock): { admit(source: string): boolean } {
  let second = 0
  let total = 0
  const bySource = new Map<string, number>()
  return {
    admit(source) {
      const now = Math.floor(clock.now() / 1000)
      if (now !== second) {
        second = now
        total = 0
        bySource.clear()
      }
      const count = bySource.get(source) ?? 0
      if (total >= RESOURCE.MDNS_PACKETS_PER_SECOND || count >= RESOURCE.MDNS_PACKETS_PER_SOURCE_SECOND) return false
      total += 1
      bySource.set(source, count + 1)
      return true
    },
  }
}
