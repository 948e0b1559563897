/**
 * Certificates (ENC-7): an issuer says "this device belongs to this account", and the device agrees with a signature of its own, so that
 * nobody can claim somebody else's device. The codec only reads: `verifyCertificate` checks the two signatures, and whether a certificate
 * leads to the account is for `chain.ts` to say.
 */
import {
  type Codec,
  type Held,
  MALFORMED,
  bytes,
  choice,
  codec,
  concatBytes,
  equalBytes,
  field,
  id,
  isSignature,
  optional,
  struct,
  text,
  uint,
} from '../codec/index.ts'
import { type Crypto, sign, verify } from '../crypto/index.ts'
import { type AccountId, type DeviceId, idBytes } from '../ids/index.ts'
import { INTRINSIC } from '../limits.ts'
import { ok } from '../result.ts'
import { cleanName } from './name.ts'

/** Full: one of the account's own. Successor: made by the old key of the same device (FORK-5). Guest: ends, and issues nothing. */
export type CertificateKind = 'full' | 'successor' | 'guest'

/** What a certificate says. Times are milliseconds since 1970. */
export interface CertificateFields {
  readonly account: AccountId
  readonly device: DeviceId
  /** X25519 public key of the device, to seal secrets to. */
  readonly seal: Uint8Array
  /** The account itself, or the device that vouches. */
  readonly issuer: AccountId | DeviceId
  readonly kind: CertificateKind
  readonly issued: number
  readonly expires?: number
  /** What the device calls itself: plain text of at most 40 characters, without controls. */
  readonly name?: string
}

/** A certificate as read: until `verifyCertificate` says so, nobody has signed it. */
export interface Certificate extends CertificateFields {
  /** The encoding of the fields as it came: what both signatures cover (ENC-2). */
  readonly bytes: Uint8Array
  readonly issuerSignature: Uint8Array
  readonly deviceSignature: Uint8Array
}

const body = struct({
  account: field(1, id('account')),
  device: field(2, id('device')),
  seal: field(3, bytes(32)),
  issuer: field(4, id('device')),
  kind: field(5, choice<CertificateKind>({ full: 0, successor: 1, guest: 2 })),
  issued: field(6, uint()),
  expires: optional(7, uint()),
  name: optional(32, text(INTRINSIC.NAME_CHARACTERS)),
})

/** `[bstr .cbor cert, sig, sig]`, wherever certificates travel. A guest without an end is malformed. */
export const certificate: Codec<Certificate> = codec(
  (held) => [held.bytes, held.issuerSignature, held.deviceSignature],
  (value) => {
    if (!Array.isArray(value) || value.length !== 3) return MALFORMED
    const [signedBytes, issuerSignature, deviceSignature] = value
    if (!(signedBytes instanceof Uint8Array) || !isSignature(issuerSignature) || !isSignature(deviceSignature)) return MALFORMED
    const read = body.decode(signedBytes, INTRINSIC.CERTIFICATE_BYTES)
    if (!read.ok) return read
    if (!isTimely(read.value)) return MALFORMED
    return ok({ ...fieldsOf(read.value), bytes: signedBytes, issuerSignature, deviceSignature })
  },
)

/** ENC-7: whether both signatures hold. Costs two verifications; the verdict on a certificate never changes. */
export function verifyCertificate(crypto: Crypto, { issuer, device, bytes: signedBytes, ...signatures }: Certificate): boolean {
  return (
    verify(crypto, 'sb1/cert', idBytes(issuer), signatures.issuerSignature, signedBytes) &&
    verify(crypto, 'sb1/certdev', idBytes(device), signatures.deviceSignature, signedBytes)
  )
}

/** The bytes both sides sign. Throws `RangeError` on a guest without an end or a name too long. */
export function certificateBytes(fields: CertificateFields): Uint8Array {
  if (!isTimely(fields)) throw new RangeError('a certificate ends after it begins, and a guest one does end')
  // The issuer may be an account; on the wire both are 32 bytes.
  return body.encode({ ...fields, issuer: fields.issuer as DeviceId })
}

/** The issuer's half, by the account's seed or a device's. */
export function signAsIssuer(crypto: Crypto, issuerSeed: Uint8Array, signedBytes: Uint8Array): Uint8Array {
  return sign(crypto, 'sb1/cert', issuerSeed, signedBytes)
}

/** The device's half. */
export function signAsDevice(crypto: Crypto, deviceSeed: Uint8Array, signedBytes: Uint8Array): Uint8Array {
  return sign(crypto, 'sb1/certdev', deviceSeed, signedBytes)
}

/** The two halves put together; undefined when they do not fit. */
export function assembleCertificate(
  crypto: Crypto,
  signedBytes: Uint8Array,
  issuerSignature: Uint8Array,
  deviceSignature: Uint8Array,
): Certificate | undefined {
  const read = certificate.fromCbor([signedBytes, issuerSignature, deviceSignature])
  return read.ok && verifyCertificate(crypto, read.value) ? read.value : undefined
}

/** A whole certificate where both seeds are at hand: a new profile, a retired clone's successor. Throws `RangeError` on seeds that do not fit. */
export function issueCertificate(crypto: Crypto, fields: CertificateFields, issuerSeed: Uint8Array, deviceSeed: Uint8Array): Certificate {
  const signedBytes = certificateBytes(fields)
  const made = assembleCertificate(
    crypto,
    signedBytes,
    signAsIssuer(crypto, issuerSeed, signedBytes),
    signAsDevice(crypto, deviceSeed, signedBytes),
  )
  if (made === undefined) throw new RangeError('the seeds are not those of the issuer and the device')
  return made
}

/** Reads and verifies one certificate; undefined when it is not sound. */
export function parseCertificate(crypto: Crypto, encoded: Uint8Array): Certificate | undefined {
  const read = certificate.decode(encoded)
  return read.ok && verifyCertificate(crypto, read.value) ? read.value : undefined
}

/** Whether two are the same certificate with the same signatures. */
export function isSameCertificate(a: Certificate, b: Certificate): boolean {
  return equalBytes(wholeBytes(a), wholeBytes(b))
}

/** Signed bytes and signatures in one string, for comparing and ordering only. */
export function wholeBytes(held: Certificate): Uint8Array {
  return concatBytes(held.issuerSignature, held.deviceSignature, held.bytes)
}

function fieldsOf(read: Held<typeof body>): CertificateFields {
  const { account, device, seal, issuer, kind, issued, expires } = read
  const name = read.name === undefined ? '' : cleanName(read.name)
  return { account, device, seal, issuer, kind, issued, ...(expires !== undefined && { expires }), ...(name !== '' && { name }) }
}

function isTimely({ kind, issued, expires }: Pick<CertificateFields, 'kind' | 'issued' | 'expires'>): boolean {
  return expires === undefined ? kind !== 'guest' : expires > issued
}
