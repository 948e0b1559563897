/**
 * The layers, doors and cycles of the real tree, after showing on small invented trees that each kind of breach is seen; and that files of the
 * fast suites, which run in one process after another, can leave nothing behind for each other.
 */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findBreaches, reachedFrom, readSources, stateOf, worldChangesOf } from './layering/index.ts'

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

describe('what a module remembers', () => {
  it.each([
    'let count = 0',
    'export let count: number | undefined',
    'const held = new Map<string, number>()\nheld.set("a", 1)',
    'const held: Map<string, number> = new Map()\nheld.clear()',
    'const held: string[] = []\nheld.push("a")',
    'const held = {}\nheld["a"] = 1',
    'const held = new WeakMap()',
    'const held = new Counter()',
    'export const useHeld = create<State>()(() => ({}))',
    'class A {\n  static #made = 0\n}',
  ])('is seen: %s', (source) => {
    expect(stateOf('shared/a.ts', source)).toHaveLength(1)
  })

  it.each([
    'const NAMES: ReadonlySet<string> = new Set(["a"])',
    'const NONE: readonly string[] = []',
    'const encoder = new TextEncoder()',
    'const shape = struct({ a: uint() })',
    'function f() {\n  let count = 0\n}',
    'class A {\n  static of(name: string): A {}\n  static readonly LIMIT = 1\n}',
  ])('is not seen where there is none: %s', (source) => {
    expect(stateOf('shared/a.ts', source)).toEqual([])
  })

  it('is looked for in all that is imported, by whatever way', () => {
    const tree = new Map(
      Object.entries({
        'test/a.test.ts': "import { b } from '../shared/b.ts'\nimport { it } from 'vitest'",
        'shared/b.ts': "export type { C } from './c.ts'",
        'shared/c.ts': "await import('./d.ts')",
        'shared/d.ts': '',
        'shared/e.ts': '',
      }),
    )
    expect(reachedFrom(['test/a.test.ts'], tree)).toEqual(['shared/b.ts', 'shared/c.ts', 'shared/d.ts'])
  })

  it.each(['process.chdir("/")', 'process.env.HOME = "/"', 'globalThis.fetch = f', 'Array.prototype.at = f', 'vi.useFakeTimers()'])(
    'nor is the process changed: %s',
    (source) => {
      expect(worldChangesOf('test/a.test.ts', source)).toHaveLength(1)
    },
  )

  it('but for a while', () => {
    expect(worldChangesOf('test/a.test.ts', 'vi.useFakeTimers()\nafterEach(() => {\n  vi.useRealTimers()\n})')).toEqual([])
  })
})

/** What may be remembered: the same answer to the same question, whoever asked first. */
const REMEMBERED: Readonly<Record<string, string>> = {
  'shared/codec/cbor-encode.ts: spare': 'bytes to write in, cut off before anybody sees them',
  'shared/crypto/labels.ts: framed': 'labels as bytes, by the label',
  'shared/exporters/room/html.ts: hash': 'that of a constant',
  'shared/importers/vcard/transfer.ts: VALUES': 'a table, filled where it is made',
  'shared/rooms/governance/proofs.ts: byCrypto': 'verdicts on signatures, by the object that checks them and by what was signed',
  'src-main/engine/media-part.ts: inMemory': 'files, by the database of a profile in memory, which each test makes for itself',
  'src-main/engine/memory-profile.ts: kept': 'profiles, by a folder that each test makes for itself',
  'src-main/engine/network/race-dial.ts: wrongPeers': 'signals of single dials',
  'src-renderer/app/recovery/suggestions.ts: lists': 'the lists of words, read once',
  'test/docs/sources.ts: texts': 'texts of files that no test changes',
  ...Object.fromEntries(
    ['people', 'chains', 'revocations', 'invitations', 'knocks'].map((name) => [
      `test/rooms/governance/town.ts: ${name}`,
      'keys and signatures that follow from a name',
    ]),
  ),
}

it('files of the fast suites find nothing that another has left', () => {
  const sources = readSources(ROOT, [...PRODUCT, 'test', 'scripts', 'bin'])
  const files = [...sources.keys()].filter(
    (file) => /^test\/(?!layering\.).*\.test\.ts$/.test(file) && !/\.(?:sim|peers|routers|e2e|electron|nightly)\.test\.ts$/.test(file),
  )
  expect(files.length).toBeGreaterThan(0)
  const reached = reachedFrom(files, sources)
  const remembered = reached.flatMap((file) => stateOf(file, sources.get(file) ?? ''))
  expect(remembered.toSorted()).toEqual(Object.keys(REMEMBERED).toSorted())
  expect([...files, ...reached].flatMap((file) => worldChangesOf(file, sources.get(file) ?? ''))).toEqual([])
})
