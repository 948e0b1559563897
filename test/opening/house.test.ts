/** Opened files in a whole house: over its page server, through one that stands in, behind the lock, and by who may ask. */
import { describe, expect, it } from 'vitest'
import { ALLOWED } from '../../shared/rpc/index.ts'
import { PASSPHRASE, aHouse, aPage, refusedWith, untilReady } from '../house/a-house.ts'
import { someBytes } from '../media/some-files.ts'
import { type FiledProfile, filedProfile } from './filed-profile.ts'

const bytes = someBytes(600_000)

async function houseOf({ profile, home }: FiledProfile, relay: boolean) {
  const house = aHouse({ profile, page: { host: '127.0.0.1', port: 0, files: home }, ...(relay ? { relay: true } : { local: true }) })
  await house.opened
  const page = await aPage(house, 'browser')
  await untilReady(page)
  const { origin } = new URL(house.pageUrl() ?? '')
  return { house, page, origin }
}

async function world() {
  const here = await filedProfile()
  const message = await here.post([{ name: '휴가.bin', bytes }])
  await here.close()
  return { here, message }
}

describe('[MEDIA-70] [MEDIA-71] [MEDIA-72] in a house', () => {
  it('an address given over the contract is answered by the page server, also of a house that stands in for another', async () => {
    const { here, message } = await world()
    const first = await houseOf(here, false)
    const second = await houseOf(here, true)
    for (const { page, origin } of [first, second]) {
      const opened = await page.client.call('attachments.open', { message, index: 0 })
      const address = opened.ok ? opened.value.address : ''
      const whole = await fetch(`${origin}/${address}`)
      expect([whole.status, Buffer.from(await whole.arrayBuffer()).equals(bytes)]).toEqual([200, true])
      const part = await fetch(`${origin}/${address}`, { headers: { range: 'bytes=599990-' } })
      expect([part.status, Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(599_990))]).toEqual([206, true])
    }
  })

  it('while the house is locked nothing is behind it, and then again', async () => {
    const { here, message } = await world()
    const { page, origin } = await houseOf(here, false)
    const opened = await page.client.call('attachments.open', { message, index: 0 })
    const address = opened.ok ? opened.value.address : ''
    const status = async (): Promise<number> => (await fetch(`${origin}/${address}`, { method: 'HEAD' })).status
    expect(await status()).toBe(200)
    expect(await page.client.call('host.setPassphrase', { next: PASSPHRASE })).toMatchObject({ ok: true })
    expect(await page.client.call('host.lock')).toMatchObject({ ok: true })
    expect(await status()).toBe(404)
    expect(await page.client.call('host.unlock', { passphrase: PASSPHRASE })).toMatchObject({ ok: true })
    expect(await status()).toBe(200)
  })

  it('[RPC-6] no page may say where to save, whoever sits at it; programs and the window’s shell may', async () => {
    const { here, message } = await world()
    const { house } = await houseOf(here, false)
    for (const kind of ['desktop', 'browser', 'phone'] as const) {
      expect(ALLOWED[kind]).not.toContain('attachments.save')
      const page = await aPage(house, kind)
      expect(await page.client.call('attachments.save', { message, index: 0, folder: here.home })).toMatchObject(refusedWith('NOT_ALLOWED'))
      for (const method of ['attachments.open', 'attachments.read', 'attachments.set', 'attachments.shared'] as const)
        expect(ALLOWED[kind]).toContain(method)
    }
    const heard: unknown[] = []
    const shell = await aPage(house, 'shell')
    await shell.client.subscribe((event) => event.type === 'saving' && heard.push(event))
    expect(await shell.client.call('attachments.save', { message, index: 0, folder: here.home })).toMatchObject({ ok: true })
    await expect.poll(() => heard.at(-1)).toEqual({ type: 'saving', message, index: 0, bytes: bytes.length, size: bytes.length })
  })
})
