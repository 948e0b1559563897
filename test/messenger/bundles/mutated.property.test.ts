import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PIECE_BYTES } from '../../../shared/bundle/index.ts'
import { bundleOf, readBundle } from '../../harness/bundles.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, seenBy } from '../../harness/village.ts'

describe('[BNDL-2] a bundle that anything happened to', async () => {
  const village = new Village()
  const mum = village.person('엄마')
  const dad = village.person('아빠')
  const room = await village.pair(mum, dad)
  const family = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
  await village.pass(10_000)
  village.partition([mum], [dad])
  for (let at = 0; at < 30; at++) expectOk(mum.messenger.send(at % 3 === 0 ? family : room, [`${at} ${'가'.repeat(2000)}`]))
  const [file = new Uint8Array(0)] = bundleOf(mum, { target: { to: 'all' } })
  const said = new Set([...seenBy(mum, room), ...seenBy(mum, family)].map(({ text }) => text))

  const change = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at: fc.nat(file.length - 1), by: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat(file.length), by: fc.nat(PIECE_BYTES) }),
    fc.record({ kind: fc.constant('swap' as const), at: fc.nat(20), by: fc.nat(20) }),
    fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(20), by: fc.nat(20) }),
    fc.record({ kind: fc.constant('end' as const), at: fc.nat(file.length), by: fc.constant(0) }),
  )

  it('never throws, shows only what was said, and is healed by the whole one', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        let bytes = Uint8Array.from(file)
        for (const { kind, at, by } of changes) bytes = mutated(bytes, kind, at, by)
        const { summary, codes } = readBundle(dad, [bytes], 30_000)
        expect(codes.every((code) => code === 'NOT_A_BUNDLE' || code === 'UNSUPPORTED')).toBe(true)
        expect(summary.messages).toBeGreaterThanOrEqual(0)
        for (const { text } of [...seenBy(dad, room), ...seenBy(dad, family)]) expect(said.has(text)).toBe(true)
      }),
      { numRuns: 60 },
    )
    readBundle(dad, [file])
    for (const each of [room, family]) expect(seenBy(dad, each).map(({ text }) => text)).toEqual(seenBy(mum, each).map(({ text }) => text))
  })
})

type Kind = 'flip' | 'cut' | 'swap' | 'repeat' | 'end'

function mutated(bytes: Uint8Array<ArrayBuffer>, kind: Kind, at: number, by: number): Uint8Array<ArrayBuffer> {
  const piece = (number: number): readonly [number, number] => [8 + number * PIECE_BYTES, 8 + (number + 1) * PIECE_BYTES]
  switch (kind) {
    case 'flip': {
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ by
      return bytes
    }
    case 'cut':
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + by)])
    case 'end':
      return bytes.slice(0, at)
    case 'swap': {
      const [a, b] = [bytes.slice(...piece(at)), bytes.slice(...piece(by))]
      if (a.length !== PIECE_BYTES || b.length !== PIECE_BYTES) return bytes
      bytes.set(b, piece(at)[0])
      bytes.set(a, piece(by)[0])
      return bytes
    }
    case 'repeat':
      return Uint8Array.from([...bytes, ...bytes.subarray(...piece(at))])
  }
}
