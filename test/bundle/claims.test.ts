import { expect, it } from 'vitest'
import { BUNDLE_MAGIC, SectionWriter } from '../../shared/bundle/index.ts'
import { concatBytes, u32 } from '../../shared/codec/index.ts'
import { crypto, eventsOf, framesOf, numbered } from './frames-in-bundle.ts'

it('[BNDL-6] a frame that claims four gigabytes costs what follows it in its piece, and what begins in the next piece is read', () => {
  const secret = new Uint8Array(32).fill(1)
  const writer = new SectionWriter(crypto, secret, secret)
  const pieces = [
    ...writer.write(numbered(0, 10)),
    ...writer.write(concatBytes(u32(0xffff_ffff), new Uint8Array(20))),
    ...Array.from({ length: 30 }, (_, number) => [...writer.write(numbered(number, 5000))]).flat(),
    writer.end(),
  ]
  const events = eventsOf(concatBytes(BUNDLE_MAGIC, ...pieces), [secret])
  // Thirteen lie in the first piece or hang over its end.
  expect(framesOf(events).length).toBeGreaterThan(30 - 14)
  expect(events.filter(({ type }) => type === 'damaged').length).toBeGreaterThan(0)
  expect(events.at(-1)).toEqual({ type: 'end' })
})
