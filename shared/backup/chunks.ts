/**
 * The content of a backup as sealed chunks (BKP-3), after the STREAM construction as age uses it: each chunk of 64 KiB under a nonce that
 * counts, the last one under a nonce that says so. None can be left out, doubled, moved or taken from another file, and an end that is
 * missing is seen. A length before each chunk tells a file that was cut from one that was changed.
 */
import { concatBytes, readUint, u32, u64 } from '../codec/index.ts'
import { type Crypto, TAG_BYTES } from '../crypto/index.ts'
import { type Result, fail, ok } from '../result.ts'
import type { BackupCode } from './header.ts'

export const CHUNK_BYTES = 64 * 1024
const LENGTH_BYTES = 4
/** In the length: no chunk follows. */
const LAST = 0x8000_0000
const NO_BYTES = new Uint8Array(0)
/** Counter in eight bytes, three zeros, whether it is the last. */
const MIDDLE = Uint8Array.of(0, 0, 0, 0)
const END = Uint8Array.of(0, 0, 0, 1)

/** Seals what it is given; whole chunks come out at once, the rest when it is over. */
export class ChunkSealer {
  readonly #crypto: Crypto
  readonly #key: Uint8Array
  readonly #held = new Uint8Array(CHUNK_BYTES)
  #length = 0
  #counter = 0

  constructor(crypto: Crypto, key: Uint8Array) {
    this.#crypto = crypto
    this.#key = key
  }

  push(bytes: Uint8Array): Uint8Array {
    const sealed: Uint8Array[] = []
    for (let at = 0; at < bytes.length;) {
      // A full chunk stays until something follows it: it might be the last.
      if (this.#length === CHUNK_BYTES) sealed.push(this.#seal(false))
      const part = bytes.subarray(at, at + CHUNK_BYTES - this.#length)
      this.#held.set(part, this.#length)
      this.#length += part.length
      at += part.length
    }
    return concatBytes(...sealed)
  }

  end(): Uint8Array {
    return this.#seal(true)
  }

  #seal(isLast: boolean): Uint8Array {
    const head = u32(this.#length + (isLast ? LAST : 0))
    const body = this.#crypto.aesGcmSeal(this.#key, nonceOf(this.#counter, isLast), head, this.#held.subarray(0, this.#length))
    this.#counter += 1
    this.#length = 0
    return concatBytes(head, body)
  }
}

/** Opens what a sealer made, in pieces cut anywhere; holds one chunk. After a failure it gives nothing more. */
export class ChunkOpener {
  readonly #crypto: Crypto
  readonly #key: Uint8Array
  #held: Uint8Array = NO_BYTES
  #counter = 0
  #isOver = false
  #failure: BackupCode | undefined

  constructor(crypto: Crypto, key: Uint8Array) {
    this.#crypto = crypto
    this.#key = key
  }

  /** The opened content of all chunks that are whole by now. */
  push(bytes: Uint8Array): Result<readonly Uint8Array[], BackupCode> {
    if (this.#failure !== undefined) return fail(this.#failure)
    const opened: Uint8Array[] = []
    let rest = this.#held.length === 0 ? bytes : concatBytes(this.#held, bytes)
    for (;;) {
      // Nothing may come after the end.
      if (this.#isOver) return rest.length > 0 ? this.#fail('BACKUP_DAMAGED') : ok(opened)
      const size = sizeOf(rest)
      if (size === 'BACKUP_DAMAGED') return this.#fail(size)
      if (size === undefined || rest.length < size) break
      const plain = this.#open(rest.subarray(0, size))
      if (plain === undefined) return this.#fail('BACKUP_DAMAGED')
      opened.push(plain)
      rest = rest.subarray(size)
      this.#held = NO_BYTES
    }
    this.#held = rest.slice()
    return ok(opened)
  }

  /** The file is over. */
  end(): Result<undefined, BackupCode> {
    if (this.#failure !== undefined) return fail(this.#failure)
    return this.#isOver ? ok(undefined) : this.#fail('BACKUP_CUT')
  }

  #open(sealed: Uint8Array): Uint8Array | undefined {
    const head = sealed.subarray(0, LENGTH_BYTES)
    const isLast = (head[0] ?? 0) >= 0x80
    const plain = this.#crypto.aesGcmOpen(this.#key, nonceOf(this.#counter, isLast), head, sealed.subarray(LENGTH_BYTES))
    this.#counter += 1
    this.#isOver = isLast
    return plain
  }

  #fail(code: BackupCode): { readonly ok: false; readonly code: BackupCode } {
    this.#failure = code
    this.#held = NO_BYTES
    return fail(code)
  }
}

/** Of the chunk that begins here, sealed, with its length; undefined: not enough is here to say. */
function sizeOf(bytes: Uint8Array): number | 'BACKUP_DAMAGED' | undefined {
  if (bytes.length < LENGTH_BYTES) return undefined
  const said = readUint(bytes.subarray(0, LENGTH_BYTES)) ?? 0
  const isLast = said >= LAST
  const length = isLast ? said - LAST : said
  if (length > CHUNK_BYTES || (!isLast && length !== CHUNK_BYTES)) return 'BACKUP_DAMAGED'
  return LENGTH_BYTES + length + TAG_BYTES
}

function nonceOf(counter: number, isLast: boolean): Uint8Array {
  return concatBytes(u64(counter), isLast ? END : MIDDLE)
}
