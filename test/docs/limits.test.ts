/** docs/limits.md against shared/limits.ts, and every limit against the tests: quoted by name, proven in figures, or listed as open. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { humanValue, limitsPage } from '../../scripts/limits.ts'
import { ARCHIVE, BOOK, IMPORT, INTRINSIC, MEDIA, OPENING, OUTAGE, READINESS, RESOURCE, RPC, SHELL, TRANSFER } from '../../shared/limits.ts'
import { PROVEN, UNPROVEN } from './limit-proofs.ts'
import { ROOT, testSources } from './sources.ts'

const names = Object.entries({
  ARCHIVE,
  BOOK,
  IMPORT,
  INTRINSIC,
  MEDIA,
  OPENING,
  OUTAGE,
  READINESS,
  RESOURCE,
  RPC,
  SHELL,
  TRANSFER,
}).flatMap(([group, limits]) => Object.keys(limits).map((name) => `${group}.${name}`))

describe('docs/limits.md', () => {
  it('is what `npm run limits` makes of shared/limits.ts', () => {
    expect(readFileSync(`${ROOT}/docs/limits.md`, 'utf8')).toBe(limitsPage())
  })

  it.each([
    ['FRAME_BYTES', 262_144, '256 KiB'],
    ['CBOR_BYTES', 4 * 1_048_576 + 65_536, '4,160 KiB'],
    ['BLOCK_BODY_BYTES', 4_194_304, '4 MiB'],
    ['MARK_BYTES', 64, '64 B'],
    ['HAVE_DELAY_MS', 50, '50 ms'],
    ['PING_IDLE_MS', 10_000, '10 s'],
    ['CROSS_DEVICE_ERASURE_MS', 259_200_000, '3 days'],
    ['CONTACT_LINK_GRACE_MS', 86_400_000, '1 day'],
    ['CLOCK_END', 4096, '4,096'],
  ])('says %s = %d as %s', (name, value, text) => {
    expect(humanValue(name, value)).toBe(text)
  })
})

describe('every limit', () => {
  const quoted = new Set(
    [...testSources().values()].flatMap(
      (source) =>
        source.match(
          /\b(?:ARCHIVE|BOOK|IMPORT|INTRINSIC|MEDIA|OPENING|OUTAGE|READINESS|RESOURCE|RPC|SHELL|TRANSFER)\.[A-Z][A-Z_0-9]*\b/g,
        ) ?? [],
    ),
  )

  it('is quoted by a test, proven in figures, or listed as open with the reason', () => {
    const without = names.filter((name) => !quoted.has(name) && PROVEN[name] === undefined && UNPROVEN[name] === undefined)
    expect(without).toEqual([])
  })

  it('is listed once, only while it exists, and as open only while no test quotes it', () => {
    const listed = [...Object.keys(PROVEN), ...Object.keys(UNPROVEN)]
    expect(listed.filter((name) => !names.includes(name))).toEqual([])
    expect(new Set(listed).size).toBe(listed.length)
    expect(Object.keys(UNPROVEN).filter((name) => quoted.has(name))).toEqual([])
  })

  it.each(Object.entries(PROVEN))('%s is proven by a test that exists', (_name, { file, title }) => {
    expect(testSources().get(file)).toContain(title)
  })
})
