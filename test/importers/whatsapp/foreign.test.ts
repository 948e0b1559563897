/** What is not WhatsApp's is not claimed: prose, other messengers, address books, logs. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { line, lineAccount } from '../../../shared/importers/line/index.ts'
import { whatsapp } from '../../../shared/importers/whatsapp/index.ts'
import { recognise } from '../reading.ts'

describe('[IMP-20] WhatsApp does not claim', () => {
  it.each([
    ['nothing', ''],
    ['prose', 'It was a dark night.\n\n20 people came - Ben: the host\nAnd so on: for ever.\n'],
    ['prose that begins with dates', '20/10/2022 was a day.\n21/10/2022: another\n2022-10-20, 20:15\n'],
    [
      'KakaoTalk, Windows',
      '테스트방 님과 카카오톡 대화\n저장한 날짜 : 2026년 3월 1일 오후 9:10\n\n--------------- 2026년 3월 1일 일요일 ---------------\n[서연] [오후 8:15] 내일 몇 시?\n',
    ],
    [
      'KakaoTalk, Android',
      '2022년 10월 20일 오후 8:15, 서연 : 가게 열었어요\n2022년 10월 20일 오후 8:16, 서연님이 민수님을 초대하였습니다.\n',
    ],
    ['KakaoTalk, iPhone', '2026. 1. 27. 21:37, 채상욱 : 안녕하세요\n2026. 1. 27. 21:42: 테스터님이 들어왔습니다.\n'],
    ['LINE', '[LINE] 서연とのトーク履歴\n保存日時：2022/10/20 20:15\n\n2022/10/20(木)\n20:15\tBen\thi\n'],
    ['contacts', 'Name,Phone\nBen,010-1111-2222\n'],
    ['a card', 'BEGIN:VCARD\nVERSION:3.0\nN:이;민;;;\nEND:VCARD\n'],
    ['Telegram', '{\n "name": "Ben",\n "type": "personal_chat",\n "messages": []\n}\n'],
    ['Discord as text', '[1/15/2024 10:30 AM] Alice\nHello Discord!\n\n\n[1/15/2024 10:31 AM] bob\nHi Alice!\n'],
    ['a table of days', '2022/10/20 20:15 - open\n2022/10/21 20:15 - closed\n'],
  ])('%s', (_what, text) => {
    expect(recognise(whatsapp, text)).toBeUndefined()
  })

  it.each([
    ['the log of a server', '[2024-01-15 10:30:00] ERROR: no\n[2024-01-15 10:30:01] INFO: yes\n'],
    ['Signal as text', '[2019-12-24, 12:23] Jane Doe: Hello John!\n[2020-01-17, 21:49] John Doe: Hello\nJane!\n'],
    ['Signal as Markdown', '[2022-10-20 20:15:08] Ben: hi\n[2022-10-20 20:16:08] Ann: ho\n'],
  ])('%s, surely enough to have it', (_what, text) => {
    expect(recognise(whatsapp, text)?.share ?? 0).toBeLessThan(0.6)
  })

  it('a text with a record or two in it, surely enough to have it', () => {
    const prose = Array.from({ length: 60 }, (_, at) => `Line ${at} of a story.`)
    expect(recognise(whatsapp, [...prose, '20/10/2022, 20:15 - Ben: hi', ...prose].join('\n'))?.share).toBeLessThan(0.2)
    expect(recognise(whatsapp, ['20/10/2022, 20:15 - Ben: hi', ...prose].join('\n'))?.share).toBeLessThan(0.2)
  })

  it('but a telephone whose language writes ISO stamps, by what else is its own', () => {
    expect(recognise(whatsapp, '[2022-10-20 20:15:08] Ben: hi\n‎[2022-10-20 20:16:08] Ann: ‎image omitted\n')).toMatchObject({
      share: 1,
      variant: 'ios-ymd-24h',
    })
  })

  it('and a conversation of nothing but the first notice is an empty one', () => {
    const notice = '6/30/23, 16:13 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n'
    expect(recognise(whatsapp, notice)).toMatchObject({ share: 1, isEmpty: true })
  })
})

const SAMPLES = join(import.meta.dirname, '../../../../shared/reference/import-samples')
const foreign = existsSync(SAMPLES)
  ? readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !name.startsWith('whatsapp') && !/\.(?:zip|expected\.json)$/.test(name) && statSync(join(SAMPLES, name)).isFile(),
    )
  : []

describe.skipIf(foreign.length === 0)(`[IMP-20] real files of others (skipped where ${SAMPLES} is absent)`, () => {
  it.each(foreign)('%s is claimed by neither WhatsApp nor LINE', (name) => {
    const text = readFileSync(join(SAMPLES, name), 'utf8')
    expect(recognise(whatsapp, text)?.share ?? 0).toBeLessThan(0.6)
    expect(recognise(line, text)).toBeUndefined()
    expect(recognise(lineAccount, text)).toBeUndefined()
  })
})
