/**
 * What is held of each file, in the profile's database: size, which chunks are durable, when it was used. A chunk is written down here only
 * after its bytes have reached the disk (MEDIA-21), so that whatever stands here can be relied on after any crash.
 */
import { bytes, field, struct, uint } from '../../../shared/codec/index.ts'
import { type FileId, idBytes, parseId } from '../../../shared/ids/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { ChunkSet, chunkCount } from '../../../shared/media/index.ts'
import type { Crypto, Rng } from '../../../shared/crypto/index.ts'
import type { Store } from '../../../shared/store/index.ts'

export interface LedgerRow {
  readonly size: number
  readonly chunks: ChunkSet
  readonly usedAt: number
}

export type LedgerStore = Pick<Store, 'values' | 'transaction'>

const SPACE = 'media/files'
const SECRET_SPACE = 'media/names'
const SECRET_KEY = 'secret'
const SECRET_BYTES = 32
/** When a file was used need not be known more finely on the disk than this; it saves a commit for each look at a picture. */
const USED_WITHIN_MS = 60_000

const rowCodec = struct({
  size: field(1, uint({ max: MEDIA.FILE_BYTES })),
  chunks: field(2, bytes({ max: MEDIA.FILE_BYTES / MEDIA.CHUNK_BYTES / 8 })),
  usedAt: field(3, uint()),
})

export class Ledger {
  readonly #store: LedgerStore
  readonly #crypto: Pick<Crypto, 'hmacSha256'>
  readonly #rng: Rng
  #secret: Uint8Array | undefined
  readonly #rows = new Map<FileId, LedgerRow>()
  readonly #unread: string[] = []
  /** `usedAt` as the disk has it. */
  readonly #usedOnDisk = new Map<FileId, number>()

  constructor(store: LedgerStore, crypto: Pick<Crypto, 'hmacSha256'>, rng: Rng) {
    this.#store = store
    this.#crypto = crypto
    this.#rng = rng
    this.#secret = store.values.get(SECRET_SPACE, SECRET_KEY)
    for (const [key, value] of store.values.list(SPACE)) {
      const file = parseId('file', key)
      const row = readRow(value)
      // Not ours to keep then: its data file is one nobody knows, and goes with the sweep.
      if (file === undefined || row === undefined) {
        this.#unread.push(key)
        continue
      }
      this.#rows.set(file, row)
      this.#usedOnDisk.set(file, row.usedAt)
    }
  }

  /** What its data file is called: a keyed hash, so that a stolen disk does not say which files were here. Throws `StoreError` the first time. */
  nameOf(file: FileId): string {
    this.#secret ??= this.#newSecret()
    return Buffer.from(this.#crypto.hmacSha256(this.#secret, idBytes(file))).toString('hex')
  }

  /** Keys of rows that could not be read. */
  get unread(): readonly string[] {
    return this.#unread
  }

  get(file: FileId): LedgerRow | undefined {
    return this.#rows.get(file)
  }

  rows(): ReadonlyMap<FileId, LedgerRow> {
    return this.#rows
  }

  /** Throws `StoreError`, as those below; then nothing is other than before. `durable`: it must survive a power cut. */
  put(file: FileId, row: LedgerRow, mode: 'durable' | 'relaxed'): void {
    this.putAll(new Map([[file, row]]), mode)
  }

  /** Many in one commit, with what `beside` writes. */
  putAll(rows: ReadonlyMap<FileId, LedgerRow>, mode: 'durable' | 'relaxed', beside?: () => void): void {
    this.#store.transaction(() => {
      beside?.()
      for (const [file, { size, chunks, usedAt }] of rows)
        this.#store.values.put(SPACE, file, rowCodec.encode({ size, chunks: chunks.bytes(), usedAt }))
    }, mode)
    for (const [file, row] of rows) {
      this.#rows.set(file, row)
      this.#usedOnDisk.set(file, row.usedAt)
    }
  }

  /** With what `beside` writes. Relaxed: what a power cut brings back is dropped again when its bytes are missed, or nobody refers to it. */
  remove(file: FileId, beside?: () => void): void {
    if (!this.#rows.has(file)) return
    this.#store.transaction(() => {
      beside?.()
      this.#store.values.delete(SPACE, file)
    }, 'relaxed')
    this.#rows.delete(file)
    this.#usedOnDisk.delete(file)
  }

  used(file: FileId, now: number): void {
    const row = this.#rows.get(file)
    if (row === undefined) return
    const used = { ...row, usedAt: now }
    if (Math.abs(now - (this.#usedOnDisk.get(file) ?? 0)) < USED_WITHIN_MS) this.#rows.set(file, used)
    else this.put(file, used, 'relaxed')
  }

  #newSecret(): Uint8Array {
    const secret = this.#rng.bytes(SECRET_BYTES)
    this.#store.transaction(() => this.#store.values.put(SECRET_SPACE, SECRET_KEY, secret))
    return secret
  }
}

function readRow(value: Uint8Array): LedgerRow | undefined {
  const read = rowCodec.decode(value)
  const chunks = read.ok ? ChunkSet.of(chunkCount(read.value.size), read.value.chunks) : undefined
  return read.ok && chunks !== undefined ? { size: read.value.size, chunks, usedAt: read.value.usedAt } : undefined
}
