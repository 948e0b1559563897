/**
 * From what a person types to an id: the id itself, the beginning of one, or a name that fits one thing only. A name that fits several
 * is refused with the candidates; nothing is guessed.
 */
import { parseId, type AccountId, type DeviceId, type MessageId, type RoomId } from '../../shared/ids/index.ts'
import type { Contact, MemberView, OwnDeviceView } from '../../shared/messenger/index.ts'
import { CommandFailure } from './failure.ts'
import type { Session } from './session.ts'
import { plain } from './terminal-text.ts'

/** Shortest beginning of an id that is taken for one. */
const PREFIX = /^[0-9a-f]{8,63}$/

interface Named<I> {
  readonly id: I
  readonly name: string
}

/** A direct room bears the contact's name; for a contact without one it is made. */
export async function findRoom(session: Session, typed: string): Promise<RoomId> {
  const room = await roomOf(session, typed)
  if (room === undefined) throw new CommandFailure('NO_ROOM', plain(typed))
  return room
}

/** What is read as a room is: one, or the history of another messenger that bears the name where no room does. */
export async function findReadable(session: Session, typed: string): Promise<RoomId> {
  const room = await roomOf(session, typed)
  if (room !== undefined) return room
  const archives = await session.ask('imports.archives')
  const archive = choose(
    typed,
    archives.map(({ archive: id, title }) => ({ id, name: title })),
  )
  if (archive === undefined) throw new CommandFailure('NO_ROOM', plain(typed))
  return archive
}

async function roomOf(session: Session, typed: string): Promise<RoomId | undefined> {
  const whole = parseId('room', typed)
  if (whole !== undefined) return whole
  const rooms = await session.ask('rooms.list')
  const current = rooms.filter((room) => room.state !== 'left' && room.state !== 'removed')
  const room =
    choose(
      typed,
      named(current, (one) => one.room),
    ) ??
    choose(
      typed,
      named(rooms, (one) => one.room),
    )
  if (room !== undefined) return room
  const contacts = await session.ask('people.contacts')
  const contact = choose(
    typed,
    named(contacts, (one) => one.account),
  )
  return contact === undefined ? undefined : session.ask('rooms.direct', { account: contact })
}

export async function findContact(session: Session, typed: string): Promise<Contact> {
  const contacts = await session.ask('people.contacts')
  const account = choose(
    typed,
    named(contacts, (one) => one.account),
  )
  const contact = contacts.find((one) => one.account === account)
  if (contact === undefined) throw new CommandFailure('NO_CONTACT', plain(typed))
  return contact
}

/** A member of the room by name or account. */
export function findMember(members: readonly MemberView[], typed: string): AccountId {
  const account = choose(
    typed,
    named(members, (one) => one.account),
  )
  if (account === undefined) throw new CommandFailure('NOT_MEMBER', plain(typed))
  return account
}

/** One of this person's computers, by name or id. */
export function findOwnDevice(devices: readonly OwnDeviceView[], typed: string): OwnDeviceView {
  const device = choose(
    typed,
    named(devices, (one) => one.device),
  )
  const found = devices.find((one) => one.device === device)
  if (found === undefined) throw new CommandFailure('NO_DEVICE', plain(typed))
  return found
}

/** A device seen nearby, by the name it shows or its id. */
export async function findNearby(session: Session, typed: string): Promise<DeviceId | undefined> {
  const devices = await session.ask('people.nearby')
  return choose(
    typed,
    devices.map((one) => ({ id: one.device, name: one.name ?? '' })),
  )
}

export function messageId(typed: string | undefined): MessageId {
  const id = parseId('message', typed ?? '')
  if (id === undefined) throw new CommandFailure('NO_MESSAGE', plain(typed ?? ''))
  return id
}

function named<T extends { readonly name: string }, I extends string>(all: readonly T[], id: (one: T) => I): readonly Named<I>[] {
  return all.map((one) => ({ id: id(one), name: one.name }))
}

/** Undefined: nothing fits. Throws AMBIGUOUS when several do. */
function choose<I extends string>(typed: string, all: readonly Named<I>[]): I | undefined {
  const same = all.filter((one) => one.id === typed)
  const spelt = same.length > 0 ? same : all.filter((one) => one.name.normalize('NFC') === typed.normalize('NFC'))
  const alike = spelt.length > 0 ? spelt : all.filter((one) => folded(one.name) === folded(typed))
  const found = alike.length > 0 || !PREFIX.test(typed) ? alike : all.filter((one) => one.id.startsWith(typed))
  if (found.length <= 1) return found[0]?.id
  throw new CommandFailure('AMBIGUOUS', found.map((one) => `${plain(one.name)} (${one.id})`).join(', '))
}

function folded(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}
