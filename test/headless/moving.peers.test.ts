/**
 * Moving in and out again by real processes, through the command line alone: real exports into a fresh profile, an invitation that is
 * accepted, the old conversation in the room with whoever came, all of it taken out, brought into another profile, and compared.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { Computer } from './service.ts'

const SAMPLES = join(import.meta.dirname, '../../../shared/reference/import-samples')
const POLL = { timeout: 60_000, interval: 500 }

const WITH_DAD = `아빠 님과 카카오톡 대화
저장한 날짜 : 2022-10-16 09:00:00

--------------- 2022년 10월 15일 토요일 ---------------
[나] [오후 3:31] 다들 카톡 돼?
[아빠] [오후 3:33] 나도 안 간다
[나] [오후 3:34] 두 줄로
쓴 말: [아빠] [오후 3:33] 나도 안 간다
[아빠] [오후 3:35] =HYPERLINK("http://x")
`

interface Line {
  readonly text: string
  readonly author: { readonly name: string }
  readonly imported?: { readonly author?: string }
}

it('[ARC-2] [BOOK-5] [EXP-1] what was said elsewhere moves in, meets who it was said with, and moves out whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-moving-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [mum, dad, other] = [new Computer(), new Computer(), new Computer()]
  await Promise.all([mum.serve(['--name', 'Mum']), dad.serve(['--name', '아빠'])])
  const chat = join(folder, 'KakaoTalk_아빠.txt')
  writeFileSync(chat, WITH_DAD)
  expect(await mum.json(['import', 'read', chat, '--me', '나', '--zone', 'Asia/Seoul', '--person', '아빠=new'])).toMatchObject({
    batch: { messages: 4, people: 1 },
  })
  // The same once more is nothing new.
  expect(await mum.json(['import', 'read', chat, '--me', '나', '--zone', 'Asia/Seoul'])).toMatchObject({ batch: { messages: 0, known: 4 } })

  const { invitations } = await mum.json(['people', 'invite', '아빠'])
  const [{ link, sentence }] = invitations as readonly [{ readonly link: string; readonly sentence: string }]
  expect(sentence).toContain(link)
  await dad.json(['accept', link])
  await mum.json(['send', '--room', '아빠', 'here we are again'])
  await expect.poll(() => texts(dad, 'Mum'), POLL).toEqual(['here we are again'])
  await expect.poll(async () => (await peopleOf(mum))[0]?.account, POLL).toBe((await dad.json(['me']))['account'])
  const whole = [
    '다들 카톡 돼?',
    '나도 안 간다',
    '두 줄로\n쓴 말: [아빠] [오후 3:33] 나도 안 간다',
    '=HYPERLINK("http://x")',
    'here we are again',
  ]
  expect(await texts(mum, '아빠')).toEqual(whole)
  // Nothing of it went to him.
  expect(await texts(dad, 'Mum')).toEqual(['here we are again'])

  for (const [format, ending] of [
    ['jsonl', 'jsonl'],
    ['text', 'txt'],
  ] as const) {
    const file = join(folder, `room.${ending}`)
    await mum.json(['export', 'room', '아빠', '--format', format, '--to', file])
    const again = format === 'jsonl' ? other : new Computer()
    await again.serve(['--name', 'Mum'])
    await again.json(['import', 'read', file, '--me', 'Mum', '--new', 'back'])
    const { archives } = await again.json(['import', 'list'])
    const [archive] = archives as readonly { readonly archive: string; readonly title: string }[]
    expect(archive?.title).toBe('back')
    const back = await lines(again, archive?.archive ?? '')
    expect(back.filter(({ imported }) => imported?.author !== undefined).map(({ text }) => text)).toEqual(whole)
    // What was done to the room itself is a notice of nobody's, in words.
    const notices = back.filter(({ imported }) => imported?.author === undefined).map(({ text }) => text)
    expect(notices.length).toBeGreaterThan(0)
    for (const notice of notices) expect(notice).not.toMatch(/create|admit ·/)
  }
  const page = join(folder, 'room.html')
  await mum.json(['export', 'room', '아빠', '--format', 'html', '--to', page])
  expect(readFileSync(page, 'utf8')).toContain('두 줄로')
}, 180_000)

it('[ARC-2] every real export comes in once, is found, and goes again', async () => {
  if (!existsSync(SAMPLES)) return console.warn(`skipped: no ${SAMPLES}`)
  const mum = new Computer()
  await mum.serve(['--name', 'Mum'])
  const { batch } = (await mum.json(['import', 'read', SAMPLES, '--zone', 'Asia/Seoul'])) as { readonly batch: Batch }
  expect(batch.messages).toBeGreaterThan(300)
  expect(batch.people).toBeGreaterThan(3)
  const { results } = await mum.json(['search', '안녕하세요'])
  expect((results as readonly unknown[]).length).toBeGreaterThan(0)
  const all = join(mum.profile, '..', `${mum.profile.split('/').at(-1)}.vcf`)
  onTestFinished(() => rmSync(all, { force: true }))
  await mum.json(['export', 'contacts', '--to', all])
  expect(readFileSync(all, 'utf8').split('BEGIN:VCARD').length - 1).toBe((await peopleOf(mum)).length)
  expect(await mum.json(['import', 'undo', String(batch.batch)])).toMatchObject({ messages: batch.messages })
  expect((await mum.json(['search', '안녕하세요']))['results']).toEqual([])
  expect(await peopleOf(mum)).toEqual([])
}, 180_000)

interface Batch {
  readonly batch: number
  readonly messages: number
  readonly people: number
}

async function lines(computer: Computer, room: string): Promise<readonly Line[]> {
  const { messages } = await computer.json(['messages', '--room', room])
  return messages as readonly Line[]
}

async function texts(computer: Computer, room: string): Promise<readonly string[]> {
  return (await lines(computer, room)).map(({ text }) => text)
}

async function peopleOf(computer: Computer): Promise<readonly { readonly name: string; readonly account?: string }[]> {
  const { people } = await computer.json(['people'])
  return people as readonly { readonly name: string; readonly account?: string }[]
}
