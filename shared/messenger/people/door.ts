/**
 * Letting people into rooms (GOV-13), the member's side: a knock is checked whole before anything is done about it. Where the room asks a
 * person first, it waits in the list of knocks; the joiner knocks again in every session, so nothing is on disk here.
 */
import { verifyKnock } from '../../contacts/index.ts'
import type { Knock } from '../../contacts/index.ts'
import { soundCard } from '../../identity/index.ts'
import { shortId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { ActCode, KnockView } from '../api.ts'
import type { Asker } from './blocking.ts'
import type { Circle } from './circle.ts'
import type { OpenInvite } from './deps.ts'
import type { MessageOf } from './messages.ts'

interface Caller {
  readonly open: OpenInvite
  readonly knock: Knock
  readonly device: PeerSession['device']
  readonly at: number
  state: KnockView['state']
}

type Answer = MessageOf<'joined'> | MessageOf<'joinAsked'> | MessageOf<'joinRefused'>

export class Door {
  readonly #circle: Circle
  readonly #callers = new Map<string, Caller>()

  constructor(circle: Circle) {
    this.#circle = circle
  }

  views(): readonly KnockView[] {
    this.#prune()
    return [...this.#callers].map(([id, caller]) => this.#view(id, caller))
  }

  /** When the invitations end by which somebody may still come in here; wall ms. */
  open(): readonly number[] {
    const { rooms } = this.#circle.deps
    return rooms.invites().flatMap(({ invite, admits }) => (admits ? [invite.expires] : []))
  }

  has(id: string): boolean {
    return this.#callers.has(id)
  }

  heard(session: PeerSession, { knock }: MessageOf<'join'>): void {
    const answer = this.#answer(session, knock)
    if (answer !== undefined) this.#circle.reply(session, answer)
  }

  /** The person here decided about somebody who waits. */
  answer(id: string, isWelcome: boolean): Result<KnockView, ActCode> {
    const caller = this.#callers.get(id)
    if (caller === undefined || caller.state !== 'waiting') return fail('NO_KNOCK')
    if (isWelcome) {
      const admitted = this.#circle.deps.rooms.admit(caller.open.room, caller.knock, true)
      if (!admitted.ok) return admitted
      if (admitted.value !== 'admitted') return fail('FORBIDDEN')
    }
    caller.state = isWelcome ? 'confirmed' : 'refused'
    const { invite } = caller.knock
    for (const session of this.#circle.sessionsOf(caller.device)) {
      this.#circle.reply(session, isWelcome ? { type: 'joined', invite } : { type: 'joinRefused', invite, why: 'revoked' })
    }
    this.#circle.deps.emit({ type: 'knock', id })
    return ok(this.#view(id, caller))
  }

  turnAway(id: string): Result<KnockView, ActCode> {
    return this.answer(id, false)
  }

  /** Who waits to be let in. The knock was checked whole when it came. */
  asker(id: string): Asker | undefined {
    const caller = this.#callers.get(id)
    if (caller === undefined || caller.state !== 'waiting') return undefined
    const { account, certificates } = caller.knock
    const card = soundCard(this.#circle.deps.crypto, account, { certificates, revocations: [] })
    return { device: caller.device, name: this.#view(id, caller).name, account, card }
  }

  /** undefined: a forgery, of which nobody is told anything. */
  #answer(session: PeerSession, knock: Knock): Answer | undefined {
    const { invite } = knock
    const { rooms, crypto } = this.#circle.deps
    const open = rooms.invites().find((each) => each.invite.id === invite && each.root === knock.root)
    if (open === undefined) return { type: 'joinRefused', invite, why: 'revoked' }
    if (verifyKnock(crypto, knock, open.invite.pub) !== session.device) {
      this.#circle.refuse('FORGED_KNOCK')
      return undefined
    }
    // GOV-16: to somebody I blocked the invitation has simply ended.
    if (this.#circle.book.get(knock.account)?.isBlocked === true) return { type: 'joinRefused', invite, why: 'revoked' }
    const id = `${invite}:${knock.account}`
    const known = this.#callers.get(id)
    if (known?.state === 'refused') return { type: 'joinRefused', invite, why: 'revoked' }
    const admitted = rooms.admit(open.room, knock, known?.state === 'confirmed')
    if (!admitted.ok) {
      this.#circle.refuse(admitted.code)
      return {
        type: 'joinRefused',
        invite,
        why: admitted.code === 'USED_UP' ? 'used' : admitted.code === 'EXPIRED' ? 'expired' : 'revoked',
      }
    }
    if (admitted.value === 'admitted') {
      this.#callers.delete(id)
      return { type: 'joined', invite }
    }
    if (admitted.value === 'asked' && known === undefined)
      this.#show(id, { open, knock, device: session.device, at: this.#circle.now(), state: 'waiting' })
    return { type: 'joinAsked', invite }
  }

  /** Beyond twenty the rest is told to wait all the same, and comes up when there is room. */
  #show(id: string, caller: Caller): void {
    this.#prune()
    const waiting = [...this.#callers.values()].filter(({ state }) => state === 'waiting').length
    if (waiting >= RESOURCE.KNOCKS_WAITING || this.#callers.size >= RESOURCE.KNOCKS_REMEMBERED) return this.#circle.refuse('BUSY')
    this.#callers.set(id, caller)
    this.#circle.deps.emit({ type: 'knock', id })
  }

  #prune(): void {
    for (const [id, { open }] of this.#callers) if (this.#circle.now() >= open.invite.expires) this.#callers.delete(id)
  }

  #view(id: string, { open, knock, device, at, state }: Caller): KnockView {
    const room = this.#circle.deps.rooms.roomId(open.room)
    const name = knock.name ?? knock.certificates.at(-1)?.name ?? shortId(knock.account)
    return {
      id,
      device,
      account: knock.account,
      name,
      direction: 'in',
      state,
      code: undefined,
      at,
      kind: 'room',
      ...(room !== undefined && { room }),
    }
  }
}
