/** Files on their way out of the window by hand: where they lie, for how long, and that nobody else reads them. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { OPENING } from '../../shared/limits.ts'
import { createDragFolder } from '../../src-main/shell/drag-folder.ts'

const FOREIGN_BITS = 0o077
/** Of no process: the largest there can be. */
const NOBODY = 4_194_304

it(`[SHELL-12] each is made once, and the oldest goes (OPENING.DRAGGED_FILES, ${OPENING.DRAGGED_FILES})`, async () => {
  const left = join(tmpdir(), `sarangbang-drag-${NOBODY}-crashed`)
  mkdirSync(left)
  const folder = createDragFolder()
  onTestFinished(() => folder.clear())
  expect(existsSync(left)).toBe(false)
  let made = 0
  const file = (name: string) =>
    folder.file(name, async (into) => {
      made += 1
      writeFileSync(join(into, `${name}.txt`), name)
      return join(into, `${name}.txt`)
    })
  const paths: string[] = []
  for (let n = 0; n <= OPENING.DRAGGED_FILES; n += 1) paths.push((await file(`${n}`)) ?? '')
  expect([existsSync(paths[0] ?? ''), existsSync(paths[1] ?? ''), existsSync(paths.at(-1) ?? '')]).toEqual([false, true, true])
  expect(await file('1')).toBe(paths[1])
  expect([made, readFileSync(paths[1] ?? '', 'utf8')]).toEqual([OPENING.DRAGGED_FILES + 1, '1'])
  const root = dirname(dirname(paths[1] ?? ''))
  expect(statSync(root).mode & FOREIGN_BITS).toBe(0)
  folder.clear()
  expect(existsSync(root)).toBe(false)
})

it('[SHELL-12] one that could not be made is tried again', async () => {
  const folder = createDragFolder()
  onTestFinished(() => folder.clear())
  expect(await folder.file('a', async () => undefined)).toBeUndefined()
  expect(await folder.file('a', async (into) => into)).toBeDefined()
})
