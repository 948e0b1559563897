/** Entries of one person become one, which keeps what it was made of, so that it can be taken apart again (BOOK-4). */
import { BOOK } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { BookCode, EntryId } from '../api-address-book.ts'
import { entryRecord, merged } from './entry-record.ts'
import type { EntryShelf } from './entry-shelf.ts'

/** The first one bears them all afterwards. OUT_OF_RANGE: two who have an account each are two people. */
export function mergeOn(shelf: EntryShelf, entries: readonly EntryId[]): Result<EntryId, BookCode> {
  const all = [...new Set(entries)]
  const [first] = all
  if (first === undefined || all.length < 2) return fail('EMPTY')
  const records = all.flatMap((entry) => shelf.entries.get(entry) ?? [])
  if (records.length < all.length) return fail('NO_ENTRY')
  if (new Set(records.flatMap(({ account }) => account ?? [])).size > 1) return fail('OUT_OF_RANGE')
  const held = all.flatMap((entry) => shelf.partsOf(entry))
  if (held.length > BOOK.INVITED_AT_ONCE) return fail('TOO_MANY')
  const done = shelf.commit(() => {
    shelf.put(first, merged(records))
    // Photos stay where they are: taken apart again, each has its own.
    for (const entry of all.slice(1)) {
      shelf.putParts(entry, [])
      shelf.forget(entry)
    }
    shelf.putParts(first, held)
  })
  return done.ok ? ok(first) : done
}

/** Those it is taken apart into. */
export function splitOn(shelf: EntryShelf, entry: EntryId): Result<readonly EntryId[], BookCode> {
  const whole = shelf.entries.get(entry)
  if (whole === undefined) return fail('NO_ENTRY')
  const held = shelf.mergedOf(entry)
  if (held.length === 0) return fail('NOT_MERGED')
  const done = shelf.commit(() => {
    shelf.putParts(entry, [])
    for (const part of held) {
      const read = entryRecord.decode(part.record)
      if (!read.ok) continue
      // Who came meanwhile, and who was invited, stays with the one that bore the name.
      const late =
        part.entry === entry ? { account: whole.account ?? read.value.account, invited: whole.invited, joined: whole.joined } : {}
      shelf.put(part.entry, { ...read.value, ...late })
    }
  })
  return done.ok ? ok(held.map((part) => part.entry)) : done
}
