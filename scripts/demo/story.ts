/** The story of the demo, as commands of three people and what came of them. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '../../shared/i18n/index.ts'
import { answers } from '../../test/peers/cli-shapes.ts'
import { Person } from '../../test/peers/person.ts'
import { thisComputer } from '../../test/peers/place.ts'
import { viewOf } from '../../test/peers/view.ts'
import { createCable, type Cable } from './cable.ts'
import { duration, type Narrator } from './narrator.ts'

const SERVE = ['--no-mdns', '--listen', '/ip4/127.0.0.1/tcp/0'] as const
const LINES = 100
const LIMIT_MS = 30_000

/** Whether all three agree in the end. Throws what nobody foresaw, after everything was stopped. */
export async function playStory(narrator: Narrator): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-demo-'))
  const computer = thisComputer()
  let cable: Cable | undefined
  const tidy = async (): Promise<void> => {
    cable?.close()
    await computer.stopAll()
    rmSync(folder, { recursive: true, force: true })
  }
  const interrupted = (): void => void tidy().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  try {
    const [mum, dad, shop] = NAMES.map((name, index) => new Person(name[narrator.language], computer, join(folder, `${index}`)))
    if (mum === undefined || dad === undefined || shop === undefined) return false
    return await play(narrator, { mum, dad, shop }, async (port) => (cable = await createCable(port)))
  } finally {
    await tidy()
  }
}

interface People {
  readonly mum: Person
  readonly dad: Person
  readonly shop: Person
}

async function play(narrator: Narrator, people: People, layCable: (port: number) => Promise<Cable>): Promise<boolean> {
  const { mum, dad, shop } = people
  const all = [mum, dad, shop]
  const { tell } = narrator
  const say = (text: Entry): string => text[narrator.language]

  tell({ en: 'Three people make accounts and start Sarangbang.', ko: '세 사람이 계정을 만들고 사랑방을 켜요.' })
  await Promise.all(all.map((each) => each.ask(answers.made, ['init', '--name', each.name])))
  const [addresses = []] = await Promise.all(all.map((each) => each.serve(SERVE)))
  const cable = await layCable(Number(addresses[0]?.split('/').at(-1)))

  const met = await timed(async () => {
    for (const guest of [dad, shop]) await accept(guest, cable.through(await linkOf(mum)))
    await accept(shop, await linkOf(dad))
  })
  tell({ en: 'They meet by links, in {took}.', ko: '링크로 서로 만나요. {took} 걸렸어요.' }, { took: duration(met) })

  const room = (await mum.ask(answers.room, ['room', 'create', '--name', say(ROOM)])).room
  for (const each of [dad, shop]) await mum.ask(answers.room, ['member', 'add', '--room', room, each.name])
  for (const each of [dad, shop])
    await until(each, async () => (await each.ask(answers.rooms, ['rooms'])).rooms.some((one) => one.room === room && one.state === 'open'))
  tell({ en: '{name} makes the room “{room}”.', ko: '{name:이/가} “{room}” 방을 만들어요.' }, { name: mum.name, room: say(ROOM) })
  const first = await send(mum, room, say(HELLO))
  const took = await timed(async () => {
    for (const each of [dad, shop]) await until(each, async () => (await textsIn(each, room)).length === 1)
  })
  narrator.show(`${mum.name}: ${say(HELLO)}`)
  tell({ en: 'The others read it after {took}.', ko: '다른 두 사람에게 {took} 만에 보여요.' }, { took: duration(took) })

  cable.pull()
  tell({ en: '{name}’s cable is pulled.', ko: '{name}의 네트워크 선을 뽑아요.' }, { name: mum.name })
  const alone = await send(mum, room, say(ALONE))
  narrator.show(`${mum.name}: ${say(ALONE)}  [${(await mum.ask(answers.trail, ['trail', alone])).state}]`)
  await send(dad, room, say(APART))
  await until(shop, async () => (await textsIn(shop, room)).includes(say(APART)))
  narrator.show(`${dad.name}: ${say(APART)}  [${shop.name} ✓]`)
  await shop.ask(answers.id, ['react', first, '👍'])

  const sending = dad.start(['send', '--room', room, '--stdin'])
  const before = dad.ownMessages().length
  // Some at a time, so that the power goes in the middle and not before or after.
  const write = (from: number, to: number): void => {
    for (let line = from; line < to; line += 1) sending.write(`${say(LINE)} ${line + 1}\n`)
  }
  write(0, LINES / 2)
  await until(dad, async () => dad.ownMessages().length > before)
  write(LINES / 2, LINES)
  sending.end()
  await dad.kill()
  await sending.ended
  const told = dad.ownMessages().slice(before)
  tell(
    {
      en: '{name} loses power while writing {lines} lines ({told} told as sent).',
      ko: '{name:이/가} {lines}줄을 쓰는 중에 전원이 나가요. ({told}줄은 보냈다고 했어요.)',
    },
    { name: dad.name, lines: LINES, told: told.length },
  )
  const restart = await timed(() => dad.serve(SERVE))
  tell({ en: '{name} is back after {took}.', ko: '{name:이/가} {took} 만에 다시 켜졌어요.' }, { name: dad.name, took: duration(restart) })

  cable.plugIn()
  tell({ en: '{name}’s cable is back.', ko: '{name}의 선을 다시 꽂아요.' }, { name: mum.name })
  let digests: readonly string[] = []
  const healed = await timed(() =>
    until(mum, async () => {
      digests = await Promise.all(all.map((each) => digestOf(each, room)))
      return new Set(digests).size === 1
    }),
  )
  const kept = new Set((await mum.ask(answers.messages, ['messages', '--room', room, '--limit', '10000'])).messages.map(({ id }) => id))
  const missing = [alone, ...told].filter((id) => !kept.has(id))
  const isAgreed = new Set(digests).size === 1 && missing.length === 0
  tell({ en: 'What each of them sees, as a hash:', ko: '각자에게 보이는 것의 해시:' })
  all.forEach((each, index) => narrator.show(`${digests[index]?.slice(0, 32)}  ${each.name}`))
  if (isAgreed) {
    tell(
      {
        en: 'All three show the same {count} messages, {took} after the cable was back. Nothing lost, nothing twice.',
        ko: '선을 꽂고 {took} 만에 셋 다 같은 메시지 {count}개가 보여요. 잃은 것도, 두 번 온 것도 없어요.',
      },
      { count: kept.size, took: duration(healed) },
    )
  } else {
    tell({ en: 'They do NOT agree ({missing} missing).', ko: '서로 달라요! (없어진 메시지 {missing}개)' }, { missing: missing.length })
  }
  await Promise.all(all.map((each) => each.stop()))
  return isAgreed
}

const NAMES: readonly Entry[] = [
  { en: 'Mum', ko: '엄마' },
  { en: 'Dad', ko: '아빠' },
  { en: 'Shop', ko: '가게' },
]
const ROOM: Entry = { en: 'Home', ko: '우리집' }
const HELLO: Entry = { en: 'Dinner at seven?', ko: '일곱 시에 저녁 먹을까?' }
const ALONE: Entry = { en: 'Is anybody there?', ko: '거기 누구 있어요?' }
const APART: Entry = { en: 'We are still here', ko: '우리는 아직 여기 있어요' }
const LINE: Entry = { en: 'Line', ko: '줄' }

async function linkOf(person: Person): Promise<string> {
  return (await person.ask(answers.link, ['invite'])).link
}

async function accept(person: Person, link: string): Promise<void> {
  const { state } = await person.ask(answers.accepted, ['accept', link])
  if (state !== 'done') throw new Error(`${person.name} did not get through`)
}

async function send(person: Person, room: string, text: string): Promise<string> {
  return (await person.ask(answers.id, ['send', '--room', room, text])).id
}

async function textsIn(person: Person, room: string): Promise<readonly string[]> {
  return (await person.ask(answers.messages, ['messages', '--room', room])).messages.map(({ text }) => text)
}

async function digestOf(person: Person, room: string): Promise<string> {
  return createHash('sha256')
    .update(JSON.stringify((await viewOf(person)).get(room)) ?? '')
    .digest('hex')
}

/** Waits for events; after the limit the story goes on and says what it finds. */
async function until(person: Person, isSo: () => Promise<boolean>): Promise<void> {
  const began = performance.now()
  for (;;) {
    const news = person.news()
    if ((await isSo()) || performance.now() - began > LIMIT_MS) return
    await news
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}
