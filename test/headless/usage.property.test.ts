import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { COMMANDS } from '../../src-main/headless/commands/index.ts'
import { runCommand } from './terminal.ts'

/** Words that look like ours, and words that look like nothing. The last one makes sure that nothing valid comes out. */
const word = fc.oneof(
  fc.constantFrom(...COMMANDS.flatMap(({ name }) => name.split(' '))),
  fc.constantFrom('--json', '--room', '--name', '--limit', '--', '-', '--=', '--profile', '--lang', '--lang=ko', '--stdin', '-h', '-5도'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 8 }).map((text) => `--${text}`),
)

it('any words end with 2 and a sentence, never with a stack trace', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 8 }), async (words) => {
      const { code, out, err } = await runCommand(['--no-such-option', ...words])
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).not.toBe('')
      expect(err).not.toMatch(/\n {4}at /)
    }),
    { numRuns: 300 },
  )
})

it('any words before an unknown option at the end are not understood either', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
      fc.pre(!words.includes('--') && !words.includes('--help'))
      // A flag's value is refused wherever it stands, so no command can begin.
      const { code, err } = await runCommand([...words, '--json=x', '--json=x'])
      expect([1, 2]).toContain(code)
      expect(err).not.toMatch(/\n {4}at /)
    }),
    { numRuns: 300 },
  )
})
