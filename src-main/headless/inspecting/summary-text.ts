/** What a source holds, for a person: what it is, which conversations, who, how many, from when to when, and what was not understood. */
import { errors, isErrorCode } from '../../../shared/i18n/index.ts'
import type { CommandContext } from '../command.ts'
import { plain, shorten } from '../terminal-text.ts'
import type { ChatTally, Tally } from './tally.ts'

const CHATS_SHOWN = 20
const NAME_CELLS = 40

export function summaryText(path: string, kind: string, code: string | undefined, tally: Tally, context: CommandContext): string {
  const { say, language } = context
  const name = plain(path)
  if (kind === 'rejected') return `${name}: ${isErrorCode(code ?? '') ? errors[code as keyof typeof errors][language] : (code ?? '')}`
  if (kind === 'unknown') return `${name}: ${say({ en: 'none of the formats known here.', ko: '알 수 없는 형식이에요.' })}`
  const main = tally.found.find((file) => file.kind === kind)
  const more = tally.chats.length - CHATS_SHOWN
  const contacts = tally.contacts.count
  return [
    `${name}: ${main?.format ?? ''} (${main?.variant ?? ''}, ${main?.encoding ?? ''})`,
    ...tally.chats.slice(0, CHATS_SHOWN).flatMap((chat) => chatLines(chat, context)),
    ...(more > 0 ? [say({ en: `  and ${more} more conversations`, ko: `  그 밖에 대화 ${more}개` })] : []),
    ...(contacts > 0 ? [say({ en: `  ${contacts} contacts`, ko: `  연락처 ${contacts}개` })] : []),
    ...(tally.warnings.length > 0
      ? [say({ en: `  ${tally.warnings.length} places were not understood`, ko: `  이해하지 못한 곳 ${tally.warnings.length}군데` })]
      : []),
  ].join('\n')
}

function chatLines({ head, participants, records, first, last, warned }: ChatTally, { say }: CommandContext): readonly string[] {
  const title = head.title === undefined ? say({ en: '(no title)', ko: '(제목 없음)' }) : shorten(plain(head.title), NAME_CELLS)
  const people = say({ en: `${participants.size} people`, ko: `${participants.size}명` })
  const count = say({ en: `${records.count} records`, ko: `기록 ${records.count}개` })
  const days = first === undefined || last === undefined ? [] : [`${first.slice(0, 10)} – ${last.slice(0, 10)}`]
  return [
    `  ${[title, people, count, ...days].join(' · ')}`,
    ...(warned > 0 ? [say({ en: `    ${warned} places were not understood`, ko: `    이해하지 못한 곳 ${warned}군데` })] : []),
  ]
}
