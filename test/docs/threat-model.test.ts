/** docs/threat-model.md: no number missing, every proof a test that exists, and a threat without a proof says why. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT, specPages, testSources } from './sources.ts'

const THREATS = 128
const page = readFileSync(`${ROOT}/docs/threat-model.md`, 'utf8')
const rows = [...page.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, number, rest]) => ({
  number: Number(number),
  cells: (rest ?? '').split(' | '),
}))
const proofs = rows.flatMap(({ number, cells }) =>
  [...(cells.at(-1) ?? '').matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file, title]) => ({ number, file: file ?? '', title: title ?? '' })),
)

describe('the threat model', () => {
  it('has every threat once', () => {
    expect(rows.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: THREATS }, (_, at) => at + 1))
  })

  it.each(proofs)('$number is proven by “$title”', ({ file, title }) => {
    expect(testSources().get(file)).toContain(title)
  })

  it('says not promised, not yet or later where there is no proof', () => {
    const bare = rows.filter(({ number }) => proofs.every((proof) => proof.number !== number))
    expect(bare.filter(({ cells }) => !/\*\*(not promised|not yet|later)\*\*/.test(cells[1] ?? '')).map(({ number }) => number)).toEqual([])
  })

  it('names rules that are written down', () => {
    const spec = [...specPages().values()].join('\n')
    const named = new Set(page.match(/\b[A-Z]{3,5}-\d+\b/g))
    expect([...named].filter((id) => !new RegExp(`\\b${id}\\b`).test(spec))).toEqual([])
  })
})
