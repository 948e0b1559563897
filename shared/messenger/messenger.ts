/**
 * The messenger of one device: people, rooms and sync put together over interfaces. It makes no part of the outside world itself; the engine,
 * the simulation and later the browser hand theirs in and get the same behaviour.
 */
import type { AccountId, DeviceId, MessageId, RoomId } from '../ids/index.ts'
import { type Result, fail, ok } from '../result.ts'
import { type StreamHub, createSyncHub } from '../sync/index.ts'
import { NamedTimers } from '../timers/index.ts'
import type { ActCode, Messenger, MessengerEvent, MessengerStatus } from './api.ts'
import type { RecoveringApi } from './api-recovering.ts'
import type { Readiness } from './readiness/index.ts'
import { Beyond } from './beyond.ts'
import type { Bundles } from './bundles/index.ts'
import type { Carrying } from './carrying/index.ts'
import { Consequences } from './consequences.ts'
import { Conversations } from './conversations.ts'
import { DeliveryWatch } from './delivery-watch.ts'
import type { MessengerDeps } from './deps.ts'
import { DirectPairs } from './direct-pairs.ts'
import { Events } from './events.ts'
import { Exporting } from './exporting.ts'
import { Governing } from './governing.ts'
import { type Names, namesFor } from './names.ts'
import { OwnHouse } from './linking/index.ts'
import { type People, createPeople } from './people/index.ts'
import { Reaching } from './reaching.ts'
import { Reading } from './reading.ts'
import { rebuildEach } from './rebuild-rooms.ts'
import { createRoomDoor, makeDirectRoom } from './room-door.ts'
import { Retiring, dropRetiredLater } from './retiring.ts'
import { Rooms } from './rooms.ts'
import type { RunningMessenger, Standing } from './running.ts'
import { Meeting } from './meeting.ts'
import { MovedIn } from './moved-in.ts'
import { ProfileSettings } from './settings.ts'
import { sharedFiles } from './shared-files.ts'
import { statusOf } from './status-of.ts'
import { storageOf } from './storage-use.ts'
import { createSyncHost } from './sync-host.ts'
import { Talking } from './talking.ts'

export function createMessenger(deps: MessengerDeps): RunningMessenger {
  return new DefaultMessenger(deps)
}

class DefaultMessenger implements RunningMessenger {
  readonly people: People
  readonly meeting: Meeting
  readonly media: Beyond['media']
  readonly roomBook: Rooms
  readonly #deps: MessengerDeps
  readonly #hub: StreamHub
  readonly #names: Names
  readonly #pairs: DirectPairs
  readonly #movedIn: MovedIn
  readonly #reading: Reading
  readonly #talking: Talking
  readonly #conversations: Conversations
  readonly #consequences: Consequences
  readonly #reaching: Reaching
  readonly #governing: Governing
  readonly #retiring: Retiring
  readonly #watch: DeliveryWatch
  readonly #settings: ProfileSettings
  readonly #events: Events
  readonly linking: OwnHouse
  readonly #beyond: Beyond
  readonly #releases: (() => void)[] = []
  readonly exports: Exporting
  readonly #timers: NamedTimers
  #isStopped = false

  constructor(deps: MessengerDeps) {
    this.#deps = deps
    this.#timers = new NamedTimers(deps.clock)
    const { store, crypto, rng, clock, identity, links } = deps
    const emit = (event: MessengerEvent): void => this.#events.tell(event)
    this.#events = new Events({
      store,
      failed: (cause) => {
        for (const key of this.roomBook.opened()) this.roomBook.failed(key, cause)
      },
      told: (event) => this.#told(event),
      shown: (event) => this.#shown(event),
    })
    this.#retiring = new Retiring(deps)
    this.#watch = new DeliveryWatch(emit)
    this.#settings = new ProfileSettings(store)
    this.roomBook = new Rooms({
      store,
      crypto,
      rng,
      clock,
      identity,
      ownCard: () => this.people.approvedCard(),
      outDevices: () => this.people.shared.devices.out(),
      hub: () => this.#hub,
      now: () => this.#now(),
      emit,
      forked: (room, device) => emit({ type: 'fork', room: room.core.id, device }),
      rolledBack: () => this.#retiring.begin(),
      custodyChanging: (room) => this.#watch.open(room),
      custodyChanged: (room) =>
        this.#later(`delivery/${room.core.key}`, () => {
          this.#watch.changed(room)
          this.#beyond.custodyChanged(room.core.key)
        }),
      joined: (key) => this.#consequences.ofJoining(key),
      hasUnread: (key) => this.#reading.hasUnread(key),
      hasReadReceipts: () => this.#settings.current.readReceipts,
      dropped: (key) => this.#conversations.dropped(key),
    })
    this.#movedIn = new MovedIn({
      ...{ ...deps, emit, rooms: this.roomBook, people: () => this.people, names: () => this.#names },
      send: (...said) => this.send(...said),
      inviteContact: () => this.inviteContact(),
      later: (name, run) => this.#later(name, run),
    })
    this.#pairs = new DirectPairs(this.roomBook, store.messages, this.imports)
    this.meeting = new Meeting({
      links,
      people: () => this.people,
      now: () => clock.now(),
      typed: () => this.#settings.current.bootstrap,
      record: () => this.#beyond.finding.ownRecord(),
      found: (device, bytes) => this.#beyond.finding.found(device, bytes),
    })
    this.people = createPeople({
      store,
      crypto,
      rng,
      clock,
      identity,
      rooms: createRoomDoor({
        rooms: this.roomBook,
        now: () => clock.now(),
        people: () => this.people,
        contactsChanged: (account) => this.#consequences.ofContact(account),
      }),
      connect: (device, addresses) => links.connect(device, addresses),
      disconnect: (device) => links.disconnect(device),
      addresses: () => links.addresses(),
      nearby: () => this.#reaching.nearby(),
      sessions: () => this.#hub.sessions(),
      entrances: this.meeting,
      emit,
    })
    this.#reaching = new Reaching({
      ...{ links, people: this.people, rooms: this.roomBook, self: identity.keys.device },
      now: () => clock.now(),
      fellows: () => this.carrying.fellows(),
      wanted: (devices) => this.#beyond.finding.wants(devices),
    })
    this.#governing = new Governing(deps, this.roomBook, this.people)
    this.#names = namesFor(identity.account, this.people, this.#pairs)
    this.#reading = new Reading({
      rooms: this.roomBook,
      pairs: this.#pairs,
      archives: this.imports,
      messages: store.messages,
      names: this.#names,
      account: identity.account,
      now: () => this.#now(),
      why: (account) => {
        const { name, code, since } = this.#reaching.contactReach(account)
        return { account, name, code, since }
      },
    })
    this.#talking = new Talking({
      rooms: this.roomBook,
      pairs: this.#pairs,
      people: this.people,
      reading: this.#reading,
      archives: this.imports,
      watch: this.#watch,
    })
    this.#conversations = new Conversations({
      store,
      clock,
      rooms: this.roomBook,
      pairs: this.#pairs,
      names: this.#names,
      reaching: this.#reaching,
      governing: this.#governing,
      account: identity.account,
      now: () => this.#now(),
      unread: (keys) => this.#reading.unread(keys),
      mentions: (keys) => keys.reduce((sum, key) => sum + this.#reading.mentionsIn(key), 0),
      sessions: () => this.#hub.sessions(),
      hub: () => this.#hub,
      mayWrite: (room) => this.#talking.mayWrite(room),
      hasTyping: () => this.#settings.current.typing,
      emit,
    })
    this.exports = new Exporting({
      pages: this.#reading.pages,
      conversations: this.#conversations,
      archives: this.imports,
      me: () => this.me(),
      now: () => this.#now(),
    })
    this.linking = new OwnHouse({
      store,
      crypto,
      rng,
      clock,
      links,
      people: this.people,
      rooms: this.roomBook,
      settings: this.#settings,
      notes: this.#conversations.notes,
      hub: () => this.#hub,
      emit,
      changeSettings: (changes) => void this.changeSettings(changes),
    })
    this.#beyond = new Beyond({
      ...deps,
      ...{ people: this.people, rooms: this.roomBook, pairs: this.#pairs, names: this.#names, governing: this.#governing },
      ...{ watch: this.#watch, events: this.#events, notes: this.#conversations.notes },
      settings: () => this.#settings.current,
      hub: () => this.#hub,
      now: () => this.#now(),
      later: (name, run) => this.#later(name, run),
      reachAnew: () => this.#reaching.update(),
    })
    this.media = this.#beyond.media
    this.#consequences = new Consequences({
      ...{ account: identity.account, rooms: this.roomBook, people: this.people, reaching: this.#reaching },
      ...{ beyond: this.#beyond, linking: this.linking, timers: this.#timers },
      emit,
    })
    this.#hub = createSyncHub(
      createSyncHost({
        crypto,
        rng,
        clock,
        identity,
        people: this.people,
        rooms: this.roomBook,
        carrying: this.carrying,
        linking: this.linking.desk,
        kind: deps.kind ?? 'person',
        links: {
          doubt: (stream) => {
            this.#reaching.doubt(stream)
            this.#consequences.ofReach(stream.device)
          },
          trust: (stream) => {
            this.#reaching.trust(stream)
            this.#consequences.ofReach(stream.device)
          },
        },
        together: (work) => this.#events.together(work),
        recorded: (session, payload) => this.#beyond.finding.heard(session, payload),
        typed: (key, account, isTyping) => this.#conversations.typing.heard(key, account, isTyping),
        sessionOpened: (session) => this.#consequences.ofSession(session),
        sessionClosed: (session) => this.#consequences.ofSessionEnd(session),
      }),
    )
    this.#releases.push(
      links.onStream((stream) => {
        this.#hub.attach(stream)
        this.people.attached(stream.device)
        this.linking.desk.attached(stream.device)
      }),
      links.onReach((device) => this.#consequences.ofReach(device)),
      links.onNearby(() => {
        this.people.recovery.look()
        emit({ type: 'nearby' })
      }),
    )
    this.people.start()
    this.linking.start()
    this.#reaching.update()
    // Room mates who are no contacts are only known once governance is open: after the start, not before it.
    this.#later('open-rooms', () => this.#openRooms())
  }

  get bundles(): Bundles {
    return this.#beyond.bundles
  }

  get imports(): MovedIn['archives'] {
    return this.#movedIn.archives
  }

  get addressBook(): MovedIn['addressBook'] {
    return this.#movedIn.addressBook
  }

  get recovering(): RecoveringApi {
    return this.#beyond.keepsakes
  }

  get readiness(): Readiness {
    return this.#beyond.readiness
  }

  get carrying(): Carrying {
    return this.#beyond.carrying
  }

  sessions: RunningMessenger['sessions'] = () => this.#hub.sessions()

  standing(device: DeviceId): Standing {
    if (!this.people.admits(device)) return 'blocked'
    return this.people.ownerOf(device) === undefined ? 'stranger' : 'known'
  }

  retirement(): Promise<void> {
    return this.#retiring.due
  }

  stop(): void {
    this.#isStopped = true
    this.imports.stop()
    this.#consequences.stop()
    this.#timers.close()
    this.#retiring.stop()
    this.#beyond.stop()
    this.#conversations.typing.stop()
    for (const release of this.#releases) release()
    this.linking.stop()
    this.people.stop()
    for (const key of this.roomBook.opened()) this.roomBook.get(key)?.publish()
    this.#hub.stop()
    this.roomBook.close()
    this.#deps.store.purgeErased()
  }

  subscribe(listener: (event: MessengerEvent) => void): () => void {
    return this.#events.subscribe(listener)
  }

  me: Messenger['me'] = () => this.people.me()
  rename: Messenger['rename'] = (name) => this.people.rename(name)
  settings: Messenger['settings'] = () => this.#settings.current
  safetyNumber: Messenger['safetyNumber'] = (account) => this.people.safetyNumber(account)
  contacts: Messenger['contacts'] = () => this.people.contacts()
  renameContact: Messenger['renameContact'] = (account, name) => this.people.renameContact(account, name)
  verifyContact: Messenger['verifyContact'] = (account, verified) => this.people.verifyContact(account, verified)
  inviteContact: Messenger['inviteContact'] = (options) => {
    const issued = this.people.inviteContact(options)
    // Whoever is invited may be at the door before anything else happens.
    this.#reaching.update()
    return issued
  }
  nearby: Messenger['nearby'] = () => this.people.nearby()
  knocks: Messenger['knocks'] = () => this.people.knocks()
  ask: Messenger['ask'] = (device) => this.people.ask(device)
  blockedDevices: Messenger['blockedDevices'] = () => this.people.blockedDevices()
  unblockDevice: Messenger['unblockDevice'] = (device) => this.people.unblockDevice(device)
  devicesSeen: Messenger['devicesSeen'] = (account) => this.people.devicesSeen(account)
  setPicture: Messenger['setPicture'] = (picture) => this.people.setPicture(picture)
  words: Messenger['words'] = () => this.people.words()
  checkWords: Messenger['checkWords'] = (answers) => this.people.checkWords(answers)
  devices: Messenger['devices'] = () => this.people.devices()
  approveDevice: Messenger['approveDevice'] = (device) => this.people.approveDevice(device)
  confirmKnock: Messenger['confirmKnock'] = (id, same) => this.people.confirmKnock(id, same)
  inviteToRoom: Messenger['inviteToRoom'] = (room, options) => this.#governing.invite(room, options)
  revokeInvite: Messenger['revokeInvite'] = (room, invite) => this.#governing.revoke(room, invite)
  createRoom: Messenger['createRoom'] = (options) => this.#governing.create(options)
  directRoom: Messenger['directRoom'] = (account) => makeDirectRoom(this.roomBook, account, this.people)
  renameRoom: Messenger['renameRoom'] = (id, name) => this.#pairs.inEach(id, (room) => this.#governing.rename(room, name))
  act: Messenger['act'] = (id, act) => this.#pairs.inEach(id, (room) => this.#governing.act(room, act))
  leave: Messenger['leave'] = (id) => this.#pairs.inEach(id, (room) => this.#governing.leave(room))
  rooms: Messenger['rooms'] = () => this.#conversations.rooms()
  members: Messenger['members'] = (room) => this.#conversations.members(room)
  invites: Messenger['invites'] = (room) => this.#conversations.invites(room)
  roomDetails: Messenger['roomDetails'] = (room) => this.#conversations.details(room)
  changeRoom: Messenger['changeRoom'] = (room, changes) => this.#conversations.change(room, changes)
  preferRoom: Messenger['preferRoom'] = (room, preferences) => this.#conversations.prefer(room, preferences)
  saveDraft: Messenger['saveDraft'] = (room, draft) => this.#conversations.saveDraft(room, draft)
  typing: Messenger['typing'] = (room, isTyping) => this.#conversations.say(room, isTyping)
  messages: Messenger['messages'] = (room, page) => this.#reading.pages.page(room, page)
  markRead: Messenger['markRead'] = (room, upTo) => this.#reading.markRead(room, upTo)
  message: Messenger['message'] = (id) => this.#reading.message(id)
  trail: Messenger['trail'] = (message) => this.#reading.trail(message)
  storage: Messenger['storage'] = () => storageOf(this.#deps.store, this.roomBook, this.#conversations, this.#pairs, this.imports)
  sharedFiles: RunningMessenger['sharedFiles'] = (room, options) =>
    sharedFiles(
      { rooms: this.roomBook, pairs: this.#pairs, archives: this.imports, names: this.#names, messages: this.#deps.store.messages },
      room,
      options,
    )
  search: Messenger['search'] = (text, options) => this.#reading.search(text, options)
  open: Messenger['open'] = (room, options) => this.#reading.pages.open(room, options)
  pins: Messenger['pins'] = (room) => this.#reading.pins(room)
  earlier: Messenger['earlier'] = (message) => this.#reading.earlier(message)
  forget: Messenger['forget'] = (messages, forgotten) => this.#talking.forget(messages, forgotten)
  hear: Messenger['hear'] = (message, index) => this.#talking.hear(message, index)
  send: Messenger['send'] = (room, texts, options) => this.#talking.send(room, texts, options)
  post: Messenger['post'] = (room, contents, replyTo) => this.#talking.post(room, contents, replyTo)
  edit: Messenger['edit'] = (message, text, options) => this.#talking.edit(message, text, options)
  delete: Messenger['delete'] = (message) => this.#talking.delete(message)
  react: Messenger['react'] = (message, emoji, on) => this.#talking.react(message, emoji, on)
  pin: Messenger['pin'] = (message, on) => this.#talking.pin(message, on)

  async answerKnock(...asked: Parameters<Messenger['answerKnock']>): ReturnType<Messenger['answerKnock']> {
    const answered = await this.people.answerKnock(...asked)
    if (answered.ok && asked[2]?.block === true) this.#deps.links.drop(answered.value.device)
    return answered
  }

  hide(id: RoomId, messages: readonly MessageId[], hidden: boolean): Result<undefined, ActCode> {
    if (messages.length === 0) return fail('EMPTY')
    if (messages.some((message) => this.#reading.imported(message) !== undefined)) return fail('IMPORTED')
    for (const [room, own] of this.#pairs.byRoom(id, messages)) {
      const done = this.#governing.hide(room, own, hidden)
      if (!done.ok) return done
    }
    return ok(undefined)
  }

  async accept(link: string, options: Parameters<Messenger['accept']>[1] = {}): ReturnType<Messenger['accept']> {
    const accepted = await this.people.accept(link, options)
    if (!accepted.ok) return accepted
    const { inviter, ...rest } = accepted.value
    if (inviter === undefined) return ok(rest)
    const room = rest.room === undefined ? undefined : this.roomBook.byId(rest.room)
    return ok({ ...rest, inviter: { account: inviter, name: this.#names.nameOf(inviter, room) } })
  }

  changeSettings(changes: Parameters<Messenger['changeSettings']>[0]): ReturnType<Messenger['changeSettings']> {
    const before = this.#settings.current
    const changed = this.#settings.change(changes)
    if (!changed.ok) return changed
    if (this.#settings.current.readReceipts !== before.readReceipts) this.#watch.receiptsChanged(this.roomBook)
    if (before.typing && !this.#settings.current.typing) this.#conversations.typing.silence()
    if (changed.value) this.#events.tell({ type: 'settings' })
    return ok(this.#settings.current)
  }

  blockContact(account: AccountId, blocked: boolean): ReturnType<Messenger['blockContact']> {
    const changed = this.people.blockContact(account, blocked)
    if (changed.ok && blocked) for (const device of changed.value.devices) this.#deps.links.drop(device)
    return changed
  }

  status(): MessengerStatus {
    return statusOf({ people: this.people, rooms: this.roomBook, reaching: this.#reaching, beyond: this.#beyond, hub: this.#hub })
  }

  rebuild(): ReturnType<Messenger['rebuild']> {
    return ok({ messages: [...this.rebuildByRoom()].at(-1)?.messages ?? 0 })
  }

  rebuildByRoom(): ReturnType<Messenger['rebuildByRoom']> {
    return rebuildEach(this.roomBook, this.#conversations, () => this.#isStopped)
  }

  #openRooms(): void {
    for (const key of this.roomBook.registry.keys()) this.roomBook.get(key)
    this.#reaching.update()
    this.#releases.push(dropRetiredLater(this.#deps, () => !this.#isStopped, this.roomBook))
  }

  /** CLK-6. */
  #now(): number {
    return this.#deps.clock.now() + this.people.clockOffset()
  }

  /** Once, after what is going on now. */
  #later(name: string, run: () => void): void {
    this.#timers.after(name, 0, run)
  }

  /** What follows inside from what is told; whether others hear of it too. */
  #told(event: MessengerEvent): boolean {
    this.#conversations.told(event)
    this.#movedIn.told(event)
    this.media.told(event)
    if (event.type === 'room') this.#consequences.ofRoom(event.room)
    return !this.linking.told(event)
  }

  #shown(event: MessengerEvent): MessengerEvent {
    if (!('room' in event)) return event
    const room = this.#pairs.shownAs(event.room)
    const view = event.type === 'message' && this.#talking.isSaying ? this.#reading.message(event.message) : undefined
    return event.type === 'message' && view?.ok === true ? { ...event, room, view: view.value } : { ...event, room }
  }
}
