/** What a long room was given is found by what it was given: no other message is looked at, in either order of the pages. */
import { expect, onTestFinished, test } from 'vitest'
import type { MessageRow, Shared } from '../../shared/store/index.ts'
import { HAS_FILES, HAS_LINK, HAS_VOICE } from '../../src-main/engine/store/migrations/index.ts'
import { aMessage, fileId } from '../contract/store-rows.ts'
import { aSqliteStore, rawly } from './sqlite-file.ts'

const ALL = 100_000
const AT_ONCE = 5_000
const EVERY = 1_000
const CONDITIONS: Readonly<Record<Shared, string>> = { files: HAS_FILES, voices: HAS_VOICE, links: HAS_LINK }

function givenIn(n: number): Partial<MessageRow> {
  if (n % EVERY === 0) return { text: `https://example.com/${n}` }
  return n % EVERY === 1 ? { files: [fileId(n)] } : {}
}

test('[MEDIA-75] in a room of a hundred thousand messages', { timeout: 60_000 }, () => {
  const { store, file, dispose } = aSqliteStore()
  onTestFinished(dispose)
  for (let from = 1; from <= ALL; from += AT_ONCE) {
    const rows = Array.from({ length: AT_ONCE }, (_, at) => aMessage({ n: from + at, text: `글 ${from + at}. 끝`, ...givenIn(from + at) }))
    store.transaction(() => store.messages.insert(rows), 'relaxed')
  }
  const seen = (what: Shared, before?: MessageRow) => store.messages.sharing(1, what, 200, before)
  const links = seen('links')
  expect([links.length, links[0]?.clock, seen('links', links[40]).length]).toEqual([ALL / EVERY, ALL, 59])
  expect([seen('files').length, seen('voices').length]).toEqual([ALL / EVERY, 0])
  store.close()
  rawly(file, (connection) => {
    const given = (what: Shared): number =>
      Number(connection.prepare(`SELECT count(*) FROM messages INDEXED BY messages_${what} WHERE ${CONDITIONS[what]}`).pluck().get())
    const stepsOf = (what: Shared, before: string): readonly unknown[] =>
      connection
        .prepare(
          `EXPLAIN QUERY PLAN SELECT text FROM messages INDEXED BY messages_${what}
           WHERE room = 1 ${before} AND ${CONDITIONS[what]} AND forgotten = 0 ORDER BY t DESC, c DESC, id DESC LIMIT 200`,
        )
        .raw()
        .all()
        .map((row) => (row as readonly unknown[])[3])
    for (const what of ['files', 'voices', 'links'] as const) {
      // The index has those rows and no others, is read in its own order, and nothing is sorted.
      expect([what, given(what)]).toEqual([what, what === 'voices' ? 0 : ALL / EVERY])
      expect(stepsOf(what, '')).toEqual([`SEARCH messages USING INDEX messages_${what} (room=?)`])
      const [step, ...more] = stepsOf(what, "AND (t, c, id) < (5, 0, x'00')")
      expect([String(step), more]).toEqual([expect.stringContaining(`USING INDEX messages_${what} (room=? AND`), []])
    }
  })
})
