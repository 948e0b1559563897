/**
 * What follows from a change elsewhere in the messenger: whom to reach, whom to bring into which rooms, what carriers must hear. What may take
 * long comes after what is going on now, and once, however often it was asked for.
 */
import type { AccountId, DeviceId, RoomId } from '../ids/index.ts'
import type { RoomKey } from '../store/index.ts'
import type { PeerSession } from '../sync/index.ts'
import type { NamedTimers } from '../timers/index.ts'
import type { MessengerEvent } from './api.ts'
import type { Beyond } from './beyond.ts'
import type { OwnHouse } from './linking/index.ts'
import { OwnDevices } from './own-devices.ts'
import type { People } from './people/index.ts'
import type { Reaching } from './reaching.ts'
import { Returning } from './returning.ts'
import type { Rooms } from './rooms.ts'

export interface ConsequencesDeps {
  /** Mine. */
  readonly account: AccountId
  readonly rooms: Rooms
  readonly people: People
  readonly reaching: Reaching
  readonly beyond: Beyond
  readonly linking: OwnHouse
  readonly timers: NamedTimers
  emit(event: MessengerEvent): void
}

export class Consequences {
  readonly #deps: ConsequencesDeps
  readonly #ownDevices = new OwnDevices()
  readonly #returning = new Returning()
  #isStopped = false

  constructor(deps: ConsequencesDeps) {
    this.#deps = deps
  }

  ofContact(account: AccountId): void {
    if (this.#isStopped) return
    const { rooms, people, beyond, reaching, emit } = this.#deps
    this.#later(`carry/${account}`, () => beyond.carrying.contactChanged(account))
    this.#later('reach', () => reaching.update())
    this.#later(`return/${account}`, () => this.#returning.lookAt(rooms, people, account))
    if (account === this.#deps.account) {
      for (const key of rooms.registry.keys()) {
        const room = rooms.get(key)
        if (room !== undefined) this.#ownDevices.introduce(room, people)
      }
    }
    emit({ type: 'contact', account })
  }

  /** Its members are to be reached, and a room that one own device came into is a room for all of them. */
  ofRoom(id: RoomId): void {
    const { rooms, people, beyond, reaching } = this.#deps
    this.#later('reach', () => reaching.update())
    this.#later(`devices/${id}`, () => {
      const room = rooms.byId(id)
      if (room === undefined) return
      this.#ownDevices.introduce(room, people)
      this.#returning.introduce(room, people)
      this.#returning.learn(room, people)
    })
    this.#later('carry', () => beyond.offerCarriers())
  }

  /** Its members are wanted before the invitation's devices are let go, or the line to them would be cut in between. */
  ofJoining(key: RoomKey): void {
    const { rooms, people, reaching } = this.#deps
    this.#later(`joined/${key}`, () => {
      const room = rooms.registry.get(key)?.room
      if (room === undefined) return
      reaching.update()
      people.roomOpened(key, room)
    })
  }

  ofReach(device: DeviceId): void {
    const account = this.#deps.people.ownerOf(device)
    if (account !== undefined) this.#deps.emit({ type: 'reach', account })
  }

  ofSession(session: PeerSession): void {
    const { beyond, linking, reaching, emit } = this.#deps
    reaching.heard(session.device)
    emit({ type: 'peer', device: session.device, connected: true })
    if (session.account !== undefined) this.ofContact(session.account)
    beyond.sessionOpened(session)
    linking.sessionOpened(session)
  }

  ofSessionEnd(session: PeerSession): void {
    this.#deps.beyond.sessionClosed(session)
    this.#deps.emit({ type: 'peer', device: session.device, connected: false })
  }

  stop(): void {
    this.#isStopped = true
  }

  #later(name: string, run: () => void): void {
    this.#deps.timers.after(name, 0, run)
  }
}
