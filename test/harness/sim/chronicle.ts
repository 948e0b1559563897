/**
 * Life by chance: what people do and what happens to their devices, chosen by the seed and written down as it goes, so that a failure shows
 * the whole history.
 */
import type { AccountId, DeviceId, MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { Result } from '../../../shared/result.ts'
import { roomOf, roomsOf } from './agreement.ts'
import { carrierDeeds } from './carrier-deeds.ts'
import { Ledger } from './ledger.ts'
import { recordDeeds } from './record-deeds.ts'
import type { Seeded } from './seeded.ts'
import { Shelf } from './shelf.ts'
import type { SimDevice, World } from './world.ts'

export interface Luck {
  /** Whether wall clocks are set wrong, and by how much at most, ms. */
  readonly maxSkewMs: number
  readonly crashes: boolean
  readonly partitions: boolean
  /** Lines that break, crawl and come double. */
  readonly chaos: boolean
  /** Files that somebody writes and others read, late, cut off, twice. */
  readonly bundles?: boolean
  /** Contacts are asked to carry, come and go; `lying`: and keep back what they claim to have. */
  readonly carriers?: 'honest' | 'lying'
  /** Devices change their addresses, and people lie about them. */
  readonly moves?: boolean
  /** People name their computers and take one of them out. */
  readonly revokes?: boolean
}

const EMOJI = ['👍', '❤️', '😂'] as const
const HISTORIES = ['none', 'epoch', 'all'] as const
const HOUR_MS = 3_600_000

type Deed = (by: SimDevice) => string | undefined

export class Chronicle {
  readonly ledger = new Ledger()
  readonly lines: string[] = []
  /** Who took out whom. */
  readonly takenOut: (readonly [DeviceId, DeviceId])[] = []
  readonly #world: World
  readonly #luck: Luck
  readonly #rng: Seeded
  readonly #shelf: Shelf
  readonly #deeds: readonly (readonly [weight: number, name: string, deed: Deed])[]
  #texts = 0

  constructor(world: World, luck: Luck) {
    this.#world = world
    this.#luck = luck
    this.#rng = world.rng.fork('chronicle')
    this.#shelf = new Shelf(world.rng.fork('bundles'))
    this.#deeds = [
      [30, 'send', (by) => this.#send(by, 1)],
      [4, 'send many', (by) => this.#send(by, this.#rng.between(2, 12))],
      [6, 'reply', (by) => this.#reply(by)],
      [9, 'edit', (by) => this.#edit(by)],
      [6, 'delete', (by) => this.#delete(by)],
      [9, 'react', (by) => this.#react(by)],
      [3, 'make room', (by) => this.#makeRoom(by)],
      [6, 'add', (by) => this.#member(by, 'add')],
      [3, 'remove', (by) => this.#member(by, 'remove')],
      [5, 'set role', (by) => this.#member(by, 'role')],
      [1, 'hand over', (by) => this.#member(by, 'transfer')],
      [1, 'leave', (by) => this.#leave(by)],
      [4, 'invite', (by) => this.#invite(by)],
      [3, 'rename', (by) => this.#rename(by)],
      [2, 'hide', (by) => this.#hide(by)],
      [4, 'mark read', (by) => this.#markRead(by)],
      [luck.revokes === true ? 3 : 0, 'choose', (by) => this.#choose(by)],
      [luck.revokes === true ? 1 : 0, 'take out', (by) => this.#takeOut(by)],
      [luck.partitions ? 5 : 0, 'part', () => this.#part()],
      [luck.partitions ? 5 : 0, 'heal', () => this.#heal()],
      [luck.partitions ? 3 : 0, 'cut', () => this.#cut()],
      [luck.crashes ? 5 : 0, 'crash', (by) => this.#crash(by)],
      [luck.crashes ? 2 : 0, 'restart', (by) => this.#restart(by)],
      [luck.maxSkewMs > 0 ? 3 : 0, 'set clock', (by) => this.#skew(by)],
      [luck.bundles === true ? 10 : 0, 'write bundle', (by) => this.#shelf.write(by)],
      [luck.bundles === true ? 14 : 0, 'read bundle', (by) => this.#shelf.read(by)],
      ...(luck.carriers === undefined ? [] : carrierDeeds(world, this.#rng, luck.carriers === 'lying')),
      ...(luck.moves === true ? recordDeeds(world, this.#rng) : []),
    ]
  }

  /** A first room with everybody whom its maker knows, then so many deeds with pauses between them. */
  async live(deeds: number): Promise<void> {
    const { chaos } = this.#luck
    if (chaos)
      this.#world.network.setChaos({
        rng: this.#world.rng.fork('chaos'),
        cutChance: 0.01,
        maxLatencyMs: 300,
        maxChunkBytes: 3000,
        slowChance: 0.1,
        secondPathChance: 0.2,
      })
    const [first] = this.#world.devices
    if (first !== undefined) this.#note(first, 'make room', this.#makeRoom(first, true))
    await this.#world.run(3000)
    for (let at = 0; at < deeds; at++) {
      const by = this.#rng.pick(this.#world.devices)
      if (by === undefined) return
      const [name, deed] = this.#rng.weighted(this.#deeds.map(([weight, ...rest]) => [weight, rest] as const))
      this.#note(by, name, deed(by))
      await this.#pause()
    }
  }

  /** The end of all trouble: right clocks, one network, time to talk. */
  async heal(ms: number): Promise<void> {
    this.#world.network.setChaos(undefined)
    this.#world.network.cutAll()
    this.#world.network.heal()
    for (const device of this.#world.devices) if (device.clock.skewMs !== 0) this.#world.skew(device, 0)
    await this.#world.run(ms)
  }

  #note(by: SimDevice, name: string, outcome: string | undefined): void {
    if (outcome !== undefined) this.lines.push(`${String(this.#world.clock.now() % 10_000_000).padStart(7)} ${by.name} ${name} ${outcome}`)
  }

  async #pause(): Promise<void> {
    await this.#world.run(this.#rng.chance(0.25) ? this.#rng.between(0, 20) : this.#rng.between(20, this.#rng.chance(0.2) ? 40_000 : 2500))
  }

  #room(by: SimDevice): RoomId | undefined {
    const rooms = by.messenger.rooms()
    const groups = rooms.filter(({ kind }) => kind === 'group')
    return this.#rng.pick(groups.length > 0 && this.#rng.chance(0.7) ? groups : rooms)?.room
  }

  /** Mostly one where this person has a say. */
  #ruledRoom(by: SimDevice): RoomId | undefined {
    const ruled = by.messenger.rooms().filter(({ kind, role }) => kind === 'group' && (role ?? 0) >= 3)
    return ruled.length > 0 && this.#rng.chance(0.9) ? this.#rng.pick(ruled)?.room : this.#room(by)
  }

  #send(by: SimDevice, count: number): string | undefined {
    const room = this.#room(by)
    if (room === undefined) return undefined
    const texts = Array.from({ length: count }, () => this.#text())
    const sent = by.messenger.send(room, texts)
    if (sent.ok) this.ledger.sent(by, room, sent.value, texts)
    return `${short(room)} ${texts.map((each) => each.slice(0, 8)).join(' ')} ${sent.ok ? sent.value.map(short).join(' ') : sent.code}`
  }

  #reply(by: SimDevice): string | undefined {
    const found = this.#message(by, () => true)
    if (found === undefined) return undefined
    const text = this.#text()
    const sent = by.messenger.send(found.room, [text], { replyTo: found.id })
    if (sent.ok) this.ledger.sent(by, found.room, sent.value, [text])
    return `${short(found.room)} to ${short(found.id)} ${text} ${code(sent)}`
  }

  #edit(by: SimDevice): string | undefined {
    const found = this.#message(by, ({ author, deleted }) => author === by.person.account && !deleted)
    if (found === undefined) return undefined
    const text = this.#text()
    const done = by.messenger.edit(found.id, text)
    if (done.ok) this.ledger.edited(by, found.id, text)
    return `${short(found.id)} ${text} ${code(done)}`
  }

  #delete(by: SimDevice): string | undefined {
    const found = this.#message(by, ({ author, deleted }) => author === by.person.account && !deleted)
    if (found === undefined) return undefined
    const done = by.messenger.delete(found.id)
    if (done.ok) this.ledger.deleted(by, found.id)
    return `${short(found.id)} ${code(done)}`
  }

  #react(by: SimDevice): string | undefined {
    const found = this.#message(by, () => true)
    const emoji = this.#rng.pick(EMOJI)
    if (found === undefined || emoji === undefined) return undefined
    const on = this.#rng.chance(0.7)
    return `${short(found.id)} ${emoji} ${on} ${code(by.messenger.react(found.id, emoji, on))}`
  }

  #makeRoom(by: SimDevice, withAll = false): string | undefined {
    if (roomsOf(this.#world).length > 2 * this.#world.people.length + 2) return undefined
    const known = by.messenger.contacts().map(({ account }) => account)
    const made = by.messenger.createRoom({
      name: `n${(this.#texts += 1)}`,
      members: withAll ? known : known.filter(() => this.#rng.chance(0.6)),
    })
    if (!made.ok) return made.code
    const history = this.#rng.pick(HISTORIES) ?? 'epoch'
    roomOf(by, made.value)?.act([{ type: 'set', key: 'history', value: history }])
    return `${short(made.value)} history ${history}`
  }

  #member(by: SimDevice, act: 'add' | 'remove' | 'role' | 'transfer'): string | undefined {
    const room = this.#ruledRoom(by)
    const members = room === undefined ? [] : [...(roomOf(by, room)?.state.members.keys() ?? [])]
    const others = members.filter((account) => account !== by.person.account)
    const outside = by.messenger
      .contacts()
      .map(({ account }) => account)
      .filter((account) => !members.includes(account))
    const account = this.#rng.pick<AccountId>(act === 'add' ? outside : others)
    if (room === undefined || account === undefined) return undefined
    const role = this.#rng.pick([0, 1, 2, 2, 3, 3, 4] as const) ?? 2
    const done = by.messenger.act(room, act === 'role' ? { act, account, role } : { act, account })
    return `${short(room)} ${this.#name(account)} ${act === 'role' ? role : ''} ${code(done)}`
  }

  #leave(by: SimDevice): string | undefined {
    const room = this.#room(by)
    // Whoever owns the only room would end the story.
    if (room === undefined || this.#rng.chance(0.5)) return undefined
    return `${short(room)} ${code(by.messenger.leave(room))}`
  }

  #invite(by: SimDevice): string | undefined {
    const room = this.#ruledRoom(by)
    const guest = this.#rng.pick(this.#world.devices.filter((each) => each.person !== by.person))
    if (room === undefined || guest === undefined) return undefined
    const made = by.messenger.inviteToRoom(room, { uses: this.#rng.between(1, 3) })
    if (made.ok) void guest.messenger.accept(made.value.link)
    return `${short(room)} to ${guest.name} ${code(made)}`
  }

  #rename(by: SimDevice): string | undefined {
    const room = this.#ruledRoom(by)
    const name = `n${(this.#texts += 1)}`
    return room === undefined ? undefined : `${short(room)} ${name} ${code(by.messenger.renameRoom(room, name))}`
  }

  #hide(by: SimDevice): string | undefined {
    const found = this.#message(by, () => true, this.#ruledRoom(by))
    return found === undefined ? undefined : `${short(found.id)} ${code(by.messenger.hide(found.room, [found.id], this.#rng.chance(0.7)))}`
  }

  #markRead(by: SimDevice): string | undefined {
    const room = this.#room(by)
    return room === undefined ? undefined : `${short(room)} ${code(by.messenger.markRead(room))}`
  }

  /** Something that follows the person. */
  #choose(by: SimDevice): string | undefined {
    const contact = this.#rng.pick(by.messenger.contacts())
    const name = `c${(this.#texts += 1)}`
    if (contact === undefined) return undefined
    return `${this.#name(contact.account)} ${name} ${code(by.messenger.renameContact(contact.account, name))}`
  }

  /** Never the last that counts: a person without a computer writes nothing more. */
  #takeOut(by: SimDevice): string | undefined {
    const all = by.messenger.linking.devices()
    const others = all.filter(({ isThis, isRevoked }) => !isThis && !isRevoked)
    const other = this.#rng.pick(others)
    if (other === undefined) return undefined
    const done = by.messenger.linking.revoke(other.device)
    if (done.ok) this.takenOut.push([by.device, other.device])
    return `${this.#world.of(other.device)?.name} ${code(done)}`
  }

  #part(): string {
    const shuffled = this.#rng.shuffled(this.#world.devices)
    const at = this.#rng.between(1, Math.max(1, shuffled.length - 1))
    const islands = [shuffled.slice(0, at), shuffled.slice(at)]
    this.#world.network.partition(...islands.map((island) => island.map(({ device }) => device)))
    return islands.map((island) => island.map(({ name }) => name).join(' ')).join(' | ')
  }

  #heal(): string {
    this.#world.network.heal()
    return ''
  }

  #cut(): string {
    this.#world.network.cutAll()
    return ''
  }

  #crash(by: SimDevice): string {
    this.#world.crash(by)
    return ''
  }

  #restart(by: SimDevice): string {
    this.#world.restart(by)
    return ''
  }

  #skew(by: SimDevice): string {
    const most = this.#luck.maxSkewMs / HOUR_MS
    const ms = this.#rng.chance(0.3) ? 0 : this.#rng.between(-most, most) * HOUR_MS + this.#rng.between(-HOUR_MS, HOUR_MS)
    this.#world.skew(by, ms)
    return `by ${ms}`
  }

  #message(
    by: SimDevice,
    isWanted: (message: { readonly author: AccountId; readonly deleted: boolean }) => boolean,
    room = this.#room(by),
  ): { readonly id: MessageId; readonly room: RoomId } | undefined {
    const page = room === undefined ? undefined : by.messenger.messages(room, { limit: 30 })
    if (room === undefined || page?.ok !== true) return undefined
    const found = this.#rng.pick(page.value.filter(({ author, deleted }) => isWanted({ author: author.account, deleted })))
    return found === undefined ? undefined : { id: found.id as MessageId, room }
  }

  #text(): string {
    this.#texts += 1
    return this.#rng.chance(0.1) ? `t${this.#texts}-${'긴'.repeat(this.#rng.between(10, 600))}` : `t${this.#texts}`
  }

  #name(account: AccountId): string {
    return this.#world.people.find((person) => person.account === account)?.name ?? '?'
  }
}

function short(id: string): string {
  return id.slice(0, 8)
}

function code(result: Result<unknown>): string {
  return result.ok ? 'ok' : String(result.code)
}
