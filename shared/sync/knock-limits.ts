/**
 * SYNC-16: how many knocks reach the person. Per device and minute, per subnet and hour, and how many may wait at once. Only the first
 * is the knocker's own fault; neighbours behind the same router must not be punished for each other. Who was let in counts no more: a class
 * of fifty comes into a room over one Wi-Fi.
 */
import type { Clock } from '../crypto/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Past these, the ones heard of longest ago are forgotten. */
const REMEMBERED = 4096

export type KnockVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'RATE' | 'BUSY'; readonly ownFault: boolean; readonly retryMs: number }

interface Knocked {
  readonly device: DeviceId
  readonly at: number
}

export class KnockLimits {
  readonly #clock: Clock
  readonly #byDevice = new Map<string, Knocked[]>()
  readonly #bySubnet = new Map<string, Knocked[]>()
  readonly #waiting = new Set<DeviceId>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts a knock from that device at that address and says whether it may go on to the host. */
  admit(device: DeviceId, address: string): KnockVerdict {
    const now = this.#clock.now()
    const own = recent(this.#byDevice, device, now - MINUTE_MS)
    if (own.length >= RESOURCE.KNOCKS_PER_MINUTE) return { ok: false, code: 'RATE', ownFault: true, retryMs: MINUTE_MS }
    own.push({ device, at: now })
    const near = recent(this.#bySubnet, subnetOf(address), now - HOUR_MS)
    if (near.length >= RESOURCE.KNOCKS_PER_SUBNET_HOUR) return { ok: false, code: 'RATE', ownFault: false, retryMs: HOUR_MS }
    if (!this.#waiting.has(device) && this.#waiting.size >= RESOURCE.KNOCKS_WAITING) {
      return { ok: false, code: 'BUSY', ownFault: false, retryMs: MINUTE_MS }
    }
    near.push({ device, at: now })
    this.#waiting.add(device)
    return { ok: true }
  }

  /** Who knocked is no stranger any more. */
  welcome(device: DeviceId, address: string): void {
    const subnet = subnetOf(address)
    const near = this.#bySubnet.get(subnet)
    if (near !== undefined)
      this.#bySubnet.set(
        subnet,
        near.filter((knocked) => knocked.device !== device),
      )
  }

  /** The knock was answered, or who knocked is gone. */
  settle(device: DeviceId): void {
    this.#waiting.delete(device)
  }
}

/** `/24` of an IPv4, `/64` of an IPv6 address in a multiaddr text; all others share one. */
export function subnetOf(address: string): string {
  const parts = address.split('/')
  const at = parts.findIndex((part) => part === 'ip4' || part === 'ip6')
  const value = parts[at + 1]
  if (at < 0 || value === undefined) return 'elsewhere'
  const mapped = /^::ffff:(\d+\.\d+\.\d+)\.\d+$/i.exec(value)
  if (mapped !== null) return `4 ${mapped[1]}`
  if (parts[at] === 'ip4') return `4 ${value.split('.').slice(0, 3).join('.')}`
  const [head = '', tail] = value.toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
  return `6 ${groups.join(':')}`
}

function recent(times: Map<string, Knocked[]>, key: string, since: number): Knocked[] {
  const kept = (times.get(key) ?? []).filter(({ at }) => at > since)
  times.delete(key)
  times.set(key, kept)
  const [oldest] = times.keys()
  if (times.size > REMEMBERED && oldest !== undefined) times.delete(oldest)
  return kept
}
