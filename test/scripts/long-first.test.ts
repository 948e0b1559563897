/** Whatever is to begin first is there: a file that was renamed would begin among the last again, and nobody would notice. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LONG } from '../long-first.ts'

it('the test files that begin first are there', () => {
  expect(LONG.filter((file) => !existsSync(join(import.meta.dirname, '../..', file)))).toEqual([])
})
