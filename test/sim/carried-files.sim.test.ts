/**
 * Photos by chance between people who are never there at the same time: members come one at a time, carriers come and go, lose power and
 * restart. In the end everybody has every photo that was not taken back, no carrier ever had more than was agreed to, and none has a key.
 */
import { describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { type MemoryMediaStore, memoryMediaStore } from '../../shared/media/index.ts'
import { type MemoryStore, memoryStore } from '../../shared/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Seeded } from '../harness/sim/seeded.ts'
import { Village, type Villager } from '../harness/village.ts'
import { type SealedFile, crypto } from '../media/some-files.ts'
import { fetched, isWhole, passing, photo, post } from '../messenger/media/photos.ts'

const SEEDS = 8
const DEEDS = 14
const QUOTA = 20_000_000
const FIRST_KEY = 50_000_001

interface Carrier {
  who: Villager
  readonly store: MemoryStore
  readonly media: MemoryMediaStore
}

interface Posted {
  readonly by: Villager
  readonly message: MessageId
  readonly file: SealedFile
  isDeleted: boolean
}

class Street {
  readonly village: Village
  readonly rng: Seeded
  readonly members: readonly Villager[]
  readonly carriers: readonly Carrier[]
  readonly posted: Posted[] = []
  readonly lines: string[] = []
  room: RoomId | undefined
  #photos = 0

  constructor(seed: number) {
    this.rng = new Seeded(seed)
    this.village = new Village(this.rng.fork('village'))
    this.members = ['mum', 'dad', 'son'].map((name) => this.village.person(name))
    this.carriers = ['shop', 'box'].map((name) => {
      const [store, media] = [memoryStore(), memoryMediaStore({ crypto, clock: this.village.clock })]
      return { who: this.village.personOn(name, store, { media }), store, media }
    })
  }

  get first(): Villager {
    const [first] = this.members
    if (first === undefined) throw new Error('members')
    return first
  }

  async begin(): Promise<void> {
    const { village, first } = this
    for (const { who } of this.carriers) await village.pair(first, who)
    for (const other of this.members.slice(1)) await village.pair(first, other)
    this.room = expectOk(first.messenger.createRoom({ name: 'family', members: this.members.slice(1).map(({ account }) => account) }))
    for (const { who } of this.carriers) {
      expectOk(who.messenger.carrying.allow(first.account, undefined, QUOTA))
      expectOk(first.messenger.carrying.ask(this.room, who.account))
    }
    await village.pass(20_000)
  }

  /** One member, some of the carriers, the rest alone. */
  async stay(member: Villager, carriers: readonly Carrier[], ms: number): Promise<void> {
    this.village.partition([member, ...carriers.map(({ who }) => who)])
    await passing(this.village, () => false, ms)
    for (const { who, media } of this.carriers) {
      const { bytes } = await media.usage()
      const said = who.messenger.carrying.carried().some(({ files }) => files.bytes > files.quota)
      if (bytes > QUOTA || said) throw new Error(`${who.name} keeps ${bytes} bytes, above what was agreed to`)
    }
  }

  async act(): Promise<void> {
    const { rng } = this
    const member = rng.pick(this.members) ?? this.first
    const carriers = this.carriers.filter(() => rng.chance(0.7))
    await this.stay(member, carriers, 4000)
    if (this.room !== undefined && rng.chance(0.7)) {
      const file = photo((this.#photos += 1), rng.between(0, 700_000))
      const message = await post(member, this.room, file)
      this.posted.push({ by: member, message, file, isDeleted: false })
      this.lines.push(
        `${member.name} posts photo ${this.#photos} of ${file.size} bytes, with ${carriers.map(({ who }) => who.name).join()}`,
      )
    }
    const own = rng.pick(this.posted.filter(({ by, isDeleted }) => by === member && !isDeleted))
    if (own !== undefined && rng.chance(0.2)) {
      expectOk(member.messenger.delete(own.message))
      own.isDeleted = true
      this.lines.push(`${member.name} takes back one of ${own.file.size} bytes`)
    }
    const carrier = rng.pick(this.carriers)
    if (carrier !== undefined && rng.chance(0.3)) await this.#again(carrier)
    await this.stay(member, carriers, rng.between(500, 8000))
  }

  /** Power off in the middle of whatever it does, and on again. */
  async #again(carrier: Carrier): Promise<void> {
    await passing(this.village, () => false, this.rng.between(20, 1500))
    this.village.network.powerOff(carrier.who.messenger.me().device)
    carrier.store.crash()
    carrier.media.crash()
    carrier.who.messenger.stop()
    carrier.who = this.village.personOn(carrier.who.name, carrier.store, { media: carrier.media })
    this.lines.push(`${carrier.who.name} loses power`)
  }

  /** Each member comes by, one after the other, often enough for everything to go round. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round++) for (const member of this.members) await this.stay(member, this.carriers, 12_000)
  }
}

describe('[MEDIA-49] [MEDIA-92] [MEDIA-94] photos of people who never meet', () => {
  for (let seed = 90_001; seed <= 90_000 + SEEDS; seed++)
    it(`seed ${seed}`, async () => {
      const street = new Street(seed)
      await street.begin()
      for (let at = 0; at < DEEDS; at++) await street.act()
      await street.settle()
      const { village, carriers, lines } = street
      const kept = street.posted.filter(({ isDeleted }) => !isDeleted)
      expect(kept.length, lines.join('\n')).toBeGreaterThan(0)
      for (const member of street.members) {
        village.partition([member, ...carriers.map(({ who }) => who)])
        await passing(village, () => false, 3000)
        for (const { message, file } of kept) {
          if (await isWhole(member, file)) continue
          expect(await fetched(village, member, message, 60_000), `${member.name}, ${file.size} bytes\n${lines.join('\n')}`).toBe('here')
        }
      }
      for (const { who, store, media } of carriers) {
        // Everybody who offered what was taken back has come by since.
        for (const { file } of street.posted.filter(({ isDeleted }) => isDeleted))
          expect((await media.held(file.file))?.chunks.count ?? 0, lines.join('\n')).toBe(0)
        for (const { file } of street.posted) expect(store.references.has(file.file)).toBe(false)
        expect(store.values.list(`keys/${FIRST_KEY}`)).toEqual([])
        expect(who.messenger.rooms().some(({ room }) => room === street.room)).toBe(false)
      }
    })
})
