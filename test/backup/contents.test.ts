/** What is in a backup and what is not: decided for every table and every space, and no key of the device among it (BKP-5, threat 48). */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  LEFT_ROOM_SPACES,
  LEFT_SPACES,
  type Row,
  TAKEN_KEYS,
  TAKEN_ROOM_SPACES,
  TAKEN_SPACES,
  verdictOf,
} from '../../shared/backup/index.ts'
import { concatBytes, utf8 } from '../../shared/codec/index.ts'
import { loadIdentity } from '../../shared/messenger/index.ts'
import { readBackup } from '../../src-main/engine/backup/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { BACKUP_TABLES, REMADE_TABLES, openSqliteStore } from '../../src-main/engine/store/index.ts'
import { connect } from '../../src-main/engine/store/sqlite.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { BackupWorld, PASSPHRASE } from './world.ts'

const KNOWN = new Set([...TAKEN_SPACES, ...LEFT_SPACES, ...TAKEN_KEYS.keys()])
const KNOWN_OF_ROOMS = new Set([...TAKEN_ROOM_SPACES, ...LEFT_ROOM_SPACES])

describe('what goes into a backup', () => {
  it('[BKP-5] is decided for every space the sources name', () => {
    const undecided: string[] = []
    for (const { file, space, ofRoom } of spacesInSources()) {
      if (!(ofRoom ? KNOWN_OF_ROOMS : KNOWN).has(space)) undecided.push(`${file}: ${space}${ofRoom ? '/ROOM' : ''}`)
    }
    expect(undecided).toEqual([])
  })

  it('[BKP-5] has each space in one list, and in one only that the sources know', () => {
    const all = [...TAKEN_SPACES, ...LEFT_SPACES, ...TAKEN_KEYS.keys()]
    expect(new Set(all).size).toBe(all.length)
    for (const name of TAKEN_ROOM_SPACES) expect(LEFT_ROOM_SPACES.has(name)).toBe(false)
    expect(verdictOf('surprise', 'key', new Set())).toBe('unknown')
    expect(verdictOf('surprise/12', 'key', new Set())).toBe('unknown')
    expect(verdictOf('profile', 'me', new Set())).toBe('left')
    expect(verdictOf('status/12', 'key', new Set([12]))).toBe('left')
    expect(verdictOf('status/12', 'key', new Set([13]))).toBe('taken')
  })

  it('[BKP-5] is decided for every table of a database of today', async () => {
    await using world = new BackupWorld()
    const file = world.path('new.db')
    const key = new Uint8Array(32).fill(7)
    openSqliteStore({ file, key }).close()
    const connection = connect(file, { readonly: true, mustExist: true })
    connection.pragma(`cipher = 'chacha20'`)
    connection.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
    const tables = connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all().map(String)
    connection.close()
    const decided = new Set<string>([...BACKUP_TABLES, ...REMADE_TABLES])
    expect(tables.filter((name) => !decided.has(name) && !name.startsWith('sqlite_'))).toEqual([])
    expect(tables.length).toBeGreaterThan(BACKUP_TABLES.length)
  })

  it('[BKP-5] [BKP-6] holds no key of the device, no invitation and no place of writing; an unknown space stays out and is named', async () => {
    await using world = new BackupWorld()
    const { village } = world
    const mum = await world.person('Mum')
    const dad = village.person('Dad')
    const room = await village.pair(mum, dad)
    expectOk(mum.messenger.send(room, ['된장찌개']))
    expectOk(mum.messenger.inviteContact())
    await village.pass()
    mum.store.values.put('surprise', 'key', utf8('a secret of tomorrow'))
    const desk = world.desk(mum)
    const summary = expectOk(await desk.write({ to: world.folder, passphrase: PASSPHRASE }))
    await desk.stop()
    expect(summary.leftOut).toEqual(['surprise'])
    expect(summary).toMatchObject({ contacts: 1, messages: 1, name: 'Mum' })

    const seen: Uint8Array[] = []
    const spaces = new Set<string>()
    const read = await readBackup(
      summary.file,
      { passphrase: PASSPHRASE },
      {
        manifest: ({ heirloom }) => void seen.push(heirloom),
        table: () => undefined,
        rows: (rows: readonly Row[]) => {
          for (const row of rows) {
            if (typeof row[0] === 'string') spaces.add(row[0])
            for (const value of row) {
              if (typeof value === 'string') seen.push(utf8(value))
              if (value instanceof Uint8Array) seen.push(value)
            }
          }
        },
      },
    )
    expectOk(read)
    const all = Buffer.from(concatBytes(...seen))
    const { keys } = loadIdentity(mum.store, nodeCrypto()) ?? {}
    if (keys === undefined) throw new Error('an identity')
    expect(all.includes(Buffer.from('된장찌개'))).toBe(true)
    for (const secret of [keys.seed, keys.sealSecret, mum.database.profile.databaseKey])
      expect(all.includes(Buffer.from(secret))).toBe(false)
    expect(all.includes(Buffer.from('a secret of tomorrow'))).toBe(false)
    for (const left of ['links', 'writers', 'records/own', 'backup', 'retire']) expect(spaces.has(left)).toBe(false)
    for (const taken of ['contacts', 'rooms', 'settings']) expect(spaces.has(taken) || taken === 'settings').toBe(true)
  })
})

interface NamedSpace {
  readonly file: string
  readonly space: string
  readonly ofRoom: boolean
}

/** Whatever stands where a space is named: `values.get(SPACE, …)`, with the constants and templates of the same file. */
function spacesInSources(): readonly NamedSpace[] {
  const found: NamedSpace[] = []
  for (const root of ['shared/messenger', 'shared/reach', 'shared/rendezvous', 'shared/custody', 'shared/sync', 'src-main/engine']) {
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.startsWith('store/') || name.startsWith('mdns/')) continue
      const file = join(root, name)
      const source = readFileSync(file, 'utf8')
      for (const [, argument = ''] of source.matchAll(/\bvalues\s*\.(?:get|put|delete|list)\(\s*([^,)]+)/g)) {
        for (const space of named(argument.trim(), source, () => besides(file))) found.push({ file, ...space })
      }
      // A space that is handed to somebody who keeps it.
      for (const [, space = ''] of source.matchAll(/new Accepted\(store, '([^']+)'/g)) found.push({ file, space, ofRoom: false })
    }
  }
  expect(found.length).toBeGreaterThan(100)
  return found
}

/** All sources of the folder: a name of a space may be made next door. */
function besides(file: string): string {
  const folder = dirname(file)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

function named(argument: string, source: string, folder: () => string): readonly Omit<NamedSpace, 'file'>[] {
  const literal = /^'([^']+)'$/.exec(argument)
  if (literal !== null) return [{ space: literal[1] ?? '', ofRoom: false }]
  const template = /^`([^$`]+)\/\$\{/.exec(argument)
  if (template !== null) return [{ space: template[1] ?? '', ofRoom: true }]
  if (/^[A-Z_]+$/.test(argument)) {
    const constant = new RegExp(`const ${argument} = '([^']+)'`).exec(source)
    return [{ space: constant?.[1] ?? `unresolved ${argument}`, ofRoom: false }]
  }
  const called = /^this\.#space\('([^']+)'\)$|^this\.#space\('([^']+)'$/.exec(argument)
  if (called !== null) return [{ space: called[1] ?? called[2] ?? '', ofRoom: true }]
  if (/^this\.#[a-z]*space$/i.test(argument)) {
    const set = [...source.matchAll(/(?:#\w*[sS]pace = |return )`([^$`]+)\/\$\{/g)].map(([, space = '']) => ({ space, ofRoom: true }))
    // `Accepted` is given its space.
    if (set.length > 0 || source.includes('class Accepted')) return set
  }
  const maker = /^(\w+)\(/.exec(argument)?.[1]
  if (maker !== undefined) {
    const made = [...`${source}\n${folder()}`.matchAll(new RegExp(`function ${maker}\\([^)]*\\)[^{]*\\{\\s*return \`([^\`]+)\``, 'g'))]
    // Of a space that has a name of its own already.
    const spaces = made.flatMap(([, text = '']) => (text.startsWith('${') ? [] : [{ space: text.replace(/\/\$\{.*/, ''), ofRoom: true }]))
    if (made.length > 0) return spaces
    const other = new RegExp(`(?:function|const) ${maker}\\b[^{]*\\{\\s*return (\\w+)\\(`).exec(folder())?.[1]
    if (other !== undefined && other !== maker) return named(`${other}(`, source, folder)
  }
  // Loops over spaces named elsewhere in the same file, each of which is met by its own reader.
  if (argument === 'space' || argument === 'each' || argument === '`${space}/${key}`') return []
  return [{ space: `unresolved ${argument}`, ofRoom: false }]
}
