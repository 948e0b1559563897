/**
 * SYNC-14: how long to wait before the next dial. Never longer than the maximum, never endless, never in step with other devices.
 */
import type { Rng } from '../crypto/index.ts'
import { RESOURCE } from '../limits.ts'

export type Distance = 'near' | 'far'

/** Milliseconds to wait after the given number of failures in a row (from 1): near 1 s × 1.5 to 15 s, far 5 s × 2 to 5 min; ± 25 %. */
export function backOffMs(distance: Distance, failures: number, rng: Rng): number {
  const { first, factor, max } = STEPS[distance]
  // The exponent is bounded so that a device gone for years still gives a number.
  const step = Math.min(max, first * factor ** Math.min(64, Math.max(0, failures - 1)))
  const jitter = 0.75 + ((rng.bytes(1)[0] ?? 0) / 256) * 0.5
  return Math.round(Math.min(max, step * jitter))
}

const STEPS = {
  near: { first: RESOURCE.DIAL_LAN_FIRST_MS, factor: 1.5, max: RESOURCE.DIAL_LAN_MAX_MS },
  far: { first: RESOURCE.DIAL_FAR_FIRST_MS, factor: 2, max: RESOURCE.DIAL_FAR_MAX_MS },
} as const satisfies Record<Distance, { first: number; factor: number; max: number }>
