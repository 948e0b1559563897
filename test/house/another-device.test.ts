/** FORK-5 behind a page: a profile was put back to an earlier state, its peer shows it, and the engine starts again as another device. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { aFolder } from '../profile/a-profile.ts'
import { aHouse, aPage, aProfile, untilReady } from './a-house.ts'

const LOOPBACK = { network: 'on', listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, local: false } as const

async function lit(profile: string) {
  const house = aHouse({ profile, ...LOOPBACK })
  const page = await aPage(house)
  await untilReady(page)
  return { house, ...page }
}

it('[RPC-14] [FORK-5] pages stay attached while the engine becomes another device', { timeout: 60_000 }, async () => {
  const folder = await aProfile()
  const mum = await lit(await aProfile())
  const dad = await lit(folder)
  const invited = await mum.client.call('people.invite', {})
  expect(await dad.client.call('people.accept', { link: invited.ok ? invited.value.link : '' })).toMatchObject({
    ok: true,
    value: { state: 'done' },
  })
  const rooms = await dad.client.call('rooms.list')
  const room = rooms.ok ? rooms.value[0]?.room : undefined
  if (room === undefined) throw new Error('no room')
  const say = (who: typeof dad, text: string) => who.client.call('messages.send', { room, texts: [text] })
  const texts = async (who: typeof dad) => {
    const shown = await who.client.call('messages.page', { room })
    return shown.ok ? shown.value.flatMap(({ kind, text }) => (kind === 'text' ? [text] : [])) : []
  }
  const sees = async (who: typeof dad, all: readonly string[]) => {
    await expect.poll(() => texts(who), { timeout: 20_000 }).toEqual(all)
  }
  await say(dad, '하나')
  await sees(mum, ['하나'])
  await dad.house.stop()
  const early = join(aFolder(), '..', 'early.db')
  copyFileSync(join(folder, 'store.db'), early)

  const later = await lit(folder)
  await say(later, '둘')
  await sees(mum, ['하나', '둘'])
  await later.house.stop()
  copyFileSync(early, join(folder, 'store.db'))

  const back = await lit(folder)
  const before = back.house.status()?.me.device
  await expect.poll(() => back.house.status()?.me.device, { timeout: 30_000 }).not.toBe(before)
  await untilReady(back)
  expect(back.house.status()?.me.device).not.toBe(before)
  expect(back.heard.flatMap((event) => (event.type === 'host' ? [event.state.phase] : []))).toEqual(
    expect.arrayContaining(['opening', 'ready']),
  )
  await say(back, '셋')
  await sees(mum, ['하나', '둘', '셋'])
})
