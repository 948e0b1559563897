/**
 * A reader of backups by somebody who has `docs/spec/backup.md` and nothing else of ours: Node's own cryptography, an Argon2id off the shelf, and
 * as much CBOR as the page says there is. It imports nothing of this repository, and must not.
 */
import { createDecipheriv, createHash, createHmac } from 'node:crypto'
import { argon2id } from 'hash-wasm'

type Cbor = number | string | boolean | null | Buffer | readonly Cbor[] | ReadonlyMap<Cbor, Cbor>

export interface StrangeBackup {
  readonly manifest: ReadonlyMap<Cbor, Cbor>
  readonly tables: ReadonlyMap<string, readonly Readonly<Record<string, Cbor | undefined>>[]>
  readonly end: readonly Cbor[]
}

// BKP-1
export async function readAsStranger(file: Buffer, passphrase: string): Promise<StrangeBackup> {
  if (file.subarray(0, 16).toString() !== 'sarangbang back\n' || file.readUInt32BE(16) !== 1) throw new Error('not a backup of version 1')
  const open = file.subarray(0, 56)
  const check = createHash('sha256').update(file.subarray(0, 104)).digest().subarray(0, 8)
  if (!check.equals(file.subarray(104, 112))) throw new Error('the header is damaged')
  const salt = file.subarray(28, 44)
  const [memorySize, iterations] = [file.readUInt32BE(20), file.readUInt32BE(24)]
  const password = passphrase.normalize('NFC')
  const key = await argon2id({ password, salt, memorySize, iterations, parallelism: 1, hashLength: 32, outputType: 'binary' })
  const fileKey = opened(kdf(Buffer.from(key), 'sb1/backup-wrap', salt), file.subarray(44, 56), open, file.subarray(56, 104))
  return recordsOf(contentOf(file.subarray(112), kdf(fileKey, 'sb1/backup', open)))
}

function kdf(key: Buffer, label: string, more: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(Buffer.concat([Buffer.from(label), Buffer.of(0), more, Buffer.of(1)]))
    .digest()
}

function opened(key: Buffer, nonce: Buffer, associated: Buffer, sealed: Buffer): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(associated)
  cipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
}

// BKP-3
function contentOf(chunks: Buffer, key: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0, number = 0; ; number++) {
    const head = chunks.subarray(at, at + 4)
    const isLast = head.readUInt32BE() >= 0x8000_0000
    const length = head.readUInt32BE() % 0x8000_0000
    const nonce = Buffer.alloc(12)
    nonce.writeBigUInt64BE(BigInt(number))
    nonce[11] = isLast ? 1 : 0
    pieces.push(opened(key, nonce, head, chunks.subarray(at + 4, at + 4 + length + 16)))
    at += 4 + length + 16
    if (isLast && at === chunks.length) return Buffer.concat(pieces)
    if (isLast) throw new Error('something follows the end')
  }
}

// BKP-4
function recordsOf(content: Buffer): StrangeBackup {
  const tables = new Map<string, Readonly<Record<string, Cbor | undefined>>[]>()
  let manifest: ReadonlyMap<Cbor, Cbor> = new Map()
  let columns: readonly string[] = []
  let rows: Readonly<Record<string, Cbor | undefined>>[] = []
  for (let at = 0; at < content.length;) {
    const length = content.readUInt32BE(at)
    const [kind, ...fields] = cbor(content.subarray(at + 4, at + 4 + length)) as readonly Cbor[]
    at += 4 + length
    if (kind === 0) manifest = cbor(fields[0] as Buffer) as ReadonlyMap<Cbor, Cbor>
    if (kind === 1) columns = fields[1] as readonly string[]
    if (kind === 1) tables.set(fields[0] as string, (rows = []))
    if (kind === 2) {
      for (const row of fields[0] as readonly (readonly Cbor[])[]) {
        rows.push(Object.fromEntries(columns.map((column, n) => [column, row[n]])))
      }
    }
    if (kind === 3) return { manifest, tables, end: fields }
  }
  throw new Error('no end')
}

export function cbor(bytes: Buffer): Cbor {
  let at = 0
  const argument = (low: number): number => {
    if (low < 24) return low
    const size = 2 ** (low - 24)
    at += size
    return size === 8 ? Number(bytes.readBigUInt64BE(at - size)) : bytes.readUIntBE(at - size, size)
  }
  const item = (): Cbor => {
    const first = bytes[at++] ?? 0
    const n = first >> 5 === 7 ? first & 31 : argument(first & 31)
    const part = (): Buffer => bytes.subarray(at, (at += n))
    switch (first >> 5) {
      case 0:
        return n
      case 1:
        return -1 - n
      case 2:
        return part()
      case 3:
        return part().toString('utf8')
      case 4:
        return Array.from({ length: n }, item)
      case 5:
        return new Map(Array.from({ length: n }, () => [item(), item()] as const))
      default:
        return n === 22 ? null : n === 21
    }
  }
  return item()
}
