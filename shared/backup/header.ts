/**
 * The beginning of a backup file (BKP-1, BKP-2): what it is, how the key is made of the passphrase, and the key of the content, wrapped. It
 * says nothing of whose backup it is. Costs are bounded when they are read: a planted file must take neither all memory nor a day.
 */
import { concatBytes, equalBytes, readUint, u32, utf8 } from '../codec/index.ts'
import {
  type Crypto,
  KEY_BYTES,
  NONCE_BYTES,
  PASSPHRASE_SALT_BYTES,
  type PassphraseCost,
  type Rng,
  TAG_BYTES,
  kdf,
} from '../crypto/index.ts'
import { RESOURCE } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'

/** WRONG_PASSPHRASE: or the wrapped key was changed; the two cannot be told apart. */
export type BackupCode = 'NOT_A_BACKUP' | 'BACKUP_CUT' | 'BACKUP_DAMAGED' | 'BACKUP_TOO_NEW' | 'WRONG_PASSPHRASE'

export const BACKUP_MAGIC = utf8('sarangbang back\n')
const BACKUP_VERSION = 1
const NUMBER_BYTES = 4
const CHECK_BYTES = 8
const WRAPPED_BYTES = KEY_BYTES + TAG_BYTES
/** Magic, version, memory, passes, salt, nonce. */
const OPEN_BYTES = BACKUP_MAGIC.length + 3 * NUMBER_BYTES + PASSPHRASE_SALT_BYTES + NONCE_BYTES
export const HEADER_BYTES = OPEN_BYTES + WRAPPED_BYTES + CHECK_BYTES

const MEMORY_KIB_MIN = 8

export interface BackupHeader {
  readonly cost: PassphraseCost
  readonly salt: Uint8Array
  readonly nonce: Uint8Array
  readonly wrapped: Uint8Array
  /** What the wrapping stands for: everything before the wrapped key. */
  readonly open: Uint8Array
}

/** How a key is made of the passphrase; `key` is Argon2id's output. Whoever keeps it instead of the passphrase can write further backups. */
export interface PassphraseKey {
  readonly cost: PassphraseCost
  readonly salt: Uint8Array
  readonly key: Uint8Array
}

/** A header for a new file, and the key its content is sealed with. */
export function makeHeader(
  crypto: Crypto,
  rng: Rng,
  { cost, salt, key }: PassphraseKey,
): { readonly bytes: Uint8Array; readonly contentKey: Uint8Array } {
  const nonce = rng.bytes(NONCE_BYTES)
  const fileKey = rng.bytes(KEY_BYTES)
  const open = concatBytes(BACKUP_MAGIC, u32(BACKUP_VERSION), u32(cost.memoryKib), u32(cost.passes), salt, nonce)
  const wrapped = crypto.aesGcmSeal(wrappingKey(crypto, key, salt), nonce, open, fileKey)
  const whole = concatBytes(open, wrapped)
  return { bytes: concatBytes(whole, checkOf(crypto, whole)), contentKey: contentKeyOf(crypto, fileKey, open) }
}

/** Reads the first `HEADER_BYTES` of a file, or all of a shorter one. */
export function readHeader(crypto: Crypto, bytes: Uint8Array): Result<BackupHeader, BackupCode> {
  const magic = bytes.subarray(0, BACKUP_MAGIC.length)
  if (!equalBytes(magic, BACKUP_MAGIC.subarray(0, magic.length)) || magic.length < NUMBER_BYTES) return fail('NOT_A_BACKUP')
  const numbers = bytes.subarray(BACKUP_MAGIC.length)
  const version = numberAt(numbers, 0)
  if (version === undefined) return fail('BACKUP_CUT')
  if (version > BACKUP_VERSION) return fail('BACKUP_TOO_NEW')
  if (bytes.length < HEADER_BYTES) return fail('BACKUP_CUT')
  const whole = bytes.subarray(0, OPEN_BYTES + WRAPPED_BYTES)
  if (!equalBytes(checkOf(crypto, whole), bytes.subarray(whole.length, HEADER_BYTES))) return fail('BACKUP_DAMAGED')
  const cost = { memoryKib: numberAt(numbers, 1) ?? 0, passes: numberAt(numbers, 2) ?? 0 }
  if (version < 1 || !isBearable(cost)) return fail('BACKUP_DAMAGED')
  const salt = numbers.slice(3 * NUMBER_BYTES, 3 * NUMBER_BYTES + PASSPHRASE_SALT_BYTES)
  return ok({
    cost,
    salt,
    nonce: bytes.slice(OPEN_BYTES - NONCE_BYTES, OPEN_BYTES),
    wrapped: bytes.slice(OPEN_BYTES, OPEN_BYTES + WRAPPED_BYTES),
    open: bytes.slice(0, OPEN_BYTES),
  })
}

/** The key of the content; undefined: it is another passphrase. */
export function openHeader(crypto: Crypto, header: BackupHeader, key: Uint8Array): Uint8Array | undefined {
  const fileKey = crypto.aesGcmOpen(wrappingKey(crypto, key, header.salt), header.nonce, header.open, header.wrapped)
  return fileKey === undefined ? undefined : contentKeyOf(crypto, fileKey, header.open)
}

function isBearable({ memoryKib, passes }: PassphraseCost): boolean {
  return memoryKib >= MEMORY_KIB_MIN && memoryKib <= RESOURCE.BACKUP_MEMORY_KIB && passes >= 1 && passes <= RESOURCE.BACKUP_PASSES
}

function wrappingKey(crypto: Crypto, key: Uint8Array, salt: Uint8Array): Uint8Array {
  return kdf(crypto, key, 'sb1/backup-wrap', [salt], KEY_BYTES)
}

/** Of this file alone, whatever else the wrapped key might be used for. */
function contentKeyOf(crypto: Crypto, fileKey: Uint8Array, open: Uint8Array): Uint8Array {
  return kdf(crypto, fileKey, 'sb1/backup', [open], KEY_BYTES)
}

/** Tells a broken header from a wrong passphrase; it protects nothing. */
function checkOf(crypto: Crypto, bytes: Uint8Array): Uint8Array {
  return crypto.sha256(bytes).slice(0, CHECK_BYTES)
}

function numberAt(bytes: Uint8Array, place: number): number | undefined {
  const part = bytes.subarray(place * NUMBER_BYTES, (place + 1) * NUMBER_BYTES)
  return part.length === NUMBER_BYTES ? readUint(part) : undefined
}
