/**
 * What lies in the table (RDV-4, RDV-5): a signed, sealed, padded value under the hash of its own public key. Whoever keeps one can check
 * that it belongs there, how new it is and when it ends, and nothing else; whoever holds the spot opens it. All values have one length.
 */
import { type Held, bytes, compareBytes, concatBytes, equalBytes, field, signed, struct, u64, uint } from '../codec/index.ts'
import { type Crypto, KEY_BYTES, NONCE_BYTES, type Rng, TAG_BYTES, sign, verify } from '../crypto/index.ts'
import { RESOURCE } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { type Spot, spotKey } from './spot.ts'

const LENGTH_BYTES = 2
const PADDED_BYTES = LENGTH_BYTES + RESOURCE.RENDEZVOUS_PAYLOAD_BYTES
const BOX_BYTES = NONCE_BYTES + PADDED_BYTES + TAG_BYTES
/** Milliseconds since 1970 take nine bytes from 1970-02 on; shorter ones would give values of other lengths. */
const TIME = { min: 2 ** 32 }

const content = struct({
  publicKey: field(1, bytes(KEY_BYTES)),
  /** Newest wins; ms of the publisher's clock. */
  n: field(2, uint(TIME)),
  expires: field(3, uint(TIME)),
  box: field(4, bytes(BOX_BYTES)),
})
type Content = Held<typeof content>
const valueCodec = signed<Content>(content, 2 * RESOURCE.RENDEZVOUS_PAYLOAD_BYTES)

/** Of every value (RDV-4); a test compares it with what `makeValue` makes. */
export const VALUE_BYTES = 1_186

/** Why a value is not taken. */
export type ValueCode = 'SIZE' | 'FORM' | 'WRONG_KEY' | 'TERM' | 'FUTURE' | 'EXPIRED' | 'FORGED'

export interface ValueTimes {
  readonly n: number
  readonly expires: number
}

/** `payload` is opaque here; throws `RangeError` when it is longer than RENDEZVOUS_PAYLOAD_BYTES. */
export function makeValue(crypto: Crypto, rng: Rng, spot: Spot, payload: Uint8Array, times: ValueTimes): Uint8Array {
  if (payload.length > RESOURCE.RENDEZVOUS_PAYLOAD_BYTES) throw new RangeError(`a payload of ${payload.length} bytes`)
  const padded = new Uint8Array(PADDED_BYTES)
  padded.set([payload.length >> 8, payload.length & 0xff])
  padded.set(payload, LENGTH_BYTES)
  const nonce = rng.bytes(NONCE_BYTES)
  const sealed = crypto.aesGcmSeal(spot.sealKey, nonce, associated(spot.key, times), padded)
  const value: Content = { publicKey: spot.publicKey, ...times, box: concatBytes(nonce, sealed) }
  const encoded = content.encode(value)
  return valueCodec.encode({ value, bytes: encoded, signature: sign(crypto, 'sb1/meet-value', spot.seed, encoded) })
}

/** RDV-5: whether a value may lie under that key now. What needs no secret, so that any node can ask it of anybody's value. */
export function judgeValue(crypto: Crypto, key: Uint8Array, value: Uint8Array, now: number): Result<ValueTimes, ValueCode> {
  const judged = read(crypto, key, value, now)
  return judged.ok ? ok({ n: judged.value.n, expires: judged.value.expires }) : judged
}

/** The payload and its time; undefined for anything that whoever holds the spot did not leave there, or left too long ago. */
export function openValue(
  crypto: Crypto,
  spot: Spot,
  value: Uint8Array,
  now: number,
): { readonly payload: Uint8Array; readonly n: number } | undefined {
  const judged = read(crypto, spot.key, value, now)
  if (!judged.ok) return undefined
  const { box, n } = judged.value
  const padded = crypto.aesGcmOpen(
    spot.sealKey,
    box.subarray(0, NONCE_BYTES),
    associated(spot.key, judged.value),
    box.subarray(NONCE_BYTES),
  )
  if (padded === undefined) return undefined
  const length = ((padded[0] ?? 0) << 8) | (padded[1] ?? 0)
  return length > RESOURCE.RENDEZVOUS_PAYLOAD_BYTES ? undefined : { payload: padded.slice(LENGTH_BYTES, LENGTH_BYTES + length), n }
}

/** The place of the newest of several values that belong under the key; −1 when none does. The same verdict everywhere. */
export function newestOf(crypto: Crypto, key: Uint8Array, values: readonly Uint8Array[], now: number): number {
  let best = -1
  let bestTimes: ValueTimes | undefined
  for (const [place, value] of values.entries()) {
    const judged = judgeValue(crypto, key, value, now)
    if (!judged.ok) continue
    const held = values[best]
    const isNewer =
      bestTimes === undefined ||
      held === undefined ||
      judged.value.n > bestTimes.n ||
      (judged.value.n === bestTimes.n && compareBytes(value, held) > 0)
    if (isNewer) {
      best = place
      bestTimes = judged.value
    }
  }
  return best
}

function read(crypto: Crypto, key: Uint8Array, encoded: Uint8Array, now: number): Result<Content, ValueCode> {
  // Cheapest first: anybody can send these.
  if (encoded.length !== VALUE_BYTES) return fail('SIZE')
  const decoded = valueCodec.decode(encoded)
  if (!decoded.ok) return fail('FORM')
  const { value, bytes: signedBytes, signature } = decoded.value
  const { n, expires, publicKey } = value
  if (!equalBytes(spotKey(crypto, publicKey), key)) return fail('WRONG_KEY')
  if (expires <= n || expires - n > RESOURCE.RENDEZVOUS_VALUE_TERM_MS) return fail('TERM')
  if (n > now + RESOURCE.RENDEZVOUS_CLOCK_SLACK_MS) return fail('FUTURE')
  if (expires <= now) return fail('EXPIRED')
  return verify(crypto, 'sb1/meet-value', publicKey, signature, signedBytes) ? ok(value) : fail('FORGED')
}

function associated(key: Uint8Array, { n, expires }: ValueTimes): Uint8Array {
  return concatBytes(key, u64(n), u64(expires))
}
