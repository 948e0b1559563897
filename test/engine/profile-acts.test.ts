/** Oneself, through the contract: who may ask for what, what is refused before it is looked at, and what an engine adds. */
import { statSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createEngine, makeProfile } from '../../src-main/engine/index.ts'
import type { EngineMethod } from '../../shared/rpc/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { PICTURES } from '../pictures/some-pictures.ts'
import { aFolder } from '../profile/a-profile.ts'

async function anEngine(options: { readonly keepWords?: boolean } = {}) {
  const profile = aFolder()
  const { words } = expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko', ...options }))
  const engine = expectOk(await createEngine({ profile, network: 'off' }))
  onTestFinished(() => engine.stop())
  return { profile, words, engine, phone: await engine.attach('phone'), desktop: await engine.attach('desktop') }
}

const refused = (code: string) => expect.objectContaining({ ok: false, error: expect.objectContaining({ code }) })

test('[RPC-6] [RPC-7] settings go there and back, and what is out of range or unknown is refused whole', async () => {
  const { phone, desktop } = await anEngine()
  const before = await phone.call('profile.settings')
  expect(before).toMatchObject({ ok: true, value: { readReceipts: true, textSize: 100, notifications: 'full', background: false } })
  for (const bad of [
    { textSize: 95 },
    { textSize: 160 },
    { textSize: '100' },
    { lockAfterMinutes: -1 },
    { lockAfterMinutes: 1e9 },
    { lockAfterMinutes: 0.5 },
    { theme: 'pink' },
    { language: 'fr' },
    { notifications: true },
    { background: null },
    { readReceits: true },
  ])
    expect(await desktop.call('profile.changeSettings', JSON.parse(JSON.stringify({ ...bad, typing: false })))).toEqual(
      refused('BAD_ARGUMENTS'),
    )
  expect(await desktop.call('profile.settings')).toEqual(before)
  const change = {
    readReceipts: false,
    typing: false,
    language: 'en',
    theme: 'dark',
    textSize: 150,
    notifications: 'name',
    enterSends: false,
    lockAfterMinutes: 15,
    lockWithSystem: true,
    background: true,
    rendezvous: false,
    rendezvousPort: 0,
    bootstrap: ['/ip4/203.0.113.7/tcp/4310'],
    relay: true,
    portMapping: false,
    mediaMib: 4096,
    roomMediaMib: 512,
    autoFetch: 'never',
    autoFetchMib: 5,
    uploadKib: 500,
  } as const
  expect(await phone.call('profile.changeSettings', change)).toEqual({ ok: true, value: change })
  expect(await desktop.call('profile.changeSettings', {})).toEqual({ ok: true, value: change })
})

test('a picture is set, refused, and taken away', async () => {
  const { phone } = await anEngine()
  expect(await phone.call('profile.setPicture', { picture: PICTURES.webp })).toMatchObject({ ok: true, value: { picture: PICTURES.webp } })
  const svg = `data:image/svg+xml;base64,${Buffer.from('<svg/>').toString('base64')}`
  expect(await phone.call('profile.setPicture', { picture: svg })).toEqual(refused('BAD_PICTURE'))
  expect(await phone.call('profile.setPicture', { picture: 'x'.repeat(100_000) })).toEqual(refused('BAD_ARGUMENTS'))
  expect(await phone.call('profile.me')).toMatchObject({ value: { picture: PICTURES.webp } })
  const gone = await phone.call('profile.setPicture', { picture: null })
  expect(gone.ok && gone.value.picture).toBeUndefined()
})

test('[RPC-6] [PPL-16] the words are for the owner’s own window, and a page in a browser never gets them', async () => {
  const { phone, desktop, words } = await anEngine({ keepWords: true })
  const answers = [0, 4, 8].map((place) => ({ place, word: words[place] ?? '' }))
  expect(await phone.call('profile.words')).toEqual(refused('NOT_ALLOWED'))
  expect(await phone.call('profile.checkWords', { answers })).toEqual(refused('NOT_ALLOWED'))
  expect(await desktop.call('profile.words')).toEqual({ ok: true, value: { words } })
  for (const strange of [answers.slice(1), [...answers, ...answers], answers.map((each) => ({ ...each, place: 12 }))])
    expect(await desktop.call('profile.checkWords', { answers: strange })).toEqual(refused('BAD_ARGUMENTS'))
  expect(await desktop.call('profile.checkWords', { answers: answers.map((each) => ({ ...each, place: 0 })) })).toEqual(
    refused('OUT_OF_RANGE'),
  )
  expect(await desktop.call('profile.checkWords', { answers })).toEqual({ ok: true, value: { wrong: [] } })
  expect(await desktop.call('profile.words')).toEqual({ ok: true, value: { words: undefined } })
  expect(await desktop.call('profile.me')).toMatchObject({ value: { wordsKept: false } })
})

test('[PPL-16] a profile whose words were printed at once keeps none', async () => {
  const { desktop } = await anEngine()
  expect(await desktop.call('profile.me')).toMatchObject({ value: { wordsKept: false } })
})

test('my devices are listed, and what rooms and the folder take', async () => {
  const { profile, desktop } = await anEngine()
  expect(await desktop.call('profile.devices')).toMatchObject({ ok: true, value: [{ isThis: true, isNew: false }] })
  const [small, large] = [await desktop.call('rooms.create', { name: '하나' }), await desktop.call('rooms.create', { name: '둘' })]
  if (!small.ok || !large.ok) throw new Error('two rooms')
  await desktop.call('messages.send', { room: small.value, texts: ['가'] })
  await desktop.call('messages.send', { room: large.value, texts: Array.from({ length: 20 }, (_, at) => `말 ${at}`.repeat(50)) })
  const use = await desktop.call('profile.storage')
  if (!use.ok) throw new Error(use.error.code)
  expect(use.value.rooms).toMatchObject([
    { room: large.value, name: '둘', messages: 20 },
    { room: small.value, name: '하나', messages: 1 },
  ])
  expect(use.value.folder).toBe(profile)
  expect(use.value.rooms[1]?.bytes).toBeGreaterThan(100)
  expect(use.value.bytes).toBeGreaterThan(use.value.rooms.reduce((sum, { bytes }) => sum + bytes, statSync(`${profile}/key.json`).size))
})

test('nobody is let in and blocked at once; blocked devices are the owner’s to see and to let go', async () => {
  const { phone } = await anEngine()
  expect(await phone.call('people.answerKnock', { id: 'x', accept: true, block: true })).toEqual(refused('BAD_ARGUMENTS'))
  expect(await phone.call('people.answerKnock', { id: 'x', accept: false, block: true })).toEqual(refused('NO_KNOCK'))
  expect(await phone.call('people.blockedDevices')).toEqual({ ok: true, value: [] })
  expect(await phone.call('people.unblockDevice', { device: 'ab'.repeat(32) })).toEqual(refused('NO_CONTACT'))
  const stranger = 'cd'.repeat(32)
  for (const method of ['people.devicesSeen', 'profile.approveDevice'] as const satisfies readonly EngineMethod[]) {
    const input = method === 'people.devicesSeen' ? { account: stranger } : { device: stranger }
    expect((await phone.call(method, JSON.parse(JSON.stringify(input)))).ok).toBe(false)
  }
})
