/** Messages, rooms and people as lines for a person. */
import {
  attachmentLine,
  carrierStates,
  changeKinds,
  changesArrived,
  deliveryStates,
  fill,
  type Language,
  putOnUsb,
  reachReasons,
  systemLineText,
} from '../../shared/i18n/index.ts'
import type { ChangeDelivery, MessageView, RoomCarrier } from '../../shared/messenger/index.ts'
import { plainLines as wordLines } from '../../shared/rooms/kinds/index.ts'
import type { ReachCode } from '../../shared/reach/index.ts'
import type { CommandContext } from './command.ts'
import { sizeText } from './sizes.ts'
import { plain, plainLines } from './terminal-text.ts'

/** Local time: the clock today, the day before that. */
export function timeText(at: number, language: Language, now: number): string {
  const date = new Date(at)
  const isToday = date.toDateString() === new Date(now).toDateString()
  const locale = language === 'ko' ? 'ko-KR' : 'en-GB'
  const clock = date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (isToday) return clock
  return `${date.toLocaleDateString(locale, { year: 'numeric', month: '2-digit', day: '2-digit' })} ${clock}`
}

export function bodyText(message: MessageView, language: Language): string {
  if (message.system !== undefined) return systemLineText(message.system, language)
  if (message.deleted) return language === 'ko' ? '지운 메시지예요' : 'deleted'
  const words = wordLines(message)
  if (words === undefined)
    return language === 'ko' ? `이 버전이 모르는 메시지예요 (${message.kind})` : `a message this version does not know (${message.kind})`
  return [...message.attachments.map((file) => attachmentLine(file, language)), ...(words === '' ? [] : [words])].join('\n')
}

/** One message with what belongs to it; `id` is what other commands take. */
export function messageText(message: MessageView, language: Language, now: number): string {
  const head = `${timeText(message.time, language, now)}  ${plain(message.author.name)}: `
  if (message.system !== undefined) return `${timeText(message.time, language, now)}  · ${plain(systemLineText(message.system, language))}`
  const marks = [
    ...(message.edited === undefined ? [] : [language === 'ko' ? '수정됨' : 'edited']),
    ...(message.replyTo === undefined ? [] : [`↩ ${message.replyTo.slice(0, 8)}`]),
    ...(message.reactions.length === 0 ? [] : [message.reactions.map((one) => `${plain(one.emoji)} ${one.accounts.length}`).join(' ')]),
    ...(message.inDoubt ? [language === 'ko' ? '시각이 의심스러워요' : 'doubtful time'] : []),
    ...(message.twoStories ? [language === 'ko' ? '두 갈래 기록' : 'two stories'] : []),
    ...(message.imported === undefined
      ? []
      : [`${plain(message.imported.app)}, ${language === 'ko' ? '가져온 글, 서명 없음' : 'brought in, unsigned'}`]),
    ...(message.rewritten ? [language === 'ko' ? '몰래 바꾼 글' : 'changed without saying so'] : []),
    ...deliveryMark(message, language),
    ...(message.change === undefined ? [] : [changeText(message.change, language)]),
    message.id,
  ]
  return `${head}${plainLines(bodyText(message, language), 2)}\n  ${marks.join(' · ')}`
}

export function reasonText(code: ReachCode | undefined, language: Language): string {
  return code === undefined ? '' : (reachReasons[code]?.[language] ?? code)
}

/** “erased on 3 of 4”, or where the change still is. */
export function changeText({ kind, state, delivered, of }: Omit<ChangeDelivery, 'holders'>, language: Language): string {
  if (state !== 'delivered') return `${changeKinds[kind][language]}: ${deliveryStates[state][language]}`
  return fill(changesArrived[kind][language], { count: delivered, of })
}

function deliveryMark(message: MessageView, language: Language): readonly string[] {
  const { delivery } = message
  if (delivery.state === 'received') return []
  const count =
    delivery.of > 1 && (delivery.state === 'delivered' || delivery.state === 'read') ? ` ${delivery[delivery.state]}/${delivery.of}` : ''
  const carried = delivery.bundled === undefined ? [] : [putOnUsb[language]]
  return [`${deliveryStates[delivery.state][language]}${count}`, ...carried]
}

/** Who keeps a room, as far as is known; `at` is when he said so himself. */
export function carrierLine(
  { name, device, state, said }: RoomCarrier,
  { say, language }: Pick<CommandContext, 'say' | 'language'>,
): readonly string[] {
  return [
    plain(name),
    device.slice(0, 8),
    carrierStates[state][language],
    said === undefined ? '' : `${say({ en: 'said so', ko: '알린 때' })} ${timeText(said.at, language, Date.now())}`,
    said?.free === 0 ? say({ en: 'full', ko: '꽉 찼어요' }) : '',
    said?.files === undefined ? '' : `${say({ en: 'files', ko: '파일' })} ${sizeText(said.files.bytes)}`,
  ]
}
