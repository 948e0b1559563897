/**
 * `send`: a text, with `--stdin` a message for every line that is not empty, with `--file` files and folders, whose words the text is, or a place
 * or somebody's card. Done means: on this computer's disk.
 */
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { type Answer, type CommandContext, defineCommand, ROOM_OPTION } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { findEntry } from '../find-entry.ts'
import { findRoom } from '../find.ts'
import { textBatches } from '../input-lines.ts'
import { type SentFiles, sendFiles } from '../sending-files.ts'
import type { Session } from '../session.ts'
import { plain } from '../terminal-text.ts'

const SENT = { en: 'Sent.', ko: '보냈어요.' }

export const send = defineCommand({
  options: {
    room: ROOM_OPTION,
    file: {
      kind: 'list',
      value: 'PATH',
      help: {
        en: 'a file or a folder; may be given several times, TEXT goes with the first',
        ko: '파일이나 폴더. 여러 번 쓸 수 있고, 글은 첫 파일과 함께 가요',
      },
    },
    place: { kind: 'text', value: 'LAT,LON[,NAME]', help: { en: 'a place, in degrees', ko: '장소 (위도, 경도, 이름)' } },
    card: { kind: 'text', value: 'NAME', help: { en: 'the card of somebody in the address book', ko: '주소록에 있는 사람의 연락처' } },
    stdin: { kind: 'flag', help: { en: 'a message for each line of standard input', ko: '표준 입력의 한 줄이 메시지 하나' } },
  },
  positionals: { shown: 'TEXT', min: 0, max: Infinity },
  async run({ room: typed, file, place, card, stdin }, words, context) {
    const others = [stdin, file.length > 0, place !== undefined, card !== undefined].filter(Boolean).length
    const isTextAlone = words.length > 0 && others === 0
    const isCaption = file.length > 0 && others === 1
    if (!isTextAlone && !(words.length === 0 && others === 1) && !isCaption) {
      throw new UsageFailure({
        en: 'Give a text, --file with or without one, or one of --stdin, --place and --card.',
        ko: '보낼 글을 쓰거나, --file에 글을 덧붙이거나, --stdin, --place, --card 가운데 하나만 써 주세요.',
      })
    }
    const spot = place === undefined ? undefined : placeOf(place)
    const session = await context.session('profile')
    const room = await findRoom(session, typed)
    if (file.length > 0) return filesSent(session, room, file, words.join(' '), context)
    if (spot !== undefined) return said(await session.ask('outbox.say', { room, what: spot }), context)
    if (card !== undefined) return said(await session.ask('outbox.say', { room, what: await cardOf(session, card) }), context)
    if (!stdin) {
      const [id] = await session.ask('messages.send', { room, texts: [words.join(' ')] })
      return { json: { id }, human: () => context.say(SENT) }
    }
    return linesSent(session, room, context)
  },
})

async function linesSent(session: Session, room: RoomId, context: CommandContext): Promise<Answer> {
  const ids: string[] = []
  const told: Answer = { json: { ids }, human: () => `${context.say(SENT)} (${ids.length})` }
  try {
    for await (const texts of textBatches(context.io.input)) ids.push(...(await session.ask('messages.send', { room, texts: [...texts] })))
  } catch (cause) {
    // What went before the failure is sent all the same, and whoever gave the lines must know where to go on.
    context.emit(told.json, told.human)
    throw cause
  }
  return told
}

async function filesSent(
  session: Session,
  room: RoomId,
  paths: readonly string[],
  caption: string,
  context: CommandContext,
): Promise<Answer> {
  let before: SentFiles | undefined
  const answer = ({ ids, leftOut }: SentFiles): Answer => ({
    json: { ids, ...(leftOut > 0 && { leftOut }) },
    human: () => [context.say(SENT), ...(leftOut > 0 ? [context.say(leftOutText(leftOut))] : [])].join('\n'),
  })
  try {
    return answer(await sendFiles(session, room, paths, caption, context, (files) => (before = files)))
  } catch (cause) {
    if (before !== undefined) context.emit(answer(before).json, answer(before).human)
    throw cause
  }
}

function leftOutText(count: number) {
  return {
    en: `Hidden files, system files and links were left out: ${count}.`,
    ko: `숨김 파일, 시스템 파일, 링크 ${count}개는 보내지 않았어요.`,
  }
}

function said(id: MessageId, context: CommandContext): Answer {
  return { json: { id }, human: () => context.say(SENT) }
}

/** `37.5665,126.978,시청 앞`; a name may hold commas. */
function placeOf(typed: string) {
  const [, latitude, longitude, name = ''] = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*(?:,(.*))?$/su.exec(typed) ?? []
  const place = { kind: 'place' as const, latitude: Number(latitude), longitude: Number(longitude), name: name.trim() }
  if (Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180) return place
  throw new UsageFailure({ en: '--place is LAT,LON or LAT,LON,NAME.', ko: '--place는 위도,경도나 위도,경도,이름이에요.' })
}

async function cardOf(session: Session, typed: string) {
  const entry = await findEntry(session, typed)
  if (entry === undefined) throw new CommandFailure('NO_ENTRY', plain(typed))
  const values = (all: readonly { readonly value: string }[]) => all.map(({ value }) => value)
  return { kind: 'card' as const, name: entry.name, phones: values(entry.phones), mails: values(entry.emails) }
}
