/** Files of messages between whole messengers: who gets them, from whom, and who is told no. */
import { describe, expect, it } from 'vitest'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import type { MediaFrame } from '../../../shared/transfer/frames.ts'
import { READER } from '../../../shared/rooms/governance/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { StreamPair } from '../../harness/stream-pair.ts'
import { deviceNamed } from '../../harness/toy-room.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'
import { sealedFile, someBytes, someKey } from '../../media/some-files.ts'
import { RawEnd } from '../../media/transfer/media-net.ts'
import { family, fetched, isWhole, passing, sendFile } from './files-in-rooms.ts'

const FILE = sealedFile(someBytes(3 * MEDIA.CHUNK_BYTES + 5))

describe('a file of a message', () => {
  it('[MEDIA-44] comes to the other side of a direct room, and both know who has it', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('mum'), village.person('dad')]
    const room = await village.pair(mum, dad)
    await village.pass()
    const message = await sendFile(mum, room, FILE)
    await village.pass()
    expect(textsOf(dad, room).at(-1)).toBe('회의록')
    expect(await fetched(village, dad, message)).toBe('here')
    expect(await isWhole(dad, FILE)).toBe(true)
    await passing(village, () => false, 2000)
    const holdings = expectOk(await mum.messenger.media.holders(message, 0))
    expect(holdings.whole.map(({ name }) => name)).toEqual(['dad'])
    const other = expectOk(await dad.messenger.media.holders(message, 0))
    expect([other.here, other.size, other.whole.map(({ name }) => name)]).toEqual([FILE.size, FILE.size, ['mum']])
    expect(dad.messenger.media.transfers()).toEqual([])
    expect(dad.messenger.media.fetch(message, 1)).toEqual({ ok: false, code: 'NO_MESSAGE' })
  })

  it('[MEDIA-44] waits for whoever has it, and comes when he can be reached', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('mum'), village.person('dad')]
    const room = await village.pair(mum, dad)
    await village.pass()
    const message = await sendFile(mum, room, FILE)
    await village.pass()
    village.partition([mum], [dad])
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => false, 3000)
    expect(dad.messenger.media.transfers()).toMatchObject([{ state: 'nobody', bytes: 0, size: FILE.size, name: 'meeting.pdf' }])
    village.network.heal()
    await passing(village, () => dad.messenger.media.transfers().length === 0, 60_000)
    expect(await isWhole(dad, FILE)).toBe(true)
  })

  it('[MEDIA-50] is given up when its message is deleted for everyone', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('mum'), village.person('dad')]
    const room = await village.pair(mum, dad)
    await village.pass()
    const message = await sendFile(mum, room, FILE)
    await village.pass()
    village.partition([mum], [dad])
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => false, 500)
    village.network.heal()
    expectOk(mum.messenger.delete(message))
    await passing(village, () => dad.messenger.media.transfers().length === 0, 60_000)
    expect(dad.messenger.media.transfers()).toEqual([])
    expect(dad.messenger.media.fetch(message, 0)).toEqual({ ok: false, code: 'NO_MESSAGE' })
  })
})

describe('who asks for a file', () => {
  const asked = async (
    village: Village,
    by: DeviceId,
    from: Villager,
    handle: Extract<MediaFrame, { readonly type: 'ask' }>,
  ): Promise<readonly MediaFrame[]> => {
    const pair = new StreamPair(
      { device: by },
      { device: from.messenger.me().device },
      { onPending: () => village.clock.after(1, () => pair.settle()) },
    )
    const end = new RawEnd(pair.a)
    from.messenger.media.hub.attach(pair.b)
    end.say(handle)
    end.say({ type: 'get', n: 2, room: handle.room, file: FILE.file, size: FILE.size, first: 0, count: 4 })
    await passing(village, () => false, 2000)
    return end.heard
  }

  it('[MEDIA-43] and is a stranger learns nothing, even with the handle of the room and the id of the file', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('mum'), village.person('dad')]
    const room = await village.pair(mum, dad)
    await village.pass()
    await sendFile(mum, room, FILE)
    const handle = mum.messenger.roomBook.byId(room)?.core.handle
    if (handle === undefined) throw new Error('a room')
    const heard = await asked(village, deviceNamed('stranger'), mum, { type: 'ask', n: 1, room: handle, files: [FILE.file] })
    expect(heard.filter(({ type }) => type !== 'held')).toEqual(expect.arrayContaining([{ type: 'have', n: 1, held: [null] }]))
    expect(heard.some(({ type }) => type === 'chunk' || type === 'held')).toBe(false)
  })

  it('[MEDIA-43] and was removed, or is blocked, gets nothing any more; who may read only, gets it', async () => {
    const { village, people, room } = await family()
    const [mum, dad, son] = people
    const message = await sendFile(mum, room, FILE)
    await village.pass()
    const media = mum.messenger.media
    const handle = mum.messenger.roomBook.byId(room)?.core.handle
    if (handle === undefined) throw new Error('a room')
    const may = (who: Villager): boolean => media.files.mayHave(who.messenger.me().device, handle, FILE.file)
    expect([may(dad), may(son)]).toEqual([true, true])
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: READER }))
    expectOk(mum.messenger.act(room, { act: 'remove', account: son.account }))
    await village.pass()
    expect([may(dad), may(son)]).toEqual([true, false])
    expect(await fetched(village, dad, message)).toBe('here')
    expectOk(mum.messenger.blockContact(dad.account, true))
    expect(may(dad)).toBe(false)
  })

  it('[MEDIA-43] and came after it, where newcomers see no history, gets what was said since', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('mum'), village.person('dad')]
    const room = expectOk(mum.messenger.createRoom({ name: 'new' }))
    expectOk(mum.messenger.changeRoom(room, { history: 'none' }))
    await sendFile(mum, room, FILE)
    const later = sealedFile(someBytes(900, 3), someKey(3))
    await village.pair(mum, dad)
    expectOk(mum.messenger.act(room, { act: 'add', account: dad.account }))
    await village.pass(10_000)
    const second = await sendFile(mum, room, later)
    await village.pass()
    const handle = mum.messenger.roomBook.byId(room)?.core.handle
    if (handle === undefined) throw new Error('a room')
    const { device } = dad.messenger.me()
    expect(mum.messenger.media.files.mayHave(device, handle, FILE.file)).toBe(false)
    expect(mum.messenger.media.files.mayHave(device, handle, later.file)).toBe(true)
    expect(await fetched(village, dad, second)).toBe('here')
  })

  it('[MEDIA-48] and says to have files is believed about files of rooms he is in, and nothing else', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('mum'), village.person('dad')]
    const room = await village.pair(mum, dad)
    await village.pass()
    const message = await sendFile(mum, room, FILE)
    await village.pass()
    const handle = mum.messenger.roomBook.byId(room)?.core.handle
    if (handle === undefined) throw new Error('a room')
    const unknown = sealedFile(someBytes(7, 7)).file
    const whole = async (): Promise<readonly string[]> =>
      expectOk(await mum.messenger.media.holders(message, 0)).whole.map(({ name }) => name)
    const pair = new StreamPair({ device: deviceNamed('stranger') }, { device: mum.messenger.me().device })
    const stranger = new RawEnd(pair.a)
    mum.messenger.media.hub.attach(pair.b)
    stranger.say({ type: 'held', room: handle, files: [FILE.file] })
    pair.settle()
    expect(await whole()).toEqual([])
    await dad.messenger.media.hub.tellHeld(mum.messenger.me().device, handle, [FILE.file, unknown])
    await passing(village, () => false, 500)
    expect(await whole()).toEqual(['dad'])
    expect(mum.store.values.list('media/whole')).toHaveLength(1)
    await dad.messenger.media.hub.tellHeld(mum.messenger.me().device, handle, [], [FILE.file])
    await passing(village, () => false, 500)
    expect(await whole()).toEqual([])
  })
})
