/** Who the people of a file may be, which of them is oneself, and where a conversation belongs: guesses, which a person confirms or not. */
import type {
  ArchiveView,
  AuthorGuess,
  AuthorIs,
  ChatPreview,
  ImportTarget,
  MatchReason,
  RoomSummary,
  RunningMessenger,
} from '../../../shared/messenger/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import { plainName } from '../../../shared/messenger/index.ts'
import { ARCHIVE } from '../../../shared/limits.ts'
import type { ChatTally } from './chat-tally.ts'
import { likelySelf } from './likely-self.ts'

/** What files are called by the messengers themselves. */
const USUAL = /^(?:_?chat|messages?\d*|message_\d+|main|result)$/i
/** Of the people of a group that must be members of a room for it to be the same. */
const OVERLAP = 0.5

export class Guessing {
  readonly #messenger: RunningMessenger
  readonly #rooms: readonly RoomSummary[]
  readonly #archives: readonly ArchiveView[]
  readonly #index
  readonly #members = new Map<string, ReadonlySet<AccountId>>()

  constructor(messenger: RunningMessenger) {
    this.#messenger = messenger
    this.#rooms = messenger.rooms().filter(({ state }) => state === 'open')
    this.#archives = messenger.imports.archives()
    this.#index = messenger.addressBook.index()
  }

  /** Whether somebody of a file seems to be here already. */
  knows(names: readonly string[], e164: readonly string[], emails: readonly string[]): boolean {
    return this.#index.find({ names, e164, emails }).some(({ why }) => why !== 'similar-name')
  }

  preview(chat: number, tally: ChatTally): ChatPreview {
    const { found, head, file, records, kinds, warnings, first, last } = tally
    const people = [...tally.people].toSorted(([, a], [, b]) => b - a)
    const me = likelySelf([...tally.people.keys()], head.selfLabel, this.#messenger.me().name, (name) => this.#isOther(name))
    const shown = people.slice(0, ARCHIVE.PREVIEW_PEOPLE).map(([name, count]) => {
      const guess = name === me ? undefined : this.#who(name)
      return { name, count, ...(guess !== undefined && { guess }) }
    })
    const title = head.title ?? titleOfFile(file)
    const others = shown.filter(({ name }) => name !== me)
    return {
      chat,
      file,
      title,
      app: found.format,
      variant: found.variant,
      type: head.type,
      time: found.time ?? 'local',
      utcOffsetMinutes: head.utcOffsetMinutes,
      savedAt: head.savedAt,
      records,
      first,
      last,
      kinds,
      warnings,
      people: shown,
      peopleCount: tally.people.size,
      me,
      target: this.#target(found.format, title, head.type, others, me !== undefined),
    }
  }

  /** Whether the name is just that of somebody who is known. */
  #isOther(name: string): boolean {
    return this.#index.find({ names: [name], e164: [], emails: [] }).some(({ why }) => why === 'same-name')
  }

  #who(name: string): AuthorGuess | undefined {
    const [best] = this.#index.find({ names: [name], e164: [], emails: [] })
    if (best === undefined) return undefined
    const { whom, why } = best
    if ('account' in whom) {
      const contact = this.#messenger.contacts().find(({ account }) => account === whom.account)
      return { who: { is: 'contact', account: whom.account }, name: contact?.name ?? name, why }
    }
    return { who: { is: 'entry', entry: whom.entry }, name: this.#messenger.addressBook.nameOf(whom.entry) ?? name, why }
  }

  #target(app: string, title: string, type: ChatPreview['type'], others: ChatPreview['people'], isMeKnown: boolean): ChatPreview['target'] {
    const kept = this.#archives.find((archive) => archive.app === app && plainName(archive.title) === plainName(title))
    if (kept !== undefined) return { target: { to: 'archive', archive: kept.archive }, name: kept.title, why: 'same-name' }
    const guesses = others.flatMap(({ guess }) => guess ?? [])
    const [first] = guesses
    if (others.length === 1 && type !== 'group' && first !== undefined)
      return { target: targetOf(first.who, title), name: first.name, why: first.why }
    const [only] = others
    // Of two people where it is not known which is me, nobody is the other one.
    if (only !== undefined && others.length === 1 && type !== 'group' && isMeKnown)
      return { target: { to: 'author', name: only.name }, name: only.name, why: 'same-name' }
    const named = this.#rooms.find(({ kind, name }) => kind !== 'direct' && plainName(name) === plainName(title))
    if (named !== undefined) return inRoom(named, 'same-name')
    const accounts = guesses.flatMap(({ who }) => (who.is === 'contact' ? who.account : []))
    if (accounts.length < 2) return undefined
    const shared = (room: RoomSummary): number => accounts.filter((account) => this.#membersOf(room).has(account)).length
    const [best] = this.#rooms.filter(({ kind }) => kind !== 'direct').toSorted((a, b) => shared(b) - shared(a))
    return best !== undefined && shared(best) >= OVERLAP * others.length && shared(best) >= 2 ? inRoom(best, 'same-room') : undefined
  }

  #membersOf({ room }: RoomSummary): ReadonlySet<AccountId> {
    const known = this.#members.get(room)
    if (known !== undefined) return known
    const members = this.#messenger.members(room)
    const found = new Set(members.ok ? members.value.map(({ account }) => account) : [])
    this.#members.set(room, found)
    return found
  }
}

/** A conversation without a title bears the name of its file, or of its folder where every export calls the file the same. */
function titleOfFile(path: string): string {
  const [stem = '', parent = ''] = path
    .split('/')
    .toReversed()
    .map((part) => part.replace(/\.[A-Za-z0-9]{1,8}$/, ''))
  return parent !== '' && USUAL.test(stem) ? parent : stem
}

function inRoom({ room, name }: RoomSummary, why: MatchReason): ChatPreview['target'] {
  return { target: { to: 'room', room }, name, why }
}

function targetOf(who: AuthorIs, title: string): ImportTarget {
  if (who.is === 'contact') return { to: 'contact', account: who.account }
  if (who.is === 'entry') return { to: 'entry', entry: who.entry }
  return { to: 'new', title }
}
