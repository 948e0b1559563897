/**
 * What people write each other in knocks and replies, and which of the ways to get to know somebody it is about: a message that came is handed
 * to that way, and what any of them has to say in a session is collected from all.
 */
import type { InviteId } from '../../ids/index.ts'
import type { MatchKey, PeerSession } from '../../sync/index.ts'
import type { Circle, Due } from './circle.ts'
import type { Door } from './door.ts'
import type { LinkPairing } from './link-pairing.ts'
import { type PeopleMessage, decodeMessage, isKnock } from './messages.ts'
import type { NearbyKnocks } from './nearby-knocks.ts'
import type { Recovery } from './recovery.ts'
import type { RoomJoins } from './room-joins.ts'

export interface Ways {
  readonly pairing: LinkPairing
  readonly nearby: NearbyKnocks
  readonly recovery: Recovery
  readonly door: Door
  readonly joins: RoomJoins
}

export class Correspondence {
  readonly #circle: Circle
  readonly #ways: Ways
  readonly #matched = new WeakMap<PeerSession, ReadonlySet<InviteId>>()

  constructor(circle: Circle, ways: Ways) {
    this.#circle = circle
    this.#ways = ways
  }

  /** What both sides of the session hold. */
  matched(session: PeerSession, matches: readonly MatchKey[]): void {
    this.#matched.set(session, new Set(matches.flatMap((match) => (match.kind === 'invite' ? [match.invite] : []))))
  }

  due(session: PeerSession): readonly Due[] {
    if (this.#circle.isBlocked(session)) return []
    const { pairing, nearby, recovery, joins } = this.#ways
    return [
      ...pairing.due(session),
      ...nearby.due(session),
      ...recovery.due(session),
      ...joins.due(session, this.#matched.get(session) ?? new Set()),
    ]
  }

  heard(session: PeerSession, payload: Uint8Array, frame: Due['frame']): void {
    if (this.#circle.isBlocked(session)) return
    const message = decodeMessage(payload)
    // What may disturb a person or cost signatures comes as a knock, which sync counts and limits; as a reply it would slip past.
    if (message === undefined || isKnock(message) !== (frame === 'knock')) return this.#circle.refuse('BAD_KNOCK')
    this.#hand(session, message)
  }

  #hand(session: PeerSession, message: PeopleMessage): void {
    const { pairing, nearby, recovery, door, joins } = this.#ways
    switch (message.type) {
      case 'pair':
        return pairing.heardPair(session, message)
      case 'paired':
        return pairing.heardPaired(session, message)
      case 'refused':
        return pairing.heardRefused(session, message)
      case 'ask':
        return nearby.heardAsk(session, message)
      case 'offer':
        return nearby.heardOffer(session, message)
      case 'reveal':
        return nearby.heardReveal(session, message)
      case 'compared':
        return nearby.heardCompared(session, message)
      case 'recover':
        return recovery.heardRecover(session, message)
      case 'recognised':
        return recovery.heardRecognised(session, message)
      case 'returned':
        return recovery.heardReturned(session, message)
      case 'join':
        return door.heard(session, message)
      case 'joined':
        return joins.heardJoined(session, message)
      case 'joinAsked':
        return joins.heardAsked(message)
      case 'joinRefused':
        return joins.heardRefused(session, message)
    }
  }
}
