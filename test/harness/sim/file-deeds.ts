/**
 * Life with files by chance: photos, albums and documents in one room of a few devices, which are asked for, paused, called off, given up and
 * deleted, while lines are cut, disks fill up, quotas shrink, somebody lies, and power goes. What follows from it is held against the rules by
 * `filesFault`.
 */
import type { FileId, MessageId, RoomId } from '../../../shared/ids/index.ts'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import { type SealedFile, sealedFile, someBytes } from '../../media/some-files.ts'
import { settled } from '../../media/transfer/media-net.ts'
import { PHOTO, sayFiles, sendFile } from '../../messenger/media/files-in-rooms.ts'
import { expectOk } from '../expect-ok.ts'
import type { Seeded } from './seeded.ts'
import type { SimDevice, World } from './world.ts'

export interface SentFile {
  readonly file: SealedFile
  readonly message: MessageId
  readonly index: number
  readonly by: SimDevice
  readonly isPhoto: boolean
  /** Nobody ever had it. */
  readonly isBogus: boolean
  isDeleted: boolean
}

const STEP_MS = 20
const MOST_CHUNKS = 5
const QUOTA_MIB = 2
const AMPLE_MIB = 1024

export class FileLife {
  readonly sent: SentFile[] = []
  readonly lines: string[] = []
  /** By device: files its person called off, paused or gave up, and those he asked for. */
  readonly declined = new Map<string, Set<FileId>>()
  readonly asked = new Map<string, Set<FileId>>()
  /** Had a small quota at some time: what it had may be gone from it. */
  readonly squeezed = new Set<string>()
  mostGoing = 0
  readonly #world: World
  readonly #rng: Seeded
  readonly #room: RoomId
  readonly #off = new Set<SimDevice>()
  #seed = 1

  constructor(world: World, room: RoomId) {
    this.#world = world
    this.#rng = world.rng.fork('files')
    this.#room = room
  }

  /** The last device is the one that lies and is short of room: what it says and has counts for nothing. */
  get suspect(): SimDevice {
    const last = this.#world.devices.at(-1)
    if (last === undefined) throw new Error('devices')
    return last
  }

  async run(ms: number): Promise<void> {
    for (let at = 0; at < ms; at += STEP_MS) {
      this.#world.clock.advance(STEP_MS)
      await settled()
      for (const { messenger } of this.#on()) this.mostGoing = Math.max(this.mostGoing, messenger.media.fetching.going.length)
    }
  }

  async live(deeds: number): Promise<void> {
    for (let at = 0; at < deeds; at += 1) {
      await this.#deed()
      await this.run(this.#rng.between(1, 40) * STEP_MS)
    }
  }

  /** All is well again: time until everything that is to come has come. */
  async heal(): Promise<void> {
    this.#world.network.setChaos(undefined)
    // Slow lines were made for good.
    this.#world.network.cutAll()
    this.#world.network.heal()
    for (const device of this.#off) this.#world.on(device)
    this.#off.clear()
    for (const device of this.#world.devices) {
      device.files.capacity = Number.MAX_SAFE_INTEGER
      device.files.lies = false
      expectOk(device.messenger.changeSettings({ mediaMib: AMPLE_MIB }))
      device.messenger.media.pauseAll(false)
    }
    // A full disk is left alone for minutes, and who lied again and again is kept away for an hour and more (SYNC-13).
    for (let minutes = 0; minutes < 120; minutes += 1) {
      await this.run(1000)
      if (minutes >= 12 && minutes % 4 === 0) {
        for (const { messenger } of this.#world.devices) await messenger.media.keeping.settled()
        if ((await filesFault(this.#world, this)) === undefined) return
      }
      this.#world.clock.advance(60_000)
      await settled()
    }
  }

  #on(): readonly SimDevice[] {
    return this.#world.devices.filter((device) => !this.#off.has(device))
  }

  async #deed(): Promise<void> {
    const rng = this.#rng
    const who = rng.pick(this.#on())
    if (who === undefined) return
    const deed = rng.weighted<() => Promise<void> | void>([
      [8, () => this.#send(who)],
      [2, () => this.#album(who)],
      [6, () => this.#ask(who)],
      [2, () => this.#decline(who)],
      [2, () => this.#delete(who)],
      [3, () => this.#say('cut', () => this.#world.network.cutAll())],
      [3, () => this.#part()],
      [3, () => this.#say(`crash ${who.name}`, () => this.#world.crash(who))],
      [2, () => this.#switch(who)],
      [2, () => this.#squeeze()],
      [1, () => this.#say('lie', () => void (this.suspect.files.lies = !this.suspect.files.lies))],
    ])
    await deed()
  }

  async #send(who: SimDevice): Promise<void> {
    const file = this.#file()
    const isPhoto = this.#rng.chance(0.7)
    const isBogus = this.#rng.chance(0.2)
    // What is sealed has to lie somewhere: a full disk lets nobody send.
    if (who.files.capacity < Number.MAX_SAFE_INTEGER && !isBogus) return
    const said = isPhoto ? PHOTO : {}
    const message = isBogus ? sayFiles(who, this.#room, [file], said) : await sendFile(who, this.#room, file, said)
    this.sent.push({ file, message, index: 0, by: who, isPhoto, isBogus, isDeleted: false })
    this.lines.push(
      `${who.name} sends ${isBogus ? 'a bogus ' : ''}${isPhoto ? 'photo' : 'document'} ${file.file.slice(0, 8)} of ${file.size}`,
    )
  }

  async #album(who: SimDevice): Promise<void> {
    if (who.files.capacity < Number.MAX_SAFE_INTEGER) return
    const files = Array.from({ length: TRANSFER.FETCHES + 4 }, () => this.#file(1))
    for (const { sealed, file, size, leaves } of files) {
      const stage = await who.messenger.media.store.stage()
      for (const chunk of sealed) expectOk(await stage.put(chunk))
      expectOk(await stage.finish(file, size, leaves))
      who.messenger.media.kept(file)
    }
    const message = sayFiles(who, this.#room, files, PHOTO)
    for (const [index, file] of files.entries())
      this.sent.push({ file, message, index, by: who, isPhoto: true, isBogus: false, isDeleted: false })
    this.lines.push(`${who.name} sends an album`)
  }

  #ask(who: SimDevice): void {
    const one = this.#known(who)
    if (one === undefined) return
    const { file, message, index } = one
    expectOk(who.messenger.media.fetch(message, index, { first: this.#rng.chance(0.3) }))
    noted(this.asked, who).add(file.file)
    this.declined.get(who.name)?.delete(file.file)
    this.lines.push(`${who.name} asks for ${file.file.slice(0, 8)}`)
  }

  async #decline(who: SimDevice): Promise<void> {
    const one = this.#known(who)
    if (one === undefined) return
    const { media } = who.messenger
    const how = this.#rng.below(3)
    if (how === 0) media.cancel(one.message, one.index)
    else if (how === 1) media.pause(one.message, one.index)
    // Only the suspect gives up what it has, so that nobody's word about the others is late.
    else if (who === this.suspect) await media.giveUp(one.message, one.index)
    else return
    noted(this.declined, who).add(one.file.file)
    noted(this.asked, who).delete(one.file.file)
    this.lines.push(`${who.name} declines ${one.file.file.slice(0, 8)} (${how})`)
  }

  #delete(who: SimDevice): void {
    const own = this.sent.filter(({ by, isDeleted }) => by === who && !isDeleted)
    const one = this.#rng.pick(own)
    if (one === undefined || !who.messenger.delete(one.message).ok) return
    for (const each of this.sent) if (each.message === one.message) each.isDeleted = true
    this.lines.push(`${who.name} deletes ${one.file.file.slice(0, 8)}`)
  }

  #part(): void {
    const shuffled = this.#rng.shuffled(this.#world.devices.map(({ device }) => device))
    const at = this.#rng.below(shuffled.length + 1)
    this.lines.push('islands')
    if (at === 0) return this.#world.network.heal()
    this.#world.network.partition(shuffled.slice(0, at), shuffled.slice(at))
  }

  #switch(who: SimDevice): void {
    const back = this.#rng.pick([...this.#off])
    if (back !== undefined) {
      this.#off.delete(back)
      this.#world.on(back)
      this.lines.push(`${back.name} is on`)
    } else if (this.#on().length > 2) {
      this.#off.add(who)
      this.#world.off(who)
      this.lines.push(`${who.name} is off`)
    }
  }

  /** The disk of the suspect is full, or it may take little; or all is well with it. */
  #squeeze(): void {
    const { suspect } = this
    if (this.#off.has(suspect)) return
    const how = this.#rng.below(3)
    this.lines.push(`room at ${suspect.name}: ${how}`)
    suspect.files.capacity = how === 0 ? MEDIA.CHUNK_BYTES : Number.MAX_SAFE_INTEGER
    expectOk(suspect.messenger.changeSettings({ mediaMib: how === 1 ? QUOTA_MIB : AMPLE_MIB }))
    if (how === 1) this.squeezed.add(suspect.name)
  }

  #say(line: string, work: () => void): void {
    this.lines.push(line)
    work()
  }

  #known(who: SimDevice): SentFile | undefined {
    return this.#rng.pick(this.sent.filter(({ file }) => who.messenger.media.arrivals([file.file]).length > 0))
  }

  #file(chunks = MOST_CHUNKS): SealedFile {
    const size = this.#rng.between(0, this.#rng.chance(0.5) ? 2000 : chunks * MEDIA.CHUNK_BYTES)
    const key = this.#rng.bytes(32)
    return sealedFile(someBytes(size, (this.#seed += 1)), key)
  }
}

/** What is not as the rules have it when all has come to rest; undefined: nothing. */
export async function filesFault(world: World, life: FileLife): Promise<string | undefined> {
  for (const device of world.devices) {
    const { media } = device.messenger
    const list = await device.files.media.list()
    for (const { file } of list)
      if (!device.store.references.has(file)) return `${device.name} keeps ${file.slice(0, 8)}, to which no message refers`
    const whole = new Set(list.filter(({ chunks }) => chunks.isWhole).map(({ file }) => file))
    for (const sent of life.sent) {
      const { file } = sent.file
      const name = `${file.slice(0, 8)} at ${device.name}`
      const state = media.arrivals([file])[0]?.state
      if (sent.isDeleted) {
        if (whole.has(file) || media.queue.has(file)) return `deleted: ${name}`
        continue
      }
      if (state === undefined) return `no message: ${name}`
      if ((state === 'here') !== whole.has(file)) return `told otherwise than it is, ${state}: ${name}`
      if (sent.isBogus) {
        if (whole.has(file)) return `from nowhere: ${name}`
        continue
      }
      if (life.declined.get(device.name)?.has(file) === true) continue
      const isDue = sent.by === device || sent.isPhoto || life.asked.get(device.name)?.has(file) === true
      // What room was made of is gone from there, and others have it.
      const isMadeRoomOf = life.squeezed.has(device.name) && state === 'idle'
      if (isDue && !whole.has(file) && !isMadeRoomOf)
        return `should be here, is ${state}: ${name}, ${(await device.files.media.held(file))?.chunks.count}`
      if (!isDue && whole.has(file)) return `nobody asked for it: ${name}`
    }
  }
  for (const { file, isDeleted, isBogus } of life.sent) {
    if (isDeleted || isBogus) continue
    const held = await Promise.all(world.devices.map(({ files }) => files.media.held(file.file)))
    if (!held.some((each) => each?.chunks.isWhole === true)) return `nobody has ${file.file.slice(0, 8)} any more`
  }
  return life.mostGoing > TRANSFER.FETCHES ? `${life.mostGoing} at a time` : undefined
}

function noted(sets: Map<string, Set<FileId>>, { name }: SimDevice): Set<FileId> {
  const set = sets.get(name) ?? new Set()
  sets.set(name, set)
  return set
}
