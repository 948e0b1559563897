/** The house from a page's point of view: first run, passphrase, lock, and whatever goes wrong on the way. */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RPC } from '../../shared/limits.ts'
import { createEngine } from '../../src-main/engine/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aFolder } from '../profile/a-profile.ts'
import { aHouse, aPage, aProfile, PASSPHRASE, refusedWith, untilReady } from './a-house.ts'

describe('[RPC-15] a first run', () => {
  it('makes an account once, in the chosen language, and is ready then', async () => {
    const profile = aFolder()
    const host = aHouse({ profile, language: 'en' })
    const { client, heard, phase } = await aPage(host)
    await host.opened
    expect(await phase()).toBe('empty')
    expect(await client.call('profile.me')).toMatchObject(refusedWith('NOT_READY'))
    const both = await Promise.all([
      client.call('host.create', { name: '엄마', language: 'ko' }),
      client.call('host.create', { name: '도둑', language: 'ko' }),
    ])
    expect(both).toMatchObject([{ ok: true, value: { words: expect.any(Array) } }, refusedWith('PROFILE_EXISTS')])
    expect(both[0].ok && both[0].value.words).toHaveLength(12)
    expect(await client.call('profile.me')).toMatchObject({ ok: true, value: { name: '엄마', wordsKept: true } })
    expect(await client.call('profile.words')).toEqual(both[0])
    expect(await client.call('host.state')).toEqual({ ok: true, value: { phase: 'ready', language: 'ko', theme: 'system' } })
    expect(await client.call('profile.settings')).toMatchObject({ ok: true, value: { language: 'ko' } })
    const phases = heard.flatMap((event) => (event.type === 'host' ? [event.state.phase] : []))
    expect(phases.filter((one, at) => one !== phases[at - 1])).toEqual(['opening', 'ready'])
  })

  it('refuses a name that is none and leaves nothing behind', async () => {
    const profile = aFolder()
    const host = aHouse({ profile })
    const { client, phase } = await aPage(host)
    await host.opened
    expect(await client.call('host.create', { name: '  ', language: 'ko' })).toMatchObject(refusedWith('EMPTY'))
    expect(await phase()).toBe('empty')
    expect(existsSync(join(profile, 'key.json'))).toBe(false)
  })

  it('brings an account back from its words, and says which of them are none', async () => {
    const first = aHouse()
    const maker = await aPage(first)
    await first.opened
    const made = await maker.client.call('host.create', { name: '엄마', language: 'ko' })
    if (!made.ok) throw new Error(made.error.code)
    const { words } = made.value
    const me = await maker.client.call('profile.me')
    const second = aHouse()
    const { client } = await aPage(second)
    await second.opened
    const typed = words.with(2, '없는말').join(' ')
    expect(await client.call('host.checkWords', { words: typed })).toEqual({ ok: true, value: { wrong: [2] } })
    expect(await client.call('host.checkWords', { words: words.slice(0, 11).join(' ') })).toMatchObject(refusedWith('BAD_WORDS'))
    expect(await client.call('host.checkWords', { words: words.join('  ') })).toEqual({ ok: true, value: { wrong: [] } })
    expect(await client.call('host.checkWords', { words: '가'.repeat(RPC.WORDS_CHARACTERS + 1) })).toMatchObject(
      refusedWith('BAD_ARGUMENTS'),
    )
    expect(await client.call('host.restore', { words: typed, name: '엄마', language: 'ko' })).toMatchObject(refusedWith('BAD_WORDS'))
    expect(await client.call('host.restore', { words: words.join(' '), name: '엄마', language: 'ko' })).toEqual({
      ok: true,
      value: undefined,
    })
    const again = await client.call('profile.me')
    expect(again.ok && me.ok && again.value.account === me.value.account && again.value.device !== me.value.device).toBe(true)
  })

  it('never happens over a profile that came meanwhile, nor over one that is there, locked or damaged', async () => {
    const profile = aFolder()
    const host = aHouse({ profile })
    const page = await aPage(host)
    await host.opened
    cpSync(await aProfile(), profile, { recursive: true })
    const key = readFileSync(join(profile, 'key.json'), 'utf8')
    const wanted = { name: '도둑', language: 'ko' } as const
    expect(await page.client.call('host.create', wanted)).toMatchObject(refusedWith('PROFILE_EXISTS'))
    await untilReady(page)
    expect(await page.client.call('profile.me')).toMatchObject({ ok: true, value: { name: '엄마' } })
    expect(await page.client.call('host.create', wanted)).toMatchObject(refusedWith('PROFILE_EXISTS'))
    expect(readFileSync(join(profile, 'key.json'), 'utf8')).toBe(key)

    const locked = aHouse({ profile: await aProfile(PASSPHRASE) })
    const before = await aPage(locked)
    await locked.opened
    expect(await before.client.call('host.create', wanted)).toMatchObject(refusedWith('PROFILE_EXISTS'))

    const broken = await aProfile()
    writeFileSync(join(broken, 'key.json'), '{"version":1}')
    const damaged = aHouse({ profile: broken })
    const there = await aPage(damaged)
    await damaged.opened
    expect(await there.client.call('host.state')).toMatchObject({ ok: true, value: { phase: 'failed', code: 'PROFILE_DAMAGED' } })
    expect(await there.client.call('host.create', wanted)).toMatchObject(refusedWith('PROFILE_EXISTS'))
    expect(readFileSync(join(broken, 'key.json'), 'utf8')).toBe('{"version":1}')
  })

  it('is for who sits at this computer: a phone may look, lock and unlock', async () => {
    const host = aHouse()
    const phone = await aPage(host, 'phone')
    await host.opened
    for (const method of ['host.create', 'host.restore', 'host.checkWords', 'host.setPassphrase', 'host.retry', 'host.page'] as const) {
      expect(await phone.client.call(method, {})).toMatchObject(refusedWith('NOT_ALLOWED'))
    }
    expect(await phone.phase()).toBe('empty')
    for (const kind of ['desktop', 'browser', 'cli'] as const) {
      const hello = await (await host.attach(kind)).hello()
      expect(hello.ok && hello.value.methods).toEqual(expect.arrayContaining(['host.create', 'host.setPassphrase', 'profile.me']))
    }
  })
})

describe('[RPC-16] a passphrase', () => {
  it('opens a profile that is locked by it; meanwhile only the house answers', async () => {
    const host = aHouse({ profile: await aProfile(PASSPHRASE) })
    const { client, phase } = await aPage(host)
    await host.opened
    expect(await client.call('host.state')).toMatchObject({ ok: true, value: { phase: 'locked', isLocking: false } })
    expect(await client.call('rooms.list')).toMatchObject(refusedWith('LOCKED'))
    expect(await client.call('host.unlock', { passphrase: 'guess' })).toMatchObject(refusedWith('WRONG_PASSPHRASE'))
    expect(await phase()).toBe('locked')
    expect(await client.call('host.unlock', { passphrase: PASSPHRASE })).toEqual({ ok: true, value: undefined })
    expect(await client.call('rooms.list')).toMatchObject({ ok: true })
  })

  it('guessed at many times at once is looked at a few times only, harms nothing, and still opens', async () => {
    const profile = await aProfile(PASSPHRASE)
    const key = readFileSync(join(profile, 'key.json'), 'utf8')
    const host = aHouse({ profile })
    const pages = [await aPage(host), await aPage(host, 'phone')]
    await host.opened
    const guesses = await Promise.all(
      pages.flatMap(({ client }, at) =>
        Array.from({ length: 20 }, (_, index) => client.call('host.unlock', { passphrase: `guess ${at} ${index}` })),
      ),
    )
    const codes = guesses.map((answer) => (answer.ok ? 'ok' : answer.error.code))
    expect(codes.filter((code) => code === 'WRONG_PASSPHRASE')).toHaveLength(RPC.PASSPHRASE_FREE_TRIES)
    expect(codes.filter((code) => code === 'TOO_SOON')).toHaveLength(40 - RPC.PASSPHRASE_FREE_TRIES)
    expect(host.state().retryAt).toBeLessThanOrEqual(Date.now() + RPC.PASSPHRASE_WAIT_MS)
    // Also the right one has to wait.
    expect(await pages[0]?.client.call('host.unlock', { passphrase: PASSPHRASE })).toMatchObject(refusedWith('TOO_SOON'))
    expect(readFileSync(join(profile, 'key.json'), 'utf8')).toBe(key)
    await expect.poll(() => host.state().retryAt, { timeout: 2 * RPC.PASSPHRASE_WAIT_MS }).toBeUndefined()
    expect(await pages[0]?.client.call('host.unlock', { passphrase: PASSPHRASE })).toMatchObject({ ok: true })
  })

  it('is set, changed and taken away without touching the database, by who knows the current one', async () => {
    const profile = await aProfile()
    const host = aHouse({ profile })
    const { client } = await aPage(host)
    await host.opened
    const protection = async () => {
      const status = await client.call('status.get')
      return status.ok ? status.value.protection : status.error.code
    }
    expect(await client.call('host.lock')).toMatchObject(refusedWith('NOT_READY'))
    expect(await client.call('host.setPassphrase', { next: '처음' })).toEqual({ ok: true, value: undefined })
    expect(await protection()).toBe('passphrase')
    expect(await client.call('host.setPassphrase', { next: '도둑' })).toMatchObject(refusedWith('WRONG_PASSPHRASE'))
    expect(await client.call('host.setPassphrase', { current: '아님', next: '도둑' })).toMatchObject(refusedWith('WRONG_PASSPHRASE'))
    expect(await client.call('host.setPassphrase', { current: '처음', next: '다음' })).toEqual({ ok: true, value: undefined })
    const long = '가'.repeat(RPC.PASSPHRASE_CHARACTERS + 1)
    expect(await client.call('host.setPassphrase', { current: '다음', next: long })).toMatchObject(refusedWith('BAD_ARGUMENTS'))
    await host.stop()
    expect(await createEngine({ profile, network: 'off', passphrase: '처음' })).toMatchObject({ ok: false, code: 'WRONG_PASSPHRASE' })

    const later = aHouse({ profile, passphrase: '다음' })
    const page = await aPage(later)
    await later.opened
    expect(await page.client.call('host.setPassphrase', { current: '다음' })).toEqual({ ok: true, value: undefined })
    await later.stop()
    const opened = expectOk(await createEngine({ profile, network: 'off' }))
    expect(opened.status()).toMatchObject({ protection: 'none', me: { name: '엄마' } })
    await opened.stop()
  })
})

describe('[RPC-17] a locked house', () => {
  it('answers nothing and tells nothing, to nobody, while its engine goes on', async () => {
    const host = aHouse({ profile: await aProfile(PASSPHRASE), passphrase: PASSPHRASE })
    const { client, heard } = await aPage(host)
    const other = await aPage(host, 'phone')
    await host.opened
    const room = await client.call('rooms.create', { name: '우리 집' })
    if (!room.ok) throw new Error(room.error.code)
    const { startedAt } = host.status() ?? {}
    expect(await other.client.call('host.lock')).toMatchObject({ ok: true })
    heard.length = 0
    other.heard.length = 0
    for (const page of [client, other.client]) {
      expect(await page.call('rooms.list')).toMatchObject(refusedWith('LOCKED'))
      expect(await page.call('messages.send', { room: room.value, texts: ['몰래'] })).toMatchObject(refusedWith('LOCKED'))
      expect(await page.call('host.state')).toMatchObject({ ok: true, value: { phase: 'locked', isLocking: true } })
    }
    expect(await client.call('host.setPassphrase', { current: PASSPHRASE })).toMatchObject(refusedWith('LOCKED'))
    expect(await client.call('host.unlock', { passphrase: 'guess' })).toMatchObject(refusedWith('WRONG_PASSPHRASE'))
    expect(host.status()?.startedAt).toBe(startedAt)
    expect([...heard, ...other.heard].filter(({ type }) => type !== 'host')).toEqual([])
    expect(await other.client.call('host.unlock', { passphrase: PASSPHRASE })).toMatchObject({ ok: true })
    expect(await client.call('rooms.list')).toMatchObject({ ok: true, value: [{ name: '우리 집' }] })
    expect(heard.some((event) => event.type === 'host' && event.state.phase === 'ready')).toBe(true)
  })

  it('tells no event of the engine that comes while it is locked', async () => {
    const host = aHouse({ profile: await aProfile(PASSPHRASE), passphrase: PASSPHRASE })
    const { client, heard } = await aPage(host)
    await host.opened
    // Begun before the lock and still at work behind it: a rebuild tells each room.
    for (const name of ['하나', '둘', '셋']) await client.call('rooms.create', { name })
    const rebuilding = client.call('status.rebuild')
    await client.call('host.lock')
    heard.length = 0
    await rebuilding
    expect(heard.filter(({ type }) => type !== 'host')).toEqual([])
  })

  it('locks with the system where its owner wants that, and with no passphrase never', async () => {
    const host = aHouse({ profile: await aProfile(PASSPHRASE), passphrase: PASSPHRASE })
    const { client, phase } = await aPage(host)
    await host.opened
    await host.system('lock')
    expect(await phase()).toBe('ready')
    await client.call('profile.changeSettings', { lockWithSystem: true })
    await host.system('sleep')
    await host.system('wake')
    await host.system('unlock')
    expect(await phase()).toBe('ready')
    await host.system('lock')
    expect(await phase()).toBe('locked')
    const open = aHouse({ profile: await aProfile() })
    const page = await aPage(open)
    await open.opened
    await page.client.call('profile.changeSettings', { lockWithSystem: true })
    await open.system('lock')
    expect(await page.phase()).toBe('ready')
  })

  it('knows the language and the theme before anything is open', async () => {
    const profile = await aProfile(PASSPHRASE)
    const host = aHouse({ profile, passphrase: PASSPHRASE, language: 'en' })
    const { client } = await aPage(host)
    await host.opened
    await client.call('profile.changeSettings', { language: 'ko', theme: 'dark' })
    await expect.poll(() => host.state()).toMatchObject({ language: 'ko', theme: 'dark' })
    await host.stop()
    const locked = aHouse({ profile, language: 'en' })
    await locked.opened
    expect(locked.state()).toMatchObject({ phase: 'locked', language: 'ko', theme: 'dark' })
    expect(JSON.parse(readFileSync(join(profile, 'look.json'), 'utf8'))).toEqual({ language: 'ko', theme: 'dark' })
    writeFileSync(join(profile, 'look.json'), '<script>')
    const broken = aHouse({ profile, language: 'en' })
    await broken.opened
    expect(broken.state()).toMatchObject({ phase: 'locked', language: 'en', theme: 'system' })
  })
})

it('a house that failed says why, and is asked to try again', async () => {
  const profile = await aProfile()
  const key = readFileSync(join(profile, 'key.json'), 'utf8')
  rmSync(join(profile, 'key.json'))
  const host = aHouse({ profile })
  const page = await aPage(host)
  await host.opened
  expect(await page.client.call('host.state')).toMatchObject({ ok: true, value: { phase: 'failed', code: 'PROFILE_DAMAGED' } })
  expect(await page.client.call('rooms.list')).toMatchObject(refusedWith('NOT_READY'))
  writeFileSync(join(profile, 'key.json'), key)
  expect(await page.client.call('host.retry')).toEqual({ ok: true, value: undefined })
  expect(await page.client.call('profile.me')).toMatchObject({ ok: true, value: { name: '엄마' } })
})
