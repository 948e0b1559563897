/**
 * The bytes of governance: `gov-plain` (what is sealed) and `gov-body` (what stands in a block, with grants and past keys in clear). An
 * action of a later version is read as `unsupported` and kept, so it is void everywhere and splits nobody (ENC-6).
 */
import {
  type Codec,
  type Decoded,
  type Held,
  MALFORMED,
  array,
  bool,
  bytes,
  choice,
  codec,
  field,
  id,
  mapOf,
  optional,
  raw,
  record,
  tagged,
  text,
  tuple,
  uint,
} from '../../codec/index.ts'
import { knock } from '../../contacts/index.ts'
import { certificate, revocation } from '../../identity/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { grantsCodec } from '../keys/index.ts'
import type { Action, Role } from './types.ts'

const PEPPER_BYTES = 16
const KEY_BYTES = 32
const RV_BYTES = 16

const role: Codec<Role> = codec(
  (value) => value,
  (value) => (value === 0 || value === 1 || value === 2 || value === 3 || value === 4 ? { ok: true, value } : MALFORMED),
)
const certificates = array(certificate, { min: 1, max: INTRINSIC.CERTIFICATES_PER_ACTION })
const features = array(uint(), { max: INTRINSIC.ROOM_FEATURES })
const cut = tuple(uint(), uint())
const cuts = mapOf(id('device'), cut, INTRINSIC.CUT_DEVICES)
const settings = mapOf(text(INTRINSIC.SETTING_KEY_CHARACTERS), raw, INTRINSIC.ROOM_SETTINGS)

const action: Codec<Action> = tagged({
  create: [
    0,
    record({
      rs: field(0, bytes(KEY_BYTES)),
      kind: field(1, choice({ direct: 0, group: 1, shop: 2, notice: 3, self: 4 })),
      certificates: field(2, certificates),
      settings: field(3, settings),
      features: field(4, features),
    }),
  ],
  device: [1, record({ certificates: field(0, certificates), from: field(1, uint()) })],
  vouch: [2, record({ device: field(0, id('device')) })],
  drop: [3, record({ device: field(0, id('device')), cut: optional(1, cut), revocation: optional(2, revocation) })],
  invite: [
    4,
    record({
      pub: field(0, bytes(KEY_BYTES)),
      rv: field(1, bytes(RV_BYTES)),
      role: field(2, role),
      max: field(3, uint()),
      expires: field(4, uint()),
      ask: field(5, bool),
    }),
  ],
  uninvite: [5, record({ invite: field(0, id('invite')), keep: field(1, array(id('block'), { max: INTRINSIC.INVITE_KEEP })) })],
  admit: [
    6,
    record({ account: field(0, id('account')), certificates: field(1, certificates), role: field(2, role), knock: optional(3, knock) }),
  ],
  raise: [7, record({ account: field(0, id('account')), role: field(1, role) })],
  limit: [8, record({ account: field(0, id('account')), role: field(1, role), cuts: field(2, cuts) })],
  remove: [9, record({ account: field(0, id('account')), cuts: field(1, cuts) })],
  leave: [10, record({})],
  set: [11, record({ key: field(0, text(INTRINSIC.SETTING_KEY_CHARACTERS)), value: field(1, raw) })],
  hide: [12, record({ messages: field(0, array(id('message'), { max: INTRINSIC.HIDE_MESSAGES })), hidden: field(1, bool) })],
  epoch: [
    13,
    record({
      id: field(0, id('epoch')),
      commit: field(1, bytes(KEY_BYTES)),
      n: field(2, uint()),
      prevs: field(3, array(id('epoch'), { max: INTRINSIC.EPOCH_PREVS })),
    }),
  ],
  carrier: [14, record({ device: field(0, id('device')), on: field(1, bool) })],
  upgrade: [15, record({ features: field(0, features) })],
})

/** Unlike most objects it carries no version: its key 0 is the pepper, and a new layout comes as a new action. */
const govPlain = record({
  pepper: field(0, bytes(PEPPER_BYTES)),
  parents: field(1, array(id('block'), { max: INTRINSIC.GOV_PARENTS })),
  t: field(2, uint()),
  actions: field(3, array(action, { max: INTRINSIC.GOV_ACTIONS })),
})

const govBody = record({
  sealed: field(0, bytes({ min: 1, max: INTRINSIC.GOV_BODY_BYTES })),
  grants: optional(1, array(grantsCodec, { max: INTRINSIC.GRANTS_PER_OP })),
  pastGov: optional(2, bytes({ max: INTRINSIC.GOV_BODY_BYTES })),
  pastFeed: optional(3, bytes({ max: INTRINSIC.GOV_BODY_BYTES })),
})

/** What a governance block says once opened. Times are milliseconds since 1970. */
export type GovPlain = Held<typeof govPlain>
/** A governance block's body: `sealed` holds a `GovPlain`. */
export type GovBody = Held<typeof govBody>

export function decodeGovPlain(from: Uint8Array): Decoded<GovPlain> {
  return govPlain.decode(from, INTRINSIC.GOV_BODY_BYTES)
}

/** Throws `RangeError` on what `decodeGovPlain` would refuse. */
export function encodeGovPlain(plain: GovPlain): Uint8Array {
  return govPlain.encode(plain)
}

export function decodeGovBody(from: Uint8Array): Decoded<GovBody> {
  return govBody.decode(from, INTRINSIC.GOV_BODY_BYTES)
}

/** Throws `RangeError` on what `decodeGovBody` would refuse. */
export function encodeGovBody(body: GovBody): Uint8Array {
  return govBody.encode(body)
}
