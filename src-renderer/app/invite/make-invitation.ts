/**
 * Makes invitations, and keeps those of this window while they hold: opening the sheet again shows the same one instead of a new one. Of
 * contacts there are two at a time: one for the screen, which counts as compared for whoever scans it there, and one that is sent.
 */
import type { RoomId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { call, onLocked } from '../engine/index.ts'
import { roleOf, termMs, type Terms } from './terms.ts'

export interface Invitation {
  /** To be sent or printed. */
  readonly link: string
  /** To be shown here, to somebody who is there. */
  readonly screenLink: string
  readonly made: number
  readonly expires: number
  /** Rooms: by which it is withdrawn. */
  readonly invite?: string
}

const kept = new Map<string, Invitation>()
/** Copied, shared or printed: somebody may rely on it. */
const handedOut = new Set<string>()

/** Shown for as long as scanning it still proves something, with a little time to scan. */
const SCREEN_MS = RESOURCE.CONTACT_IN_PERSON_MS * 0.8

/** `used`: so many came by invitations already; a link that may have been used is not shown again. */
export async function contactInvitation({ term }: Terms, used: number): Promise<Result<Invitation>> {
  const key = `contact ${term} ${used}`
  const now = Date.now()
  const before = kept.get(key)
  if (before !== undefined && now - before.made < SCREEN_MS) return ok(before)
  const expiresInMs = termMs(term)
  const shown = await call('people.invite', { expiresInMs, inPerson: true })
  if (!shown.ok) return fail(shown.error.code)
  const sent = before === undefined ? await call('people.invite', { expiresInMs }) : { ok: true as const, value: { link: before.link } }
  if (!sent.ok) return fail(sent.error.code)
  return ok(keep(key, { link: sent.value.link, screenLink: shown.value.link, made: now, expires: before?.expires ?? now + expiresInMs }))
}

export async function roomInvitation(room: RoomId, terms: Terms): Promise<Result<Invitation>> {
  const key = roomKey(room, terms)
  const before = kept.get(key)
  if (before?.invite !== undefined && (await isLive(room, before.invite))) return ok(before)
  const expiresInMs = termMs(terms.term)
  const made = Date.now()
  const answer = await call('rooms.invite', {
    room,
    uses: Number(terms.uses),
    expiresInMs,
    role: roleOf(terms.role),
    ask: terms.door === 'asked',
  })
  if (!answer.ok) return fail(answer.error.code)
  const { link, invite } = answer.value
  return ok(keep(key, { link, screenLink: link, invite, made, expires: made + expiresInMs }))
}

/** Other terms were chosen: what nobody was given is withdrawn, so that it does not stay open unseen. */
export function dropUnused(room: RoomId, terms: Terms): void {
  const key = roomKey(room, terms)
  const before = kept.get(key)
  if (before?.invite === undefined || handedOut.has(before.link)) return
  kept.delete(key)
  void call('rooms.revokeInvite', { room, invite: before.invite })
}

export function noteHandedOut({ link }: Invitation): void {
  handedOut.add(link)
}

async function isLive(room: RoomId, invite: string): Promise<boolean> {
  const live = await call('rooms.invites', { room })
  return live.ok && live.value.some((each) => each.invite === invite)
}

function keep(key: string, invitation: Invitation): Invitation {
  kept.set(key, invitation)
  return invitation
}

function roomKey(room: RoomId, { term, uses, door, role }: Terms): string {
  return `${room} ${term} ${uses} ${door} ${role}`
}

// Links that let people in stay behind the locked door.
onLocked(() => {
  kept.clear()
  handedOut.clear()
})
