/** `import read`: brings conversations and address books of other messengers in, as one batch that `import undo` takes back whole. */
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AuthorIs, ImportTarget, ImportView } from '../../../shared/messenger/index.ts'
import type { HouseContract, InputOf } from '../../../shared/rpc/index.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { findContact, findRoom } from '../find.ts'
import { findEntry } from '../find-entry.ts'
import { batchJson, chatJson } from '../import-shapes.ts'
import type { Session } from '../session.ts'
import { plain } from '../terminal-text.ts'

const LOOK_MS = 100

type Plan = InputOf<HouseContract, 'imports.commit'>['plan']

export const importRead = defineCommand({
  options: {
    room: { kind: 'text', value: 'ROOM', help: { en: 'into this room', ko: '이 방에 넣기' } },
    contact: { kind: 'text', value: 'CONTACT', help: { en: 'into the conversation with a contact', ko: '이 사람과의 대화에 넣기' } },
    new: { kind: 'text', value: 'TITLE', help: { en: 'as a conversation of its own', ko: '따로 둘 대화의 이름' } },
    me: { kind: 'text', value: 'NAME', help: { en: 'which name in it is me', ko: '파일 속 내 이름' } },
    zone: {
      kind: 'text',
      value: 'ZONE',
      help: { en: 'where the clock of the exporting device stood, like Asia/Seoul', ko: '내보낸 기기의 시간대 (예: Asia/Seoul)' },
    },
    person: {
      kind: 'list',
      value: 'NAME=WHO',
      help: {
        en: 'a name in it is this contact or entry of the address book, or "new"; may be repeated',
        ko: '파일 속 이름이 이 연락처·주소록 사람이면. 새 사람은 "new". 여러 번 가능',
      },
    },
    'no-contacts': { kind: 'flag', help: { en: 'leave out people of address-book files', ko: '주소록 파일의 사람은 빼기' } },
    'dry-run': { kind: 'flag', help: { en: 'only show what would be brought in', ko: '무엇을 가져올지 보기만 하기' } },
  },
  positionals: { shown: 'PATH…', min: 1, max: Infinity },
  notes: {
    en: 'Without --room, --contact or --new each conversation goes to where its earlier export went, or stands on its own. What was brought in is unsigned and never sent to others.',
    ko: '--room, --contact, --new가 없으면 대화마다 전에 가져온 곳에 넣거나 따로 둬요. 가져온 글은 서명이 없고 다른 사람에게 보내지 않아요.',
  },
  async run(values, words, context) {
    const targets = [values.room, values.contact, values.new].filter((each) => each !== undefined)
    if (targets.length > 1)
      throw new UsageFailure({ en: 'Say one of --room, --contact, --new.', ko: '--room, --contact, --new 가운데 하나만 말해 주세요.' })
    const session = await context.session('profile')
    const begun = await session.ask('imports.begin', { paths: words.map((path) => resolve(path)) })
    try {
      const read = await settled(session, begun.id, context)
      if (read.phase !== 'ready') throw new CommandFailure(read.code ?? 'FAILED', read.files.map(({ name }) => plain(name)).join(', '))
      const target = await targetOf(session, values)
      const authors = await authorsOf(session, values.person)
      const plan = planOf(read, target, authors, values)
      const json = { chats: read.chats.map(chatJson), contacts: read.contacts, files: read.files, zone: plan.zone }
      if (values['dry-run']) return { json, human: () => previewText(read, context) }
      await session.ask('imports.commit', { id: begun.id, plan })
      const done = await settled(session, begun.id, context)
      if (done.phase !== 'done' || done.batch === undefined) throw new CommandFailure(done.code ?? 'FAILED')
      const { batch } = done
      return { json: { ...json, batch: batchJson(batch) }, human: () => doneText(read, batch, context) }
    } finally {
      await session.ask('imports.close', { id: begun.id }).catch(() => undefined)
    }
  },
})

/** Reading and writing go on in the engine. Ctrl+C ends them, and what was written of it is taken back. */
async function settled(session: Session, id: string, { io }: CommandContext): Promise<ImportView> {
  for (;;) {
    if (io.interrupted.aborted) {
      await session.ask('imports.cancel', { id })
      throw new CommandFailure('FAILED', 'interrupted')
    }
    const view = await session.ask('imports.look', { id })
    if (view.phase !== 'reading' && view.phase !== 'writing') return view
    if (io.isInteractive && view.progress.of > 0)
      io.err(`\r${(view.progress.bytes / 1e6).toFixed(0)} / ${(view.progress.of / 1e6).toFixed(0)} MB`)
    await sleep(LOOK_MS)
  }
}

interface Chosen {
  readonly room: string | undefined
  readonly contact: string | undefined
  readonly new: string | undefined
}

async function targetOf(session: Session, values: Chosen): Promise<ImportTarget | undefined> {
  if (values.room !== undefined) return { to: 'room', room: await findRoom(session, values.room) }
  if (values.contact !== undefined) return { to: 'contact', account: (await findContact(session, values.contact)).account }
  return values.new === undefined ? undefined : { to: 'new', title: values.new }
}

async function authorsOf(session: Session, given: readonly string[]) {
  const authors: { readonly name: string; readonly who: AuthorIs }[] = []
  for (const each of given) {
    // A name may hold an equals sign, an id or a contact's name hardly ever does.
    const at = each.lastIndexOf('=')
    if (at <= 0) throw new UsageFailure({ en: '--person is NAME=WHO.', ko: '--person은 이름=사람 꼴이에요.' })
    authors.push({ name: each.slice(0, at).normalize('NFC'), who: await whoIs(session, each.slice(at + 1)) })
  }
  return authors
}

async function whoIs(session: Session, typed: string): Promise<AuthorIs> {
  if (typed === 'new') return { is: 'new' }
  const entry = await findEntry(session, typed)
  if (entry !== undefined && entry.account === undefined) return { is: 'entry', entry: entry.entry }
  return { is: 'contact', account: (await findContact(session, typed)).account }
}

function planOf(
  view: ImportView,
  target: ImportTarget | undefined,
  authors: readonly { readonly name: string; readonly who: AuthorIs }[],
  values: { readonly me: string | undefined; readonly zone: string | undefined; readonly 'no-contacts': boolean },
): Plan {
  const chats = view.chats.map((chat) => {
    const kept = chat.target?.target.to === 'archive' ? chat.target.target : undefined
    const named = new Map(chat.people.map(({ name }) => [name.normalize('NFC'), name]))
    const me = values.me === undefined ? chat.me : (named.get(values.me.normalize('NFC')) ?? chat.me)
    const others = chat.people.filter(({ name }) => name !== me)
    const [only] = others
    const isWithOne = me !== undefined && others.length === 1 && chat.peopleCount === chat.people.length && chat.type !== 'group'
    const alone = { to: 'new' as const, title: chat.title }
    return {
      chat: chat.chat,
      target: target ?? kept ?? (isWithOne && only !== undefined ? { to: 'author' as const, name: only.name } : alone),
      ...(me !== undefined && { me }),
      authors: authors.flatMap(({ name, who }) => {
        const spelled = named.get(name)
        return spelled === undefined || spelled === me ? [] : [{ name: spelled, who }]
      }),
    }
  })
  return { zone: values.zone ?? view.zone, chats, contacts: !values['no-contacts'] }
}

function previewText(view: ImportView, { say }: CommandContext): string {
  return [
    ...view.chats.flatMap((chat) => [
      `${plain(chat.title)} (${plain(chat.app)}): ${say({ en: `${chat.records} messages`, ko: `메시지 ${chat.records}개` })}, ${chat.first ?? '–'} … ${chat.last ?? '–'}`,
      ...chat.people.slice(0, 20).map(({ name, count, guess }) => {
        const mark =
          name === chat.me ? say({ en: ' = me', ko: ' = 나' }) : guess === undefined ? '' : ` ≈ ${plain(guess.name)} (${guess.why})`
        return `  ${plain(name)}: ${count}${mark}`
      }),
    ]),
    ...(view.contacts.count === 0 ? [] : [say({ en: `${view.contacts.count} people`, ko: `사람 ${view.contacts.count}명` })]),
    ...view.files.filter(({ kind }) => kind === 'rejected').map(({ name, code }) => `${plain(name)}: ${code ?? ''}`),
  ].join('\n')
}

function doneText(view: ImportView, batch: NonNullable<ImportView['batch']>, { say }: CommandContext): string {
  const { messages, known, people } = batch
  return [
    ...view.chats.map(({ title }) => plain(title)),
    say({ en: `${messages} new messages, ${known} were here already.`, ko: `새 메시지 ${messages}개, 이미 있던 것 ${known}개예요.` }),
    ...(people > 0 ? [say({ en: `${people} people in the address book.`, ko: `주소록에 ${people}명을 더했어요.` })] : []),
    say({ en: `To undo: sarangbang import undo ${batch.batch}`, ko: `되돌리려면: sarangbang import undo ${batch.batch}` }),
  ].join('\n')
}
