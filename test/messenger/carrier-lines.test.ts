import { beforeEach, describe, expect, it } from 'vitest'
import { systemLineText } from '../../shared/i18n/index.ts'
import { type DeviceId, type RoomId, parseId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager } from '../harness/village.ts'
import { link } from './linking/linking-world.ts'

/** Of somebody nobody here knows. */
const unknown = (): DeviceId => {
  const device = parseId('device', 'ab'.repeat(32))
  if (device === undefined) throw new Error('32 bytes name a device')
  return device
}

describe('what the timeline tells of carriers', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let shop: Villager
  let room: RoomId

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    shop = village.person('가게 컴퓨터')
    await village.pair(mum, dad)
    await village.pair(mum, shop)
    room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
    await village.pass(10_000)
  })

  const names = (device: DeviceId, on: boolean) => expectOk(mum.messenger.act(room, { act: 'carrier', device, on }))
  const told = ({ messenger }: Villager, language: 'ko' | 'en' = 'ko') =>
    expectOk(messenger.messages(room, { system: true }))
      .flatMap(({ system }) => (system === undefined ? [] : [system]))
      .filter(({ act }) => act === 'carry' || act === 'uncarry')
      .map((line) => systemLineText(line, language))

  it('[CARR-1] names who keeps the room to whoever knows whose computer it is, and nobody to others', async () => {
    names(shop.messenger.me().device, true)
    names(shop.messenger.me().device, false)
    await village.pass(10_000)
    expect(told(mum)).toEqual(['가게 컴퓨터가 이 방 메시지를 맡아 보관해요', '가게 컴퓨터는 이제 이 방 메시지를 보관하지 않아요'])
    expect(told(mum, 'en')).toEqual(['가게 컴퓨터 keeps this room’s messages now', '가게 컴퓨터 no longer keeps this room’s messages'])
    expect(told(dad)).toEqual(['엄마가 부탁한 컴퓨터가 이 방 메시지를 맡아 보관해요', '컴퓨터 한 대가 이제 이 방 메시지를 보관하지 않아요'])
    expect(told(dad, 'en')).toEqual([
      'A computer 엄마 asked keeps this room’s messages now',
      'A computer no longer keeps this room’s messages',
    ])
  })

  it('says so when one of several computers ends and another goes on', async () => {
    const second = await link(village, shop)
    await village.pass(60_000)
    const [one, other] = [shop.messenger.me().device, second.messenger.me().device]
    for (const device of [one, other]) names(device, true)
    names(one, false)
    names(unknown(), true)
    names(other, false)
    expect(told(mum)).toEqual([
      '가게 컴퓨터가 이 방 메시지를 맡아 보관해요',
      '가게 컴퓨터가 이 방 메시지를 맡아 보관해요',
      '가게 컴퓨터 기기 한 대가 이 방 보관을 그만뒀어요. 다른 기기는 계속 보관해요',
      '엄마가 부탁한 컴퓨터가 이 방 메시지를 맡아 보관해요',
      '가게 컴퓨터는 이제 이 방 메시지를 보관하지 않아요',
    ])
  })
})
