/**
 * RECV-11: people out of a keepsake come back into the contact book. Who is no contact again yet waits there as somebody asked, with the name
 * and the mark the person gave; who was shut out is shut out again. Nothing that the person chose on this computer is overwritten.
 */
import { type Card, EMPTY_CARD, mergeCards, soundCard } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { BlockedDevice } from '../api-profile.ts'
import { type Circle, blank } from './circle.ts'

export interface RestoredPerson {
  readonly account: AccountId
  readonly given?: string | undefined
  readonly announced?: string | undefined
  readonly since: number
  readonly isStranger?: boolean | undefined
  /** As claimed: checked here as if it came from anybody. */
  readonly card?: Card | undefined
  /** undefined: as it is here. */
  readonly isVerified: boolean | undefined
  /** True: from now on; false: as it is here. */
  readonly isBlocked: boolean
}

export interface RestoredPeople {
  readonly people: readonly RestoredPerson[]
  readonly shut: readonly BlockedDevice[]
  /** Own devices that were taken out, when and by which. */
  readonly out: ReadonlyMap<DeviceId, { readonly at: number; readonly by: DeviceId }>
}

/** Part of the caller's `commit`. Gives the accounts of which something is other than before. */
export function restorePeople(circle: Circle, { people, shut, out }: RestoredPeople): readonly AccountId[] {
  const { book, own } = circle
  const changed = people.filter((each) => restorePerson(circle, each)).map(({ account }) => account)
  for (const device of shut) {
    if (!book.isBlockedDevice(device.device) && book.blockedDevices().length < RESOURCE.BLOCKED_DEVICES) book.blockDevice(device)
  }
  // Never this one: what is said here was said before it was.
  for (const [device, note] of out) if (device !== own.keys.device && !own.book.isOut(device)) own.takeOut(device, note)
  return changed
}

/** After the commit: whoever is shut out now is gone. */
export function afterRestoring(circle: Circle, accounts: readonly AccountId[]): void {
  const { book, deps } = circle
  for (const session of deps.sessions()) {
    const isBlocked = session.account !== undefined && book.get(session.account)?.isBlocked === true
    if (isBlocked || book.isBlockedDevice(session.device)) session.end('GONE')
  }
  for (const account of accounts) {
    if (book.get(account)?.isBlocked === true) for (const device of book.devices(account, circle.now())) deps.disconnect(device)
    circle.changed(account)
  }
}

function restorePerson(circle: Circle, person: RestoredPerson): boolean {
  const { book, own, deps } = circle
  const { account, given, announced, since, card, isVerified, isBlocked } = person
  if (account === own.account || !circle.hasRoomFor(account)) return false
  const before = book.get(account)
  // Let in again since: nobody the person knows.
  if (before === undefined && person.isStranger === true && !isBlocked) return false
  const known = before ?? { ...blank(since), ...(isBlocked && person.isStranger === true && { isStranger: true }) }
  const name = known.given ?? given
  const called = known.announced ?? announced
  const isNews =
    before === undefined ||
    name !== before.given ||
    called !== before.announced ||
    (isBlocked && !before.isBlocked) ||
    (isVerified !== undefined && isVerified !== before.isVerified)
  if (!isNews) return false
  book.put(account, {
    ...known,
    ...(name !== undefined && { given: name }),
    ...(called !== undefined && { announced: called }),
    card: isBlocked ? mergeCards(account, known.card, soundCard(deps.crypto, account, card ?? EMPTY_CARD)) : known.card,
    isVerified: isVerified ?? known.isVerified,
    isBlocked: known.isBlocked || isBlocked,
  })
  return true
}
