import { describe, expect, it } from 'vitest'
import { BUNDLE_MAGIC, BundleReader, PIECE_BYTES } from '../../shared/bundle/index.ts'
import { concatBytes, toHex, utf8 } from '../../shared/codec/index.ts'
import { nobleCrypto } from '../../shared/crypto/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'
import { bundle, count, crypto, eventsOf, framesOf, section } from './frames-in-bundle.ts'

interface BundleVector {
  readonly sections: readonly { readonly rs: string; readonly salt: string; readonly frames: readonly number[]; readonly head: string }[]
  readonly bytes: number
  readonly sha256: string
  /** Whole frames by the number of bytes that are left. */
  readonly truncated: readonly (readonly [bytes: number, frames: number])[]
}

const vector = loadVectors<BundleVector>('v12-bundle')
const specs = vector.sections.map(({ rs, salt, frames }) => ({ secret: unhex(rs), salt: unhex(salt), sizes: frames }))
const secrets = specs.map(({ secret }) => secret)
const whole = bundle(...specs)

describe('the form of a bundle', () => {
  it('[BNDL-1] is that of vector 12', () => {
    expect(whole.length).toBe(vector.bytes)
    expect(toHex(crypto.sha256(whole))).toBe(vector.sha256)
    expect(toHex(whole.subarray(8, 56))).toBe(vector.sections[0]?.head)
    expect(framesOf(eventsOf(whole, secrets))).toHaveLength(specs.flatMap(({ sizes }) => sizes).length)
    expect(count(eventsOf(whole, secrets), 'end')).toBe(2)
  })

  it('[BNDL-1] truncated at every 1,000th byte it gives what was whole, and says that it is cut', () => {
    const left = new Map(vector.truncated)
    const all = framesOf(eventsOf(whole, secrets))
    for (let bytes = 0; bytes < whole.length; bytes += 1000) {
      const events = eventsOf(whole.subarray(0, bytes), secrets)
      const frames = framesOf(events)
      expect([bytes, frames.length]).toEqual([bytes, left.get(bytes)])
      expect(frames).toEqual(all.slice(0, frames.length))
      expect(events.some(({ type }) => type === 'cut' || type === 'refused') || (bytes - 8) % PIECE_BYTES === 0).toBe(true)
    }
  })

  it('[BNDL-1] reads the same with every back end and in chunks of any size', () => {
    const events = eventsOf(whole, secrets)
    for (const chunk of [1777, PIECE_BYTES, whole.length]) expect(eventsOf(whole, secrets, chunk)).toEqual(events)
    const reader = new BundleReader(nobleCrypto(), () => secrets.map((secret, of) => ({ secret, of })))
    expect([...reader.push(whole), ...reader.finish()]).toEqual(events)
  })

  it('[BNDL-1] without the secret every piece is as strange as any other', () => {
    const [first, second] = secrets
    if (first === undefined || second === undefined) throw new Error('two sections')
    const pieces = (whole.length - BUNDLE_MAGIC.length) / PIECE_BYTES
    expect(count(eventsOf(whole, []), 'strange')).toBe(pieces)
    const events = eventsOf(whole, [second])
    expect(framesOf(events)).toHaveLength(specs[1]?.sizes.length ?? 0)
    expect(count(events, 'strange')).toBe(section(specs[0] ?? { secret: first, salt: first, sizes: [] }).length)
  })

  it('is refused when it is none, and when it is of a later version', () => {
    expect(eventsOf(utf8('PK\u0003\u0004 some other file'), secrets)).toEqual([{ type: 'refused', code: 'NOT_A_BUNDLE' }])
    expect(eventsOf(new Uint8Array(0), secrets)).toEqual([{ type: 'refused', code: 'NOT_A_BUNDLE' }])
    expect(eventsOf(concatBytes(utf8('SBNDL2\r\n'), whole.subarray(8)), secrets)).toEqual([{ type: 'refused', code: 'UNSUPPORTED' }])
  })

  it('[BNDL-6] goes on after a damaged piece where a frame begins', () => {
    const spec = { secret: new Uint8Array(32).fill(1), salt: new Uint8Array(32).fill(2), sizes: Array.from({ length: 60 }, () => 5000) }
    const file = bundle(spec)
    for (const piece of [0, 1, 2]) {
      const broken = Uint8Array.from(file)
      const at = 8 + piece * PIECE_BYTES + 1000
      broken[at] = (broken[at] ?? 0) ^ 1
      const events = eventsOf(broken, [spec.secret])
      expect(count(events, 'damaged')).toBe(1)
      expect(count(events, 'end')).toBe(1)
      const frames = framesOf(events)
      // A piece holds thirteen of them, and touches fifteen at most.
      expect(frames.length).toBeGreaterThanOrEqual(60 - 15)
      const all = framesOf(eventsOf(file, [spec.secret])).map((frame) => toHex(frame))
      expect(frames.every((frame) => all.includes(toHex(frame)))).toBe(true)
    }
  })

  it('[BNDL-6] a section that is cut off does not take the one behind it along', () => {
    const [first, second] = specs
    if (first === undefined || second === undefined) throw new Error('two sections')
    const file = concatBytes(BUNDLE_MAGIC, ...section(first).slice(0, 1), ...section(second))
    const events = eventsOf(file, secrets)
    expect(count(events, 'section')).toBe(2)
    expect(framesOf(events).length).toBeGreaterThanOrEqual(second.sizes.length)
    expect(count(events, 'end')).toBe(1)
  })

  it('[BNDL-6] follows a section through so many lost pieces and not one more', () => {
    const secret = new Uint8Array(32).fill(1)
    const sizes = Array.from({ length: 40 }, () => 120_000)
    const pieces = section({ secret, salt: secret, sizes })
    const lost = (number: number): number => {
      const strange = Array.from({ length: number }, () => new Uint8Array(PIECE_BYTES))
      const file = concatBytes(BUNDLE_MAGIC, ...pieces.slice(0, 1), ...strange, ...pieces.slice(1 + number))
      return count(eventsOf(file, [secret], PIECE_BYTES), 'end')
    }
    expect(pieces.length).toBeGreaterThan(RESOURCE.BUNDLE_LOST_PIECES + 2)
    expect(lost(RESOURCE.BUNDLE_LOST_PIECES - 1)).toBe(1)
    expect(lost(RESOURCE.BUNDLE_LOST_PIECES)).toBe(0)
  })

  it('[BNDL-6] a file of nothing but beginnings opens so many sections and no more', () => {
    const secret = new Uint8Array(32).fill(1)
    const [piece = new Uint8Array(0)] = section({ secret, salt: secret, sizes: [] })
    const reader = new BundleReader(crypto, () => [{ secret, of: 0 }])
    let sections = 0
    let strange = 0
    const feed = (bytes: Uint8Array): void => {
      for (const { type } of reader.push(bytes)) {
        if (type === 'section') sections += 1
        if (type === 'strange') strange += 1
      }
    }
    feed(BUNDLE_MAGIC)
    for (let at = 0; at < RESOURCE.BUNDLE_SECTIONS + 5; at++) feed(piece)
    expect([sections, strange]).toEqual([RESOURCE.BUNDLE_SECTIONS, 5])
  })

  it('[BNDL-6] tries so many secrets on a piece and no more', () => {
    const wanted = new Uint8Array(32).fill(1)
    const file = bundle({ secret: wanted, salt: wanted, sizes: [10] })
    const behind = (others: number) => [...Array.from({ length: others }, () => new Uint8Array(32)), wanted]
    expect(framesOf(eventsOf(file, behind(RESOURCE.BUNDLE_KEYS - 1)))).toHaveLength(1)
    expect(framesOf(eventsOf(file, behind(RESOURCE.BUNDLE_KEYS)))).toHaveLength(0)
  })
})
