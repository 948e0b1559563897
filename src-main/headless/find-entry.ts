/** From what a person types to somebody of the address book: an id, its beginning, or a name that fits one only. */
import type { BookEntry } from '../../shared/messenger/index.ts'
import { CommandFailure } from './failure.ts'
import type { Session } from './session.ts'
import { plain } from './terminal-text.ts'

const PREFIX = /^[0-9a-f]{8,32}$/

export async function findEntry(session: Session, typed: string): Promise<BookEntry | undefined> {
  const entries = await session.ask('book.entries')
  const named = entries.filter(({ name }) => folded(name) === folded(typed))
  const found = named.length > 0 || !PREFIX.test(typed) ? named : entries.filter(({ entry }) => entry.startsWith(typed))
  if (found.length <= 1) return found[0]
  throw new CommandFailure('AMBIGUOUS', found.map(({ name, entry }) => `${plain(name)} (${entry})`).join(', '))
}

function folded(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}
