/**
 * Real processes: a profile with everything in it becomes a backup, the computer burns, and another one is made of the file: what a person sees is
 * the same, thing by thing; then it meets those who went on talking, and what was erased after the backup goes again.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { Computer } from './service.ts'
import { runCommand } from './terminal.ts'

const POLL = { timeout: 90_000, interval: 500 }
const SECRET = 'a winter night'

const TALK = `아빠 님과 카카오톡 대화
저장한 날짜 : 2022-10-16 09:00:00

--------------- 2022년 10월 15일 토요일 ---------------
[나] [오후 3:31] 다들 카톡 돼?
[아빠] [오후 3:33] 나도 안 간다
`
const CLASS = TALK.replace('아빠 님과', '동창 3 님과').replaceAll('[아빠]', '[반장]')
const CARDS =
  'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:이모\r\nTEL;TYPE=CELL:+82 10-1234-5678\r\nNOTE:울산\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:삼촌\r\nTEL:02-123-4567\r\nEND:VCARD\r\n'

type Json = Readonly<Record<string, unknown>>

it('[BKP-5] [BKP-7] [DEL-3] all of a profile comes back, catches up, and what was erased since goes again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-whole-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('secret'), `${SECRET}\n`)
  writeFileSync(at('KakaoTalk_아빠.txt'), TALK)
  writeFileSync(at('KakaoTalk_동창.txt'), CLASS)
  writeFileSync(at('cards.vcf'), CARDS)
  const [mum, dad, son, fresh] = [new Computer(), new Computer(), new Computer(), new Computer()]
  await Promise.all([mum.serve(['--name', 'Mum']), dad.serve(['--name', '아빠']), son.serve(['--name', 'Son'])])
  for (const other of [dad, son]) await json(mum, ['accept', String((await json(other, ['invite']))['link'])])
  await expect.poll(async () => (await list(mum, ['contacts'], 'contacts')).length, POLL).toBe(2)
  await expect.poll(async () => (await list(dad, ['contacts'], 'contacts')).length, POLL).toBe(1)

  // What was said elsewhere, in a room and in none; an address book, and who of it was invited.
  const dads = ['import', 'read', at('KakaoTalk_아빠.txt'), '--me', '나', '--zone', 'Asia/Seoul', '--contact', '아빠']
  const friends = ['import', 'read', at('KakaoTalk_동창.txt'), '--me', '나', '--zone', 'Asia/Seoul', '--new', '동창']
  const cards = ['import', 'read', at('cards.vcf')]
  for (const each of [dads, friends, cards]) await json(mum, each)
  await json(mum, ['people', 'invite', '이모', '--how', 'print'])

  // A room in which all happens that can.
  await json(mum, ['room', 'create', '--name', '우리집'])
  await json(mum, ['member', 'add', '--room', '우리집', '아빠'])
  await expect.poll(async () => (await list(dad, ['rooms'], 'rooms')).length, POLL).toBe(2)
  const say = async (who: Computer, text: string): Promise<string> => String((await json(who, ['send', '--room', '우리집', text]))['id'])
  const dinner = await say(mum, '된장찌개')
  const secret = await say(mum, '지울 비밀')
  await json(mum, ['edit', '--message', await say(mum, '여섯 시'), '일곱 시'])
  await json(mum, ['delete', '--message', await say(mum, '벌써 지운 말')])
  const unseen = await say(mum, '나만 안 볼 말')
  await json(mum, ['forget', '--message', unseen])
  await json(mum, ['pin', '--message', dinner])
  await expect.poll(async () => (await said(dad)).includes(secret), POLL).toBe(true)
  await json(dad, ['react', '--message', dinner, '👍'])
  await json(dad, ['reply', '--message', dinner, '좋아'])
  await expect.poll(async () => (await messages(mum, '우리집')).some(({ text }) => text === '좋아'), POLL).toBe(true)
  await json(mum, ['contact', 'rename', 'Son', '막내'])
  await json(mum, ['contact', 'verify', '아빠'])
  await json(mum, ['contact', 'block', '막내'])
  await json(mum, ['settings', 'read-receipts', 'off'])

  const file = at('one.sbbackup')
  const written = await mum.json(['backup', 'write', '--to', file, '--backup-passphrase-file', at('secret')])
  const before = await everything(mum)
  expect(JSON.stringify(before)).toContain('지울 비밀')
  // After the backup something is erased, and known to another; then the computer is gone, and life goes on.
  await json(mum, ['delete', '--message', secret])
  await expect.poll(async () => (await messages(dad, '우리집')).find(({ id }) => id === secret)?.['deleted'], POLL).toBe(true)
  await mum.end('SIGKILL')
  await say(dad, '어디야?')

  const restored = await fresh.json(['restore', '--backup', file, '--passphrase-file', at('secret')])
  expect(restored).toMatchObject({ account: written['account'], rooms: written['rooms'], messages: written['messages'] })
  // Alone still, and nothing heard: all of it as it was.
  expect(await everything(fresh)).toEqual(before)
  // What was brought in before is known: nothing comes twice.
  for (const each of [dads, friends]) expect(await json(fresh, each)).toMatchObject({ batch: { messages: 0, known: 2 } })
  expect(await json(fresh, cards)).toMatchObject({ batch: { people: 0 } })

  await fresh.serve()
  await expect.poll(async () => (await messages(fresh, '우리집')).some(({ text }) => text === '어디야?'), POLL).toBe(true)
  await expect.poll(async () => (await messages(fresh, '우리집')).find(({ id }) => id === secret)?.['deleted'], POLL).toBe(true)
  expect(await json(fresh, ['search', '비밀'])).toMatchObject({ results: [] })
  await say(fresh, '새 컴퓨터야')
  await expect.poll(async () => (await messages(dad, '우리집')).some(({ text }) => text === '새 컴퓨터야'), POLL).toBe(true)
  // Both have the same, but for what she put out of her sight.
  expect((await said(fresh)).toSorted()).toEqual((await said(dad)).filter((id) => id !== unseen).toSorted())
}, 400_000)

/** What a person sees of a profile, but for what is of this computer alone: who is connected, and how far messages got. */
async function everything(who: Computer): Promise<Json> {
  const rooms = await list(who, ['rooms'], 'rooms')
  const archives = await list(who, ['import', 'list'], 'archives')
  const shown: Record<string, unknown> = {}
  for (const id of [...rooms.map(({ room }) => room), ...archives.map(({ archive }) => archive)].map(String)) {
    // Each room is told of the new device, and of nothing else.
    const found = (await messages(who, id, '--system')).filter(({ system }) => (system as { act?: string } | undefined)?.act !== 'device')
    shown[id] = found.map(({ delivery: _delivery, progress: _progress, change: _change, ...rest }) => rest)
  }
  const roomsOf = rooms.map(({ room, name, kind, unread, role, members }) => ({ room, name, kind, unread, role, members }))
  const contacts = await list(who, ['contacts'], 'contacts')
  return {
    rooms: inOrder(roomsOf, 'room'),
    shown,
    imports: await json(who, ['import', 'list']),
    people: await list(who, ['people'], 'people'),
    contacts: inOrder(
      contacts.map(({ account, name, verified, blocked }) => ({ account, name, verified, blocked })),
      'account',
    ),
    pins: await list(who, ['pins', '--room', '우리집'], 'messages').then((pins) => pins.map(({ id }) => id)),
    settings: await json(who, ['settings']),
    kept: ((await json(who, ['recovery'])) as { keepsake?: unknown; kept?: unknown }).kept,
  }
}

function inOrder(all: readonly Json[], field: string): readonly Json[] {
  return all.toSorted((a, b) => (String(a[field]) < String(b[field]) ? -1 : 1))
}

/** A command in this process, which asks the service of that computer, or opens the profile itself: seventy processes would take minutes. */
async function json(who: Computer, args: readonly string[]): Promise<Json> {
  const { code, out, err } = await runCommand([...args, '--profile', who.profile, '--lang', 'en', '--json'])
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${err}`)
  return JSON.parse(out) as Json
}

async function list(who: Computer, args: readonly string[], field: string): Promise<readonly Json[]> {
  return (await json(who, args))[field] as readonly Json[]
}

function messages(who: Computer, room: string, ...more: readonly string[]): Promise<readonly Json[]> {
  return list(who, ['messages', '--room', room, ...more], 'messages')
}

async function said(who: Computer): Promise<readonly string[]> {
  return (await messages(who, '우리집')).map(({ id }) => String(id))
}
