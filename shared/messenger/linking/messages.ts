/**
 * What two computers of one person say to each other while they are linked (docs/spec/devices.md): in KNOCK what may disturb a person, in
 * KNOCK-REPLY the rest, at most 8 KiB, numbered beside those of shared/messenger/people. Every word names the token it is about.
 */
import {
  SIGNATURE_BYTES,
  type TaggedOf,
  array,
  bool,
  bytes,
  choice,
  field,
  id,
  optional,
  struct,
  tagged,
  text,
  uint,
} from '../../codec/index.ts'
import { TOKEN_BYTES, address } from '../../contacts/index.ts'
import { KEY_BYTES } from '../../crypto/index.ts'
import { PAIRING_NONCE_BYTES, type WordsLanguage, certificate } from '../../identity/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'

const COMMIT_BYTES = 32
const token = field(1, bytes(TOKEN_BYTES))
const name = optional(3, text(INTRINSIC.NAME_CHARACTERS))
const nonce = field(4, bytes(PAIRING_NONCE_BYTES))

/** Why a code is not honoured, in the order a person can do something about it. */
export type LinkingRefusal = 'unknown' | 'taken' | 'same-side' | 'declined' | 'full' | 'failed'

const REFUSALS = { unknown: 0, taken: 1, 'same-side': 2, declined: 3, full: 4, failed: 5 } as const satisfies Record<LinkingRefusal, number>

const CASES = {
  /** I hold your code. `isEmpty`: I have no account yet. */
  linkAsk: [32, struct({ token, commit: field(2, bytes(COMMIT_BYTES)), name, isEmpty: field(5, bool) })],
  linkOffer: [33, struct({ token, name, nonce })],
  linkReveal: [34, struct({ token, nonce })],
  /** My person compared. The empty computer says in the same breath what secrets are to be sealed to. */
  linkCompared: [35, struct({ token, same: field(2, bool), seal: optional(5, bytes(KEY_BYTES)) })],
  /** What makes the empty computer one of the account's: the last word of the old one. */
  linkGrant: [
    36,
    struct({
      token,
      certificate: field(2, bytes({ max: INTRINSIC.CERTIFICATE_BYTES })),
      issuerSignature: field(3, bytes(SIGNATURE_BYTES)),
      /** From the account to the device that issued it. */
      chain: field(4, array(certificate, { min: 1, max: INTRINSIC.CERTIFICATE_CHAIN })),
      selfKey: field(5, bytes(KEY_BYTES)),
      name: field(6, text(INTRINSIC.NAME_CHARACTERS)),
      language: field(7, choice<WordsLanguage>({ ko: 0, en: 1 })),
      approved: field(8, array(id('device'), { min: 1, max: INTRINSIC.ACCOUNT_LIVE_DEVICES })),
      addresses: field(9, array(address, { max: RESOURCE.ADDRESSES_PER_INVITE })),
      /** How many conversations are to come. */
      rooms: field(10, uint()),
    }),
  ],
  /** It is on my disk. */
  linkDone: [37, struct({ token })],
  linkRefused: [38, struct({ token, why: field(2, choice<LinkingRefusal>(REFUSALS)) })],
} as const

const anyMessage = tagged(CASES)
export type LinkingMessage = Exclude<TaggedOf<typeof CASES>, { readonly type: 'unsupported' }>
export type LinkingMessageOf<T extends LinkingMessage['type']> = Extract<LinkingMessage, { readonly type: T }>

/** Throws `RangeError` when it would not fit: a chain of certificates with long names. */
export function encodeLinking(message: LinkingMessage): Uint8Array {
  const encoded = anyMessage.encode(message)
  if (encoded.length > RESOURCE.KNOCK_BYTES) throw new RangeError(`linking message of ${encoded.length} bytes`)
  return encoded
}

/** undefined: something else, junk, or from a later version. */
export function decodeLinking(payload: Uint8Array): LinkingMessage | undefined {
  const read = anyMessage.decode(payload, RESOURCE.KNOCK_BYTES)
  return read.ok && read.value.type !== 'unsupported' ? read.value : undefined
}
