/**
 * What KNOCK and KNOCK-REPLY frames carry (docs/spec/people.md): one union for both, at most 8 KiB, read totally. Every answer names what it
 * answers, so answers may come late, twice, or over another session.
 */
import { type TaggedOf, bool, bytes, choice, field, id, optional, struct, tagged, text } from '../../codec/index.ts'
import { TOKEN_BYTES, knock } from '../../contacts/index.ts'
import { PAIRING_NONCE_BYTES, RECOVERY_TAG_BYTES, SIGNATURE_BYTES, card } from '../../identity/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'

const COMMIT_BYTES = 32
const token = field(1, bytes(TOKEN_BYTES))
const commit = field(1, bytes(COMMIT_BYTES))
const invite = field(1, id('invite'))
const shownCard = field(2, card)
const name = optional(3, text(INTRINSIC.NAME_CHARACTERS))
const nonce = field(4, bytes(PAIRING_NONCE_BYTES))

const CASES = {
  /** SYNC-17: I hold a link of yours. `scanned`: by camera. */
  pair: [0, struct({ token, card: shownCard, name, scanned: field(4, bool) })],
  paired: [1, struct({ token, card: shownCard, name })],
  /** The same for a token unknown, past its term or used up, and for somebody blocked. */
  refused: [2, struct({ token })],
  /** Nearby: commitment of the asker; only later who it is. */
  ask: [3, struct({ commit, name })],
  offer: [4, struct({ commit, card: shownCard, name, nonce })],
  reveal: [5, struct({ commit, card: shownCard, name, nonce })],
  compared: [6, struct({ commit, same: field(2, bool) })],
  /** GOV-13. */
  join: [7, struct({ knock: field(1, knock) })],
  joined: [8, struct({ invite })],
  joinAsked: [9, struct({ invite })],
  joinRefused: [10, struct({ invite, why: field(2, choice({ revoked: 0, used: 1, expired: 2 })) })],
  /** RECV-2: whoever has the words stands here; says nothing to who does not know them. */
  recover: [11, struct({ tag: field(1, bytes(RECOVERY_TAG_BYTES)), signature: field(2, bytes(SIGNATURE_BYTES)) })],
  /** RECV-4: my person said yes. */
  recognised: [12, struct({ tag: field(1, bytes(RECOVERY_TAG_BYTES)), card: shownCard, name, nonce })],
  returned: [13, struct({ answer: field(1, bytes(PAIRING_NONCE_BYTES)), card: shownCard, name, nonce })],
} as const

const anyMessage = tagged(CASES)
export type PeopleMessage = Exclude<TaggedOf<typeof CASES>, { readonly type: 'unsupported' }>
export type MessageOf<T extends PeopleMessage['type']> = Extract<PeopleMessage, { readonly type: T }>

/** Throws `RangeError` when it would not fit a knock: own cards are cut to one chain before. */
export function encodeMessage(message: PeopleMessage): Uint8Array {
  const encoded = anyMessage.encode(message)
  if (encoded.length > RESOURCE.KNOCK_BYTES) throw new RangeError(`knock of ${encoded.length} bytes`)
  return encoded
}

/** undefined: junk, or from a later version. */
export function decodeMessage(payload: Uint8Array): PeopleMessage | undefined {
  const read = anyMessage.decode(payload, RESOURCE.KNOCK_BYTES)
  return read.ok && read.value.type !== 'unsupported' ? read.value : undefined
}

/** What may disturb a person or cost signatures: sync counts and limits it. */
export function isKnock({ type }: PeopleMessage): boolean {
  return type === 'pair' || type === 'ask' || type === 'join' || type === 'recover'
}
