/**
 * Which devices are announced around us now. Pure: time comes from the clock. Bounded in all and per sender, so that one computer cannot
 * fill the list; a goodbye counts only from where the announcement came.
 */
import type { Clock } from '../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'

export interface Sighting {
  readonly device: DeviceId
  readonly name: string | undefined
  readonly addresses: readonly string[]
  readonly interface: string
  /** The sender's address. */
  readonly source: string
  /** Wall ms. */
  readonly at: number
}

export interface Sightings {
  /**
   * Whether it is worth telling: false for what was told less than a second ago in the same words (each announcement comes by several
   * ways), and when the list or the sender's share is full of others.
   */
  saw(sighting: Omit<Sighting, 'at'>): boolean
  goodbye(device: DeviceId, source: string): void
  /** An interface went away and took what was seen there with it. */
  lost(interfaceName: string): void
  /** Newest first; one per device and sender. */
  list(): readonly Sighting[]
  /** Forgets all without a word. */
  stop(): void
}

interface Kept extends Sighting {
  readonly toldAt: number
}

/** `gone` is called when the last sighting of a device ended. */
export function createSightings(clock: Clock, gone: (device: DeviceId) => void): Sightings {
  const known = new Map<string, Kept>()
  let cancel: (() => void) | undefined

  const remove = (fits: (sighting: Sighting) => boolean): void => {
    const ended = new Set<DeviceId>()
    for (const [key, sighting] of known) {
      if (!fits(sighting)) continue
      known.delete(key)
      ended.add(sighting.device)
    }
    for (const { device } of known.values()) ended.delete(device)
    for (const device of ended) gone(device)
  }
  const expire = (): void => {
    cancel = undefined
    const now = clock.now()
    // A clock set back may not keep a sighting for ever.
    remove(({ at }) => at + RESOURCE.MDNS_TTL_MS <= now || at > now)
    if (known.size > 0) cancel = clock.after(RESOURCE.MDNS_RESCAN_MS, expire)
  }

  return {
    saw(sighting) {
      const key = `${sighting.device} ${sighting.source}`
      if (!known.has(key)) {
        const ofSender = [...known.values()].filter(({ source }) => source === sighting.source).length
        if (known.size >= RESOURCE.MDNS_DEVICES || ofSender >= RESOURCE.MDNS_DEVICES_PER_SOURCE) return false
      }
      const at = clock.now()
      const old = known.get(key)
      const isRepeat = old !== undefined && isSameWords(old, sighting) && Math.abs(at - old.toldAt) < RESOURCE.MDNS_ASK_OFTEN_MS
      known.delete(key)
      known.set(key, { ...sighting, at, toldAt: isRepeat ? old.toldAt : at })
      cancel ??= clock.after(RESOURCE.MDNS_RESCAN_MS, expire)
      return !isRepeat
    },
    goodbye: (device, source) => remove((sighting) => sighting.device === device && sighting.source === source),
    lost: (interfaceName) => remove((sighting) => sighting.interface === interfaceName),
    list: () => [...known.values()].toReversed().map(({ toldAt: _, ...sighting }) => sighting),
    stop() {
      cancel?.()
      cancel = undefined
      known.clear()
    },
  }
}

function isSameWords(left: Omit<Sighting, 'at'>, right: Omit<Sighting, 'at'>): boolean {
  return left.name === right.name && left.interface === right.interface && left.addresses.join() === right.addresses.join()
}
