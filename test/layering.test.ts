/** The layers, doors and cycles of the real tree, after showing on small invented trees that each kind of breach is seen. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findBreaches, readSources } from './layering/index.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PRODUCT = ['shared', 'src-main', 'src-renderer']

const breachesIn = (tree: Readonly<Record<string, string>>): readonly string[] => findBreaches(new Map(Object.entries(tree)))

describe('the checker', () => {
  it('lets the allowed directions pass', () => {
    const tree = {
      'shared/limits.ts': 'export const A = 1',
      'shared/ids/index.ts': "export { a } from './ids.ts'",
      'shared/ids/ids.ts': "import { A } from '../limits.ts'\nexport const a = A",
      'src-main/engine/store/db.ts':
        "import { a } from '../../../shared/ids/index.ts'\nimport fs from 'node:fs'\nimport { A } from '../../../shared/limits.ts'",
      'src-main/engine/index.ts': "export * from './store/index.ts'",
      'src-main/headless/main.ts': "import { createEngine } from '../engine/index.ts'",
      'src-main/shell/main.ts': "import { app } from 'electron'",
      'src-renderer/app/list.tsx': "import { a } from '../../shared/ids/index.ts'",
    }
    expect(breachesIn(tree)).toEqual([])
  })

  it.each([
    ['shared', 'node:fs'],
    ['shared', 'node:fs/promises'],
    ['shared', 'electron'],
    ['shared', '../src-main/engine/index.ts'],
    ['shared', '../src-renderer/index.ts'],
    ['shared', '../test/harness/index.ts'],
    ['src-main/engine', 'electron'],
    ['src-main/engine', 'electron/main'],
    ['src-main/engine', '../headless/index.ts'],
    ['src-main/engine', '../shell/index.ts'],
    ['src-main/engine', '../../src-renderer/index.ts'],
    ['src-main/headless', 'electron'],
    ['src-main/shell', '../engine/index.ts'],
    ['src-main/preload', '../shell/index.ts'],
    ['src-renderer', 'node:path'],
    ['src-renderer', 'electron'],
    ['src-renderer', '../src-main/engine/index.ts'],
  ])('refuses that %s imports %s', (folder, specifier) => {
    const sources = [
      `import { x } from '${specifier}'`,
      `import '${specifier}'`,
      `export * from '${specifier}'`,
      `await import('${specifier}')`,
    ]
    for (const source of [...sources, `import {\n  x,\n} from '${specifier}'`, `import type { X } from '${specifier}'`]) {
      expect(breachesIn({ [`${folder}/a.ts`]: source })).toContainEqual(expect.stringContaining(`${folder}/a.ts may not import`))
    }
  })

  it.each([
    ['shared/rooms/a.ts', '../ids/ids.ts', 'shared/ids/index.ts'],
    ['src-main/engine/net/a.ts', '../../../shared/ids/ids.ts', 'shared/ids/index.ts'],
    ['src-main/headless/a.ts', '../engine/store/index.ts', 'src-main/engine/index.ts'],
    ['src-main/engine/a.ts', './store/sqlite/index.ts', 'src-main/engine/store/index.ts'],
    ['shared/rooms/a.ts', '../views/list/list.ts', 'shared/views/list/index.ts'],
    ['shared/rooms/a.ts', './no-door/deep.ts', 'shared/rooms/no-door/index.ts'],
  ])('refuses that %s enters %s past its door', (from, specifier, door) => {
    const doors = ['shared/ids', 'shared/views/list', 'src-main/engine', 'src-main/engine/store', 'src-main/engine/store/sqlite']
    const tree = Object.fromEntries(doors.map((folder) => [`${folder}/index.ts`, 'export {}']))
    expect(breachesIn({ ...tree, [from]: `import { x } from '${specifier}'` })).toEqual([expect.stringContaining(`past its door ${door}`)])
  })

  it('lets a folder without a door group folders that have one', () => {
    const tree = { 'shared/views/list/index.ts': 'export {}', 'shared/rooms/a.ts': "import { x } from '../views/list/index.ts'" }
    expect(breachesIn(tree)).toEqual([])
  })

  it('finds a cycle, also over several files and through types', () => {
    const tree = {
      'shared/a.ts': "import { b } from './b.ts'",
      'shared/b.ts': "import type { C } from './c.ts'",
      'shared/c.ts': "export { a } from './a.ts'",
    }
    expect(breachesIn(tree)).toEqual(['cycle: shared/a.ts → shared/b.ts → shared/c.ts → shared/a.ts'])
  })

  it('is not misled by comments', () => {
    expect(breachesIn({ 'shared/a.ts': "/**\n * import { x } from 'node:fs'\n */\n// import 'electron'\nexport const a = 1" })).toEqual([])
  })
})

it('the sources keep to their layers, use the doors and run in no circles', () => {
  const sources = readSources(ROOT, PRODUCT)
  expect(sources.size).toBeGreaterThan(0)
  expect(findBreaches(sources)).toEqual([])
})
