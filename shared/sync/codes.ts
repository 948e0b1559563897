/**
 * SYNC-12 codes as they travel (their place in the rule's list) and what each costs its sender (SYNC-13). Everything a session refuses
 * is one of these: counted here, told to the sender and to nobody else.
 */
import type { SyncCode } from './host.ts'

/** Number on the wire = index. Only ever appended to. */
export const SYNC_CODES = [
  'BAD_FRAME',
  'TOO_BIG',
  'BAD_SIG',
  'BAD_CHAIN',
  'BAD_BODY',
  'BAD_UPDATE',
  'NOT_LIVE',
  'NO_TAG',
  'SUPERSEDED',
  'FORKED',
  'OUT_OF_RANGE',
  'QUOTA',
  'BUSY',
  'RATE',
  'NO_KEY',
  'UNSUPPORTED',
  'CLOCK',
  'BLOCKED',
  'STORE_FULL',
  'GONE',
] as const satisfies readonly SyncCode[]

export const BROKEN_POINTS = 50
export const FORWARDED_POINTS = 5
export const LIMIT_POINTS = 20

/** Points for one refusal. `own`: the refused thing was written by the sender itself, not passed on by it. */
export function pointsFor(code: SyncCode, own: boolean): number {
  switch (code) {
    case 'BAD_FRAME':
    case 'BAD_SIG':
    case 'BAD_CHAIN':
      return BROKEN_POINTS
    case 'BAD_BODY':
    case 'BAD_UPDATE':
      return own ? BROKEN_POINTS : FORWARDED_POINTS
    case 'TOO_BIG':
    case 'RATE':
      return LIMIT_POINTS
    // Honest peers meet these: what they know differs from what we know, or our own disk or clock is the reason.
    case 'NOT_LIVE':
    case 'NO_TAG':
    case 'SUPERSEDED':
    case 'FORKED':
    case 'OUT_OF_RANGE':
    case 'QUOTA':
    case 'BUSY':
    case 'NO_KEY':
    case 'UNSUPPORTED':
    case 'CLOCK':
    case 'BLOCKED':
    case 'STORE_FULL':
    case 'GONE':
      return 0
  }
}
