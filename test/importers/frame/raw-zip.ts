/** Archives put together byte by byte: those that no honest program writes. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface RawEntry {
  /** As bytes, or as UTF-8 with its flag unset. */
  readonly name: string | Uint8Array
  readonly content: Uint8Array
  readonly isStored?: boolean
  /** What the headers claim instead. */
  readonly claims?: { readonly size?: number; readonly packed?: number; readonly crc32?: number; readonly method?: number }
  readonly flags?: number
  /** Unix: type and mode, for links. */
  readonly mode?: number
  /** Places the central entry's data here instead: entries that overlap. */
  readonly at?: number
}

export function rawZip(entries: readonly RawEntry[], claimedCount: number = entries.length): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name as Uint8Array)
    const data = entry.isStored === true ? Buffer.from(entry.content) : deflateRawSync(entry.content)
    const method = entry.claims?.method ?? (entry.isStored === true ? 0 : 8)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(entry.flags ?? 0, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt32LE(entry.claims?.crc32 ?? crc32(entry.content), 10)
    common.writeUInt32LE(entry.claims?.packed ?? data.length, 14)
    common.writeUInt32LE(entry.claims?.size ?? entry.content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, data])
    const central = Buffer.alloc(14)
    central.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6)
    central.writeUInt32LE(entry.at ?? offset, 10)
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, central, name]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(claimedCount & 0xffff, 8)
  end.writeUInt16LE(claimedCount & 0xffff, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
