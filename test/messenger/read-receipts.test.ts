/** Whoever does not tell how far he has read is not told either (DLV-3). */
import { beforeEach, describe, expect, it } from 'vitest'
import { type CborKey, decodeCbor } from '../../shared/codec/index.ts'
import { statusPlain } from '../../shared/custody/index.ts'
import { openStatus, statusCodec } from '../../shared/feeds/block/index.ts'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import type { DeliveryState, MessengerEvent } from '../../shared/messenger/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager } from '../harness/village.ts'

let village: Village
let mum: Villager
let dad: Villager
let room: RoomId

beforeEach(async () => {
  village = new Village()
  mum = village.person('엄마')
  dad = village.person('아빠')
  room = await village.pair(mum, dad)
})

/** Sent, arrived, and read by the other. */
async function readMessage(from: Villager, to: Villager, text: string): Promise<MessageId> {
  const [message] = expectOk(from.messenger.send(room, [text]))
  if (message === undefined) throw new Error('one was sent')
  await village.pass()
  expectOk(to.messenger.markRead(room, message))
  await village.pass()
  return message
}

function stateOf(who: Villager, message: MessageId): DeliveryState | 'received' {
  return expectOk(who.messenger.message(message)).delivery.state
}

function choose(who: Villager, readReceipts: boolean): void {
  expect(expectOk(who.messenger.changeSettings({ readReceipts }))).toMatchObject({ readReceipts })
}

/** The keys of the last status by `of` as it came to `at`, opened. */
function statusFields(of: Villager, at: Villager): readonly CborKey[] {
  const opened = at.messenger.roomBook.byId(room)
  const device = of.messenger.me().device
  const status = statusCodec.decode(opened!.custody.status(device)!)
  if (!status.ok) throw new Error('no status')
  const keys = opened!.keyring.governance(status.value.value.epoch)
  const plain = openStatus(nodeCrypto(), keys!.status(device), status.value)
  if (!plain.ok) throw new Error('it does not open')
  expect(statusPlain.decode(plain.value).ok).toBe(true)
  const fields = decodeCbor(plain.value)
  if (!(fields instanceof Map)) throw new Error('no map')
  return [...fields.keys()].toSorted((a, b) => Number(a) - Number(b))
}

describe('read receipts', () => {
  it('[DLV-3] are on in a new profile', async () => {
    expect(dad.messenger.settings()).toMatchObject({ readReceipts: true })
    const message = await readMessage(mum, dad, '밥 먹었니?')
    expect(stateOf(mum, message)).toBe('read')
    expect(statusFields(dad, mum)).toContain(4)
  })

  it('[DLV-3] that are off are said to nobody: the status has no field 4, and the other never sees more than delivered', async () => {
    choose(dad, false)
    const message = await readMessage(mum, dad, '밥 먹었니?')
    await village.pass(60_000)
    expect(stateOf(mum, message)).toBe('delivered')
    expect(statusFields(dad, mum)).toEqual([0, 1, 2, 16])
    expect(expectOk(mum.messenger.message(message)).delivery).toMatchObject({ delivered: 1, read: 0 })
    // What he has read is still his own to know.
    expect(dad.messenger.rooms()[0]?.unread).toBe(0)
  })

  it('[DLV-3] of others are not shown to whoever gives none', async () => {
    choose(dad, false)
    const message = await readMessage(dad, mum, '지금 가요')
    expect(stateOf(dad, message)).toBe('delivered')
    expect(statusFields(mum, dad)).toContain(4)
  })

  it('[DLV-3] turned on again are said and shown at once, for what was read meanwhile too', async () => {
    choose(dad, false)
    const hers = await readMessage(mum, dad, '밥 먹었니?')
    const his = await readMessage(dad, mum, '지금 가요')
    choose(dad, true)
    expect(stateOf(dad, his)).toBe('read')
    // Half the time after which a status is otherwise written.
    await village.pass(500)
    expect(stateOf(mum, hers)).toBe('read')
    expect(statusFields(dad, mum)).toContain(4)
  })

  it('[DLV-3] [DLV-4] turned off take nothing back that was said, also after the other started anew', async () => {
    const before = await readMessage(mum, dad, '밥 먹었니?')
    choose(dad, false)
    await village.pass()
    expect(statusFields(dad, mum)).toEqual([0, 1, 2, 16])
    const after = await readMessage(mum, dad, '뭐 먹었니?')
    expect([stateOf(mum, before), stateOf(mum, after)]).toEqual(['read', 'delivered'])
    mum.messenger.roomBook.reopen(mum.messenger.roomBook.byId(room)!.core.key)
    expect([stateOf(mum, before), stateOf(mum, after)]).toEqual(['read', 'delivered'])
  })

  it('[DLV-4] once said do not fall back when somebody goes back to read again', async () => {
    const first = await readMessage(mum, dad, '하나')
    const second = await readMessage(mum, dad, '둘')
    expectOk(dad.messenger.markRead(room, first))
    await village.pass()
    expect([stateOf(mum, first), stateOf(mum, second)]).toEqual(['read', 'read'])
  })

  it('[DLV-3] say by events what is shown otherwise, and that a setting changed', async () => {
    const message = await readMessage(dad, mum, '지금 가요')
    const told: MessengerEvent[] = []
    dad.messenger.subscribe((event) => {
      if (event.type === 'delivery' || event.type === 'settings') told.push(event)
    })
    choose(dad, false)
    choose(dad, false)
    choose(dad, true)
    expect(told).toMatchObject([
      { type: 'delivery', message, state: 'delivered', before: 'read' },
      { type: 'settings' },
      { type: 'delivery', message, state: 'read', before: 'delivered' },
      { type: 'settings' },
    ])
  })
})

it('[CLK-3] looking at old messages takes back nothing of what was read', async () => {
  const sent = expectOk(mum.messenger.send(room, ['하나', '둘', '셋']))
  await village.pass()
  expectOk(dad.messenger.markRead(room))
  expectOk(dad.messenger.markRead(room, sent[0]))
  await village.pass()
  const unread = () => dad.messenger.rooms().find((each) => each.room === room)?.unread
  expect(unread()).toBe(0)
  expect(sent.map((message) => stateOf(mum, message))).toEqual(['read', 'read', 'read'])
  const [later] = expectOk(mum.messenger.send(room, ['넷']))
  await village.pass()
  expect(unread()).toBe(1)
  expectOk(dad.messenger.markRead(room, later))
  expect(unread()).toBe(0)
})
