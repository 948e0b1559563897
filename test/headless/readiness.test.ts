/** `readiness`, `drill` and `outage` on a profile that no engine runs for: what they print is the contract of docs/cli.md. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCommand } from './terminal.ts'

async function aProfile() {
  const folder = mkdtempSync(join(tmpdir(), 'sb-readiness-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const command = (...args: readonly string[]) => runCommand([...args, '--profile', join(folder, 'profile')])
  const json = async (...args: readonly string[]) => JSON.parse((await command(...args, '--json')).out)
  const refused = async (...args: readonly string[]) => JSON.parse((await command(...args, '--json')).err).error.code
  expect(await command('init', '--name', 'Mum', '--words-out', join(folder, 'words'))).toMatchObject({ code: 0 })
  return { command, json, refused }
}

describe('[RDY-1] readiness', () => {
  it('of somebody who knows nobody says whom to begin with, in both languages', async () => {
    const { command, json } = await aProfile()
    expect(await json('readiness')).toMatchObject({ people: [], reached: [], missing: [], steps: [{ code: 'invite-first', people: [] }] })
    expect((await command('readiness', '--lang', 'ko')).out).toContain('한 사람부터')
    expect((await command('readiness', '--lang', 'en')).out).toContain('Nobody is here yet')
  })
})

describe('[RDY-5] drill', () => {
  it('needs a running engine; former ones can be read without', async () => {
    const { json, refused } = await aProfile()
    expect(await refused('drill', 'start', '--mode', 'no-internet')).toBe('NO_ENGINE')
    expect(await refused('drill', 'stop')).toBe('NO_ENGINE')
    expect(await json('drill', 'status')).toEqual({ results: [] })
    expect(await refused('drill', 'start', '--mode', 'everything')).toBe('USAGE')
    for (const minutes of ['0', '31', '1.5', 'x'])
      expect(await refused('drill', 'start', '--mode', 'lan-only', '--minutes', minutes)).toBe('USAGE')
  })
})

describe('[OUT-2] outage', () => {
  it('is off, is switched on with services by any of their names, and keeps what was chosen', async () => {
    const { command, json, refused } = await aProfile()
    expect(await json('outage')).toMatchObject({
      on: false,
      rooms: [],
      services: [{ service: 'kakaotalk', watched: false, state: 'unknown' }, {}, {}, {}, {}],
    })
    expect(await json('outage', 'on', '카카오톡', 'naver')).toMatchObject({ on: true })
    const { services } = await json('outage')
    expect(services.filter(({ watched }: { watched: boolean }) => watched).map(({ service }: { service: string }) => service)).toEqual([
      'kakaotalk',
      'naver',
    ])
    expect(await json('outage', 'hosts', 'add', 'KakaoTalk', 'chat.example:8443')).toMatchObject({
      services: [{ hosts: ['booking-loco.kakao.com', 'katalk.kakao.com', 'chat.example:8443'] }, {}, {}, {}, {}],
    })
    expect(await json('outage', 'hosts', 'add', '우리 회사', '10.0.0.7')).toMatchObject({
      services: [{}, {}, {}, {}, {}, { service: '우리 회사', watched: true }],
    })
    expect(await json('outage', 'hosts', 'remove', '우리 회사', '10.0.0.7')).toMatchObject({ services: [{}, {}, {}, {}, {}] })
    expect(await json('outage', 'off')).toMatchObject({ on: false })
    expect(await refused('outage', 'on', 'nothing')).toBe('USAGE')
    expect(await refused('outage', 'hosts', 'add', 'line', 'https://x')).toBe('BAD_HOST')
    expect(await refused('outage', 'hosts', 'remove', 'line', 'chat.example')).toBe('NO_HOST')
    expect(await refused('outage', '--check')).toBe('NO_ENGINE')
    expect((await command('outage', '--lang', 'ko')).out).toContain('살펴보기: 꺼짐')
  })

  it('says I am here into the rooms that were chosen', async () => {
    const { json } = await aProfile()
    await json('room', 'create', '--name', '우리 집')
    const { room } = await json('room', 'create', '--name', '가게')
    expect(await json('outage', 'rooms', '가게')).toMatchObject({ rooms: [room] })
    expect(await json('outage', 'here', '--lang', 'ko')).toEqual({ sent: [room], failed: [] })
    expect(await json('messages', '--room', '가게')).toMatchObject({ messages: [{ text: '여기 있어요.' }] })
    expect((await json('messages', '--room', '우리 집')).messages).toEqual([])
  })
})
