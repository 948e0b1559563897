/**
 * The key file: the database key, wrapped or (with no protection) bare. Version 1 is JSON with a checksum over everything else, so that a
 * broken file is told from a wrong passphrase.
 */
import * as v from 'valibot'
import { createHash } from 'node:crypto'
import { PASSPHRASE_COST_MAX, PASSPHRASE_SALT_BYTES } from '../../../shared/crypto/index.ts'
import { parseJson } from './files.ts'
import { failure } from './result.ts'
import type { Outcome } from './result.ts'

export const DATABASE_KEY_BYTES = 32
export const WRAP_NONCE_BYTES = 12
const WRAP_TAG_BYTES = 16
/** What a key store may make of a 32-byte key. */
const VAULT_BYTES_MAX = 16 * 1024
const VERSION = 1

const hexOf = (bytes: number) => v.pipe(v.string(), v.regex(/^[0-9a-f]*$/), v.length(bytes * 2))
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max))

const KeyFile = v.variant('protection', [
  v.strictObject({ protection: v.literal('none'), key: hexOf(DATABASE_KEY_BYTES) }),
  v.strictObject({
    protection: v.literal('passphrase'),
    salt: hexOf(PASSPHRASE_SALT_BYTES),
    // A broken or planted file must take neither all memory nor a day.
    memoryKib: v.pipe(count(PASSPHRASE_COST_MAX.memoryKib), v.minValue(8)),
    passes: count(PASSPHRASE_COST_MAX.passes),
    nonce: hexOf(WRAP_NONCE_BYTES),
    sealed: hexOf(DATABASE_KEY_BYTES + WRAP_TAG_BYTES),
  }),
  v.strictObject({
    protection: v.literal('vault'),
    wrapped: v.pipe(v.string(), v.regex(/^([0-9a-f]{2})+$/), v.maxLength(2 * VAULT_BYTES_MAX)),
  }),
])
export type KeyFile = v.InferOutput<typeof KeyFile>

const Envelope = v.strictObject({ version: v.pipe(v.number(), v.integer(), v.minValue(1)), check: v.string(), content: v.unknown() })
const Versioned = v.object({ version: v.number() })

export function writeKeyFile(content: KeyFile): string {
  return `${JSON.stringify({ version: VERSION, check: checkOf(content), content }, undefined, 2)}\n`
}

/** PROFILE_DAMAGED or PROFILE_TOO_NEW when it is not one we can read. */
export function readKeyFile(text: string): Outcome<KeyFile> {
  const json = parseJson(text)
  // Read first, and loosely: a newer program may have changed everything else.
  if (v.is(Versioned, json) && json.version > VERSION) return failure('PROFILE_TOO_NEW')
  const envelope = v.safeParse(Envelope, json)
  if (!envelope.success) return failure('PROFILE_DAMAGED')
  const content = v.safeParse(KeyFile, envelope.output.content)
  if (!content.success || checkOf(envelope.output.content) !== envelope.output.check) return failure('PROFILE_DAMAGED')
  return { ok: true, value: content.output }
}

function checkOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)
}
