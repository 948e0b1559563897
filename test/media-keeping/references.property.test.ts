/** After any history of a room, on each of its devices: the references are what a look at every message gives, and the files that are held those. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import type { RunningMessenger } from '../../shared/messenger/index.ts'
import { readContent } from '../../shared/rooms/kinds/index.ts'
import { contentOf } from '../../shared/messenger/room/view-values.ts'
import type { Store } from '../../shared/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { type SimDevice, World } from '../harness/sim/world.ts'
import { sealedFile, someBytes } from '../media/some-files.ts'
import { filesHere, holds, postFiles, put } from './files-here.ts'

const FILES = [1, 2, 3, 4].map((seed) => sealedFile(someBytes(100 + seed, seed)))
/** Laptop and phone of one person, a friend. */
const DEVICES = 3

type Step =
  | { readonly type: 'post'; readonly by: number; readonly files: readonly number[] }
  | { readonly type: 'words' | 'delete' | 'forget' | 'recall' | 'rebuild' | 'restart'; readonly by: number; readonly at: number }
  | { readonly type: 'network'; readonly isCut: boolean }
  | { readonly type: 'pass'; readonly ms: number }

const by = fc.nat(DEVICES - 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('post' as const),
      by,
      files: fc.array(fc.nat(FILES.length - 1), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom('words' as const, 'delete', 'forget', 'recall', 'rebuild', 'restart'),
      by,
      at: fc.nat(9),
    }),
  },
  fc.record({ type: fc.constant('network' as const), isCut: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant('pass' as const), ms: fc.constantFrom(500, 5_000) }) },
)

function saidIn(store: Store, { roomBook }: RunningMessenger, id: RoomId, messages: readonly MessageId[]): readonly string[] {
  const key = roomBook.byId(id)?.core.key ?? -1
  return messages
    .flatMap((message) => store.messages.get(key, message) ?? [])
    .flatMap((row) => {
      const held = row.deleted ? undefined : contentOf(row)
      const view = held === undefined ? undefined : readContent(row.kind, held.content)
      return [...new Set(view?.attachments.map(({ file }) => file))].map((file) => `${file} ${row.id}`)
    })
    .toSorted()
}

const referred = (store: Store): readonly string[] =>
  FILES.flatMap(({ file }) => store.references.of(file).map(({ message }) => `${file} ${message}`)).toSorted()

async function play(steps: readonly Step[]): Promise<void> {
  const world = new World('references')
  const person = world.person()
  await world.secondDevice(person)
  const other = world.person()
  await world.pair(person, other)
  const devices: readonly SimDevice[] = [...person.devices, ...other.devices]
  const room = expectOk(other.devices[0]?.messenger.directRoom(person.account) ?? { ok: false, code: 'NO_ROOM' })
  await world.run(10_000)
  const here = devices.map((device) => filesHere({ store: device.store, account: device.person.account }, world.clock))
  for (const { media, keeping } of here) {
    for (const file of FILES) {
      // Held before any message says so: fetched in no time.
      keeping.claim(file.file, 'test')
      await put(media, file)
    }
  }
  const messages: { readonly id: MessageId; readonly by: number }[] = []
  const island = devices.slice(1).map(({ device }) => device)
  for (const each of steps) {
    if (each.type === 'pass') await world.run(each.ms)
    else if (each.type === 'network') {
      if (each.isCut) world.network.partition(island)
      else world.network.heal()
    } else if (each.type === 'post') {
      const device = devices[each.by]
      if (device !== undefined)
        messages.push({
          id: postFiles(
            device.messenger,
            room,
            each.files.map((at) => FILES[at]!),
          ),
          by: each.by,
        })
    } else {
      const device = devices[each.by]
      const message = messages[each.at % Math.max(1, messages.length)]
      if (device === undefined || message === undefined) continue
      // What is refused, since it is not here or not one's own, changes nothing.
      if (each.type === 'words') device.messenger.edit(message.id, `말 ${each.at}`)
      if (each.type === 'delete') device.messenger.delete(message.id)
      if (each.type === 'forget' || each.type === 'recall') device.messenger.forget([message.id], each.type === 'forget')
      if (each.type === 'rebuild') expectOk(device.messenger.rebuild())
      if (each.type === 'restart') world.restart(device)
    }
  }
  world.network.heal()
  await world.run(20_000)
  const ids = messages.map(({ id }) => id)
  for (const [at, device] of devices.entries()) {
    const said = saidIn(device.store, device.messenger, room, ids)
    expect(referred(device.store)).toEqual(said)
    const keeping = here[at]?.keeping
    for (const { file } of FILES) keeping?.release(file, 'test')
    await keeping?.settled()
    const referredTo = FILES.filter(({ file }) => said.some((each) => each.startsWith(file)))
    const held = await Promise.all(referredTo.map((file) => holds(here[at]!.media, file)))
    expect(held).toEqual(referredTo.map(() => true))
    await keeping?.stop()
  }
}

test('[MEDIA-24] references equal what all messages say, on every device, after any history', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), (steps) => play(steps)),
    { numRuns: 12 },
  )
})
