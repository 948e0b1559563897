/** CLK-1: a time as entries claim it. Comparing times never asks what time it is. */
import type { CborValue } from '../../codec/index.ts'
import { INTRINSIC } from '../../limits.ts'

/** Milliseconds since 1970 and a counter below 65,536. */
export type Time = readonly [ms: number, c: number]

/** Negative, zero or positive. */
export function compareTime(a: Time, b: Time): number {
  return a[0] - b[0] || a[1] - b[1]
}

/** The time a field holds, or undefined. */
export function readTime(value: CborValue | undefined): Time | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [ms, c] = value
  if (typeof ms !== 'number' || typeof c !== 'number' || ms < 0 || c < 0 || c >= INTRINSIC.TIME_COUNTER) return undefined
  return [ms, c]
}
