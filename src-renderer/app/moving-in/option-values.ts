/** What a list of choices is made of: a text for each thing that can be chosen, and back. */
import { parseId } from '../../../shared/ids/index.ts'
import type { AuthorIs, ImportTarget } from '../../../shared/messenger/index.ts'

export const LEFT_OUT = 'nowhere'
const OWN_PLACE = 'new'

export function targetValue(target: ImportTarget | undefined): string {
  if (target === undefined) return LEFT_OUT
  switch (target.to) {
    case 'room':
      return `room:${target.room}`
    case 'contact':
      return `contact:${target.account}`
    case 'entry':
      return `entry:${target.entry}`
    case 'archive':
      return `archive:${target.archive}`
    case 'author':
      return `author:${target.name}`
    case 'new':
      return OWN_PLACE
  }
}

/** `title`: of a place of its own. */
export function targetOf(value: string, title: string): ImportTarget | undefined {
  const [to, id = ''] = value.split(':')
  if (to === OWN_PLACE) return { to, title }
  if (to === 'entry') return { to, entry: id }
  if (to === 'author') return { to, name: value.slice('author:'.length) }
  if (to === 'contact') {
    const account = parseId('account', id)
    return account === undefined ? undefined : { to, account }
  }
  const room = parseId('room', id)
  if (room === undefined) return undefined
  if (to === 'room') return { to, room }
  return to === 'archive' ? { to, archive: room } : undefined
}

export function authorValue(who: AuthorIs): string {
  if (who.is === 'contact') return `contact:${who.account}`
  return who.is === 'entry' ? `entry:${who.entry}` : who.is
}

export function authorOf(value: string): AuthorIs {
  const [is, id = ''] = value.split(':')
  if (is === 'entry') return { is, entry: id }
  const account = is === 'contact' ? parseId('account', id) : undefined
  if (account !== undefined) return { is: 'contact', account }
  return { is: value === 'new' ? 'new' : 'unknown' }
}
