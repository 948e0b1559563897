/** `carry …`: keeping contacts’ rooms here, unread; and asking contacts to keep one of mine. */
import type { AccountId, DeviceId, RoomId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { CarriedFor, RoomCarrier } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, NO_WORDS, ROOM_OPTION } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { findContact, findRoom } from '../find.ts'
import { carrierJson } from '../json-shapes.ts'
import type { Session } from '../session.ts'
import { parseSize, sizeText } from '../sizes.ts'
import { columns, plain } from '../terminal-text.ts'
import { carrierLine, timeText } from '../text-views.ts'

const WHO = { shown: 'CONTACT', min: 1, max: 1 } as const
const QUOTA = {
  kind: 'text',
  value: 'SIZE',
  help: {
    en: 'at most so much, for instance 200MB, for all rooms of the contact',
    ko: '이 연락처의 방 모두에 이만큼까지만 (예: 200MB)',
  },
} as const
const FILES = {
  kind: 'text',
  value: 'SIZE',
  help: {
    en: 'their files too, at most so much, for instance 5GB; 0: none (default)',
    ko: '파일도 이만큼까지 (예: 5GB). 0이면 맡지 않아요 (기본값)',
  },
} as const
const SOME_ROOM = { kind: 'text', value: 'ROOM', help: { en: 'a room of mine', ko: '내 방' } } as const

export const ask = defineCommand({
  options: { room: ROOM_OPTION },
  positionals: WHO,
  notes: {
    en: 'The contact keeps the room’s messages for those who are away and cannot read them. Nothing is kept before they have agreed. Admins only.',
    ko: '연락처가 방의 메시지를 읽지 못한 채 보관했다가, 없던 사람에게 전해 줘요. 허락하기 전에는 아무것도 보관하지 않아요. 관리자만 부탁할 수 있어요.',
  },
  async run(values, [who = ''], context) {
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    const { account } = await findContact(session, who)
    await session.ask('carrying.ask', { room, account })
    return carriers(session, room, context)
  },
})

export const allow = defineCommand({
  options: { quota: QUOTA, files: FILES },
  positionals: WHO,
  notes: {
    en: 'This computer keeps messages of rooms the contact asks for, with --files also their pictures and files, and hands them on while others are away. It cannot read them.',
    ko: '연락처가 부탁한 방의 메시지를, --files와 함께면 사진과 파일도, 이 컴퓨터가 맡아 두었다가 전해 줘요. 내용은 읽을 수 없어요.',
  },
  run: (values, [who = ''], context) => {
    const most = values.quota === undefined ? undefined : quotaOf(values.quota)
    const files = values.files === undefined ? undefined : filesOf(values.files)
    return kept(context, who, (session, account) =>
      session.ask('carrying.allow', { account, ...(most !== undefined && { quota: most }), ...(files !== undefined && { files }) }),
    )
  },
})

export const quota = defineCommand({
  options: { files: FILES },
  positionals: { shown: 'CONTACT [SIZE]', min: 1, max: 2 },
  notes: {
    en: 'SIZE for messages, --files for files; what is left out stays as it is. What is above it goes at once.',
    ko: '메시지는 크기로, 파일은 --files로 정해요. 쓰지 않은 것은 그대로예요. 넘는 것은 바로 지워요.',
  },
  run: (values, [who = '', size], context) => {
    const bytes = size === undefined ? undefined : quotaOf(size)
    const files = values.files === undefined ? undefined : filesOf(values.files)
    if (bytes === undefined && files === undefined)
      throw new UsageFailure({
        en: 'How much? Such as 200MB, or --files 5GB.',
        ko: '얼마까지 맡을지 써 주세요. 200MB나 --files 5GB처럼요.',
      })
    return kept(context, who, (session, account) =>
      session.ask('carrying.allow', { account, ...(bytes !== undefined && { quota: bytes }), ...(files !== undefined && { files }) }),
    )
  },
})

export const decline = defineCommand({
  options: {},
  positionals: WHO,
  run: (_values, [who = ''], context) => kept(context, who, (session, account) => session.ask('carrying.decline', { account })),
})

export const stop = defineCommand({
  options: { room: SOME_ROOM },
  positionals: { shown: 'CONTACT|DEVICE', min: 1, max: 1 },
  notes: {
    en: 'Without --room: this computer no longer keeps anything for the contact, and what it kept is removed. With --room: the contact, or one device, no longer keeps that room of mine; an ask that waits is taken back.',
    ko: '--room 없이: 이 컴퓨터가 그 연락처의 것을 더 맡지 않고, 맡아 둔 것도 지워요. --room과 함께: 그 연락처나 기기가 내 방을 더 맡지 않아요. 기다리는 부탁도 거둬들여요.',
  },
  async run(values, [who = ''], context) {
    if (values.room === undefined) return kept(context, who, (session, account) => session.ask('carrying.stop', { account }))
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    for (const device of await meant(session, room, who)) await session.ask('carrying.end', { room, device })
    return carriers(session, room, context)
  },
})

export const list = defineCommand({
  options: { room: SOME_ROOM },
  positionals: NO_WORDS,
  notes: {
    en: 'Without --room: who asks this computer, and for whom it keeps messages. With --room: who keeps that room.',
    ko: '--room 없이: 이 컴퓨터에 부탁한 사람과 맡아 주는 사람. --room과 함께: 그 방을 맡은 사람.',
  },
  async run(values, _words, context) {
    const session = await context.session('profile')
    if (values.room !== undefined) return carriers(session, await findRoom(session, values.room), context)
    const [asks, carried] = [await session.ask('carrying.asks'), await session.ask('carrying.carried')]
    const { say, language } = context
    return {
      json: { asks, carried },
      human: () => {
        if (asks.length === 0 && carried.length === 0) return say({ en: 'Nothing is kept here for others.', ko: '맡아 둔 것이 없어요.' })
        return columns([
          ...asks.map((one) => [
            plain(one.name),
            say({ en: 'asks', ko: '부탁했어요' }),
            sizeText(one.quota),
            timeText(one.at, language, Date.now()),
          ]),
          ...carried.map((one) => carriedLine(one, context)),
        ])
      },
    }
  },
})

function quotaOf(typed: string): number {
  const bytes = parseSize(typed)
  if (bytes <= RESOURCE.CARRY_ACCOUNT_MOST_BYTES) return bytes
  const most = sizeText(RESOURCE.CARRY_ACCOUNT_MOST_BYTES)
  throw new UsageFailure({ en: `At most ${most} for one contact.`, ko: `한 연락처에 ${most}까지예요.` })
}

function filesOf(typed: string): number {
  if (/^0+$/.test(typed.trim())) return 0
  const bytes = parseSize(typed)
  if (bytes <= RESOURCE.CARRY_FILES_MOST_BYTES) return bytes
  const most = sizeText(RESOURCE.CARRY_FILES_MOST_BYTES)
  throw new UsageFailure({ en: `At most ${most} of files for one contact.`, ko: `한 연락처의 파일은 ${most}까지예요.` })
}

/** Devices of a room’s carriers by their own beginning, or by whose they are. */
async function meant(session: Session, room: RoomId, typed: string): Promise<readonly DeviceId[]> {
  const all = await session.ask('carrying.carriersOf', { room })
  const byDevice = typed.length < 8 ? [] : all.filter(({ device }) => device.startsWith(typed.toLowerCase()))
  const found = byDevice.length > 0 ? byDevice : await byContact(session, all, typed)
  if (found.length === 0) throw new CommandFailure('NO_CARRIER', plain(typed))
  return found.map(({ device }) => device)
}

async function byContact(session: Session, all: readonly RoomCarrier[], typed: string): Promise<readonly RoomCarrier[]> {
  const { account } = await findContact(session, typed)
  return all.filter((one) => one.account === account)
}

async function kept(context: CommandContext, who: string, act: (session: Session, account: AccountId) => Promise<undefined>) {
  const session = await context.session('profile')
  const contact = await findContact(session, who)
  await act(session, contact.account)
  const found = (await session.ask('carrying.carried')).find(({ account }) => account === contact.account)
  return {
    json: { account: contact.account, carried: found ?? null },
    human: () =>
      found === undefined
        ? context.say({ en: `Nothing is kept here for ${plain(contact.name)}.`, ko: `${plain(contact.name)} 님의 것은 맡지 않아요.` })
        : columns([carriedLine(found, context)]),
  }
}

function carriedLine({ name, rooms, used, quota: most, files, until }: CarriedFor, { say, language }: CommandContext): readonly string[] {
  return [
    plain(name),
    say({ en: `${rooms} rooms`, ko: `방 ${rooms}개` }),
    `${sizeText(used)} / ${sizeText(most)}`,
    files.quota === 0
      ? say({ en: 'no files', ko: '파일 없음' })
      : `${say({ en: `${files.files} files`, ko: `파일 ${files.files}개` })} ${sizeText(files.bytes)} / ${sizeText(files.quota)}`,
    until === undefined ? '' : `${say({ en: 'until', ko: '기한' })} ${timeText(until, language, Date.now())}`,
  ]
}

async function carriers(session: Session, room: RoomId, context: CommandContext) {
  const all = await session.ask('carrying.carriersOf', { room })
  return {
    json: { room, carriers: all.map(carrierJson) },
    human: () =>
      all.length === 0
        ? context.say({ en: 'Nobody keeps this room for others.', ko: '이 방을 맡은 사람이 없어요.' })
        : columns(all.map((one) => carrierLine(one, context))),
  }
}
