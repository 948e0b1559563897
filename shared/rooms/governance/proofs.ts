/**
 * What the reducer asks of cryptography, each answer worked out once per object: certificates, revocations and knocks are parsed once
 * and stay the same objects, so a room of 10,000 ops verifies each signature a single time however often it is reduced.
 */
import { type Knock, inviteIdOf, verifyKnock } from '../../contacts/index.ts'
import { concatBytes, toHex } from '../../codec/index.ts'
import { type Crypto, RecentMap } from '../../crypto/index.ts'
import { type Certificate, type Revocation, verifyCertificate, verifyRevocation } from '../../identity/index.ts'
import type { AccountId, DeviceId, InviteId, RoomId } from '../../ids/index.ts'
import { roomId } from '../keys/index.ts'
import type { GovContext } from './types.ts'

export interface Proofs {
  /** ENC-7: both signatures hold; says nothing about the chain above the issuer. */
  certificate(certificate: Certificate): boolean
  /** Signed by the account it names. */
  revocation(revocation: Revocation): boolean
  /** Signed with the invite's key and by a device that one of its own certificates names. */
  knock(knock: Knock, invitePublicKey: Uint8Array): boolean
  roomId(account: AccountId, device: DeviceId, rs: Uint8Array): RoomId
  inviteId(publicKey: Uint8Array): InviteId
}

const byCrypto = new WeakMap<Crypto, Proofs>()

/** The proofs of a context; one per crypto back end, so that verdicts are shared by all rooms. */
export function proofsFor({ crypto }: GovContext): Proofs {
  const held = byCrypto.get(crypto)
  if (held !== undefined) return held
  const made = makeProofs(crypto)
  byCrypto.set(crypto, made)
  return made
}

/** A family's certificates are in all its rooms, and each room reads them into objects of its own. */
const CERTIFICATES_REMEMBERED = 4_096

function makeProofs(crypto: Crypto): Proofs {
  const certificates = new RecentMap<string, boolean>(CERTIFICATES_REMEMBERED)
  return {
    certificate: once((each: Certificate) => certificates.get(printOf(crypto, each), () => verifyCertificate(crypto, each))),
    revocation: once((revocation: Revocation) => verifyRevocation(crypto, revocation)),
    knock: oncePerKey((knock: Knock, publicKey) => verifyKnock(crypto, knock, publicKey) !== undefined),
    roomId: (account, device, rs) => roomId(crypto, account, device, rs),
    inviteId: once((publicKey: Uint8Array) => inviteIdOf(crypto, publicKey)),
  }
}

/** Of all that the verdict hangs on: issuer and device stand in the signed bytes. */
function printOf(crypto: Crypto, { bytes, issuerSignature, deviceSignature }: Certificate): string {
  return toHex(crypto.sha256(concatBytes(bytes, issuerSignature, deviceSignature)))
}

function once<T extends object, R>(work: (subject: T) => R): (subject: T) => R {
  const answers = new WeakMap<T, { readonly answer: R }>()
  return (subject) => {
    const held = answers.get(subject)
    if (held !== undefined) return held.answer
    const answer = work(subject)
    answers.set(subject, { answer })
    return answer
  }
}

/** As `once`; an invite's key belongs to its id, and a knock names one invite, so one key per knock is all there ever is. */
function oncePerKey<T extends object>(work: (subject: T, key: Uint8Array) => boolean): (subject: T, key: Uint8Array) => boolean {
  const answers = new WeakMap<T, boolean>()
  return (subject, key) => {
    const held = answers.get(subject)
    if (held !== undefined) return held
    const answer = work(subject, key)
    answers.set(subject, answer)
    return answer
  }
}
