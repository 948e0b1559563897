/** Two houses on this computer: one lived in, one empty. Real sockets, real databases; the empty one is linked and goes on as the person's. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { createHost, type Host } from '../../src-main/engine/host/index.ts'
import { makeProfile } from '../../src-main/engine/index.ts'
import { aFolder } from '../profile/a-profile.ts'
import { aHouse, aPage, aProfile, type Page, refusedWith, untilReady } from './a-house.ts'

const LOOPBACK = { network: 'on', listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, local: false } as const

async function lit(profile: string, isEmpty = false): Promise<Page & { readonly house: Host }> {
  const house = aHouse({ profile, ...LOOPBACK })
  const page = await aPage(house)
  if (!isEmpty) await untilReady(page)
  return { house, ...page }
}

async function contacts(mum: Page, dad: Page): Promise<RoomId> {
  const invited = await mum.client.call('people.invite', {})
  expect(await dad.client.call('people.accept', { link: invited.ok ? invited.value.link : '' })).toMatchObject({ ok: true })
  const rooms = await dad.client.call('rooms.list')
  const room = rooms.ok ? rooms.value[0]?.room : undefined
  if (room === undefined) throw new Error('no room')
  return room
}

const digitsOf = async (page: Page) => {
  const state = await page.client.call('devices.get')
  return state.ok ? state.value.linking?.digits : undefined
}
const here = async (page: Page) => {
  const state = await page.client.call('host.state')
  return state.ok ? state.value : undefined
}

it('[LINK-5] [RPC-15] an empty house is linked, opens as the person’s, and has rooms and history', { timeout: 90_000 }, async () => {
  const mum = await lit(await aProfile())
  const dad = await lit(await aProfile())
  const room = await contacts(mum, dad)
  const texts = Array.from({ length: 50 }, (_, at) => `말 ${at}`)
  expect(await dad.client.call('messages.send', { room, texts })).toMatchObject({ ok: true })
  const folder = aFolder()
  const laptop = await lit(folder, true)
  await expect.poll(() => laptop.phase(), { timeout: 15_000 }).toBe('empty')

  const shown = await laptop.client.call('host.linkShow')
  expect(shown).toMatchObject({ ok: true, value: { state: 'waiting', role: 'shows' } })
  expect(existsSync(join(folder, 'key.json'))).toBe(false)
  expect(await mum.client.call('devices.take', { link: shown.ok ? (shown.value.link ?? '') : '' })).toMatchObject({ ok: true })
  await expect.poll(() => digitsOf(mum), { timeout: 15_000 }).toMatch(/^\d{6}$/u)
  await expect.poll(async () => (await here(laptop))?.linking?.digits, { timeout: 15_000 }).toBe(await digitsOf(mum))
  expect(await mum.client.call('devices.confirm', { same: true })).toMatchObject({ ok: true })
  expect(await laptop.client.call('host.linkConfirm', { same: true })).toMatchObject({ ok: true })
  await untilReady(laptop)
  expect(laptop.house.status()?.me.account).toBe(mum.house.status()?.me.account)
  expect(laptop.house.status()?.me.device).not.toBe(mum.house.status()?.me.device)
  expect(await here(laptop)).not.toHaveProperty('linking')

  const seen = async () => {
    const page = await laptop.client.call('messages.page', { room, limit: 100 })
    return page.ok ? page.value.flatMap(({ kind, text }) => (kind === 'text' ? [text] : [])) : []
  }
  await expect.poll(seen, { timeout: 30_000 }).toEqual(texts)
  expect(await laptop.client.call('messages.send', { room, texts: ['노트북'] })).toMatchObject({ ok: true })
  await expect
    .poll(
      async () => {
        const found = await dad.client.call('messages.search', { text: '노트북' })
        return found.ok ? found.value.length : 0
      },
      { timeout: 30_000 },
    )
    .toBe(1)
  expect(await laptop.client.call('host.linkShow')).toMatchObject(refusedWith('PROFILE_EXISTS'))
  const device = laptop.house.status()?.me.device
  if (device === undefined) throw new Error('no device')
  expect(await mum.client.call('devices.revoke', { device })).toMatchObject({ ok: true, value: [{ isThis: true }, { isRevoked: true }] })
  await expect
    .poll(
      async () => {
        const state = await laptop.client.call('devices.get')
        return state.ok && state.value.isRevoked
      },
      { timeout: 30_000 },
    )
    .toBe(true)
  expect(await laptop.client.call('messages.send', { room, texts: ['아직?'] })).toMatchObject(refusedWith('DEVICE_REVOKED'))
})

it(
  '[LINK-5] stopped, refused or killed half-way, the house is as empty as before and can be linked or begun anew',
  { timeout: 60_000 },
  async () => {
    const mum = await lit(await aProfile())
    const folder = aFolder()
    const laptop = await lit(folder, true)
    const code = await mum.client.call('devices.show')
    const link = code.ok ? (code.value.link ?? '') : ''
    expect(await laptop.client.call('host.linkTake', { link: 'sarangbang://device#xx' })).toMatchObject({ ok: false })
    expect(await laptop.client.call('host.linkTake', { link })).toMatchObject({ ok: true })
    await expect.poll(() => digitsOf(mum), { timeout: 15_000 }).toMatch(/^\d{6}$/u)
    expect(await laptop.client.call('host.linkConfirm', { same: false })).toMatchObject({
      ok: true,
      value: { state: 'ended', code: 'LINK_DIFFERENT' },
    })
    expect(existsSync(join(folder, 'key.json'))).toBe(false)
    expect(await laptop.client.call('host.linkCancel')).toMatchObject({ ok: true })
    await laptop.house.stop()

    const again = createHost({ profile: folder, ...LOOPBACK })
    await again.opened
    expect(again.state()).toMatchObject({ phase: 'empty' })
    const client = await again.attach('desktop')
    await client.call('host.linkShow')
    expect(await client.call('host.create', { name: '엄마', language: 'ko' })).toMatchObject({ ok: true })
    expect(again.state()).toMatchObject({ phase: 'ready' })
    await again.stop()
    expect(await makeProfile({ profile: folder, name: '또', deviceName: 'PC', language: 'ko' })).toEqual({
      ok: false,
      code: 'PROFILE_EXISTS',
    })
  },
)
