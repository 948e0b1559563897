/** The record of this device: signed anew when its addresses are others, and once a day while they stay. */
import type { Crypto } from '../../crypto/index.ts'
import type { DeviceKeys } from '../../identity/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type AddressRecord, issueRecord, tellableAddresses } from '../../reach/index.ts'

/**
 * What to tell from now on; undefined: the one that is told already, or nothing, as there is no address to tell. `above`: a counter that
 * this device is known to have used, by a copy of itself or before a backup was put back.
 */
export function nextRecord(
  crypto: Crypto,
  keys: DeviceKeys,
  held: AddressRecord | undefined,
  { now, addresses, above = 0 }: { readonly now: number; readonly addresses: readonly string[]; readonly above?: number },
): AddressRecord | undefined {
  const told = tellableAddresses(addresses)
  if (told.length === 0) return undefined
  const before = held?.device === keys.device ? held : undefined
  const isCurrent =
    before !== undefined &&
    before.addresses.join() === told.join() &&
    before.n >= above &&
    before.n <= now + RESOURCE.CLOCK_DOUBT_MS &&
    now - before.n < RESOURCE.RECORD_AGE_MS
  if (isCurrent) return undefined
  const last = Math.max(before?.n ?? 0, above)
  // One that was signed by a clock far ahead was believed by nobody: it is not to be surpassed.
  const n = last > now + RESOURCE.CLOCK_DOUBT_MS ? now : Math.max(now, last + 1)
  return issueRecord(crypto, { device: keys.device, n, expires: n + RESOURCE.RECORD_TERM_MS, addresses: told }, keys.seed)
}
