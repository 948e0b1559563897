/** What a shop downloads from its LINE Official Account; made from the rules. */
import { describe, expect, it } from 'vitest'
import { line, lineAccount } from '../../../shared/importers/line/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { readChat, recognise } from '../reading.ts'

const KEYS = [
  'アカウント名,花屋',
  "タイムゾーン,'+09:00",
  'ダウンロード日時,2022/10/21 09:30',
  '',
  '送信者タイプ,送信者名,送信日,送信時刻,内容',
]
const table = (...rows: readonly string[]): string => `\ufeff${[...KEYS, ...rows].join('\r\n')}\r\n`

describe('[IMP-29] the table of an official account', () => {
  const text = table(
    'User,健,2022/10/20,20:15:08,こんにちは',
    'Account,店長,2022/10/20,20:16:00,"二行, 「""引用""」',
    'です"',
    'User,健,2022/10/20,20:17:00,a,b',
    'Account,,2022/10/20,20:18:00,[スタンプ]',
    'User,健,2022/2/30,20:18:00,=1+1',
  )

  it('is known by its shape', () => {
    expect(recognise(lineAccount, text)).toEqual({ share: 1, variant: 'official-account-csv', kind: 'chat', time: 'local' })
    expect(recognise(lineAccount, table())).toMatchObject({ isEmpty: true })
    expect(
      recognise(
        lineAccount,
        text.replace('アカウント名', 'Account name').replace('送信者タイプ,送信者名,送信日,送信時刻,内容', 'a,b,c,d,e'),
      ),
    ).toMatchObject({ share: 1 })
  })

  it('tells the zone, who the shop is, and who wrote what', () => {
    const { head, records, warnings } = readChat(lineAccount, text)
    expect(head).toEqual({ title: '健', type: 'direct', savedAt: '2022-10-21T09:30', utcOffsetMinutes: 540, selfLabel: '店長' })
    expect(records).toMatchObject([
      { author: '健', time: '2022-10-20T20:15:08', kind: 'text', text: 'こんにちは', raw: { firstLine: 6, lastLine: 6 } },
      { author: '店長', time: '2022-10-20T20:16:00', text: '二行, 「"引用"」\nです', raw: { firstLine: 7, lastLine: 8 } },
      { author: '健', text: 'a,b', raw: { firstLine: 9, lastLine: 9 } },
      { author: '花屋', kind: 'sticker', text: '[スタンプ]' },
      { author: '健', time: '2022-10-20T20:18:00', text: '=1+1' },
    ])
    expect(warnings).toEqual([{ line: 11, code: 'BAD_TIME' }])
  })

  it('is the same in pieces of one character, and with any end of lines', () => {
    expect(readChat(lineAccount, text, undefined, {}, [...text])).toEqual(readChat(lineAccount, text))
    for (const end of ['\n', '\r'])
      expect(readChat(lineAccount, text.replaceAll('\r\n', end)).records).toEqual(readChat(lineAccount, text).records)
  })

  it('other rows are told, and a quotation mark that nothing closes ends early', () => {
    expect(readChat(lineAccount, table('User,健,2022/10/20,20:15,hi', 'nonsense')).warnings).toEqual([{ line: 7, code: 'BAD_LINE' }])
    const open = readChat(lineAccount, table('User,健,2022/10/20,20:15,"hi', 'there'))
    expect(open).toMatchObject({ records: [{ text: 'hi\nthere' }], warnings: [{ line: 0, code: 'ENDS_EARLY' }] })
  })

  it('[LIM] a field of 4 MiB is whole, a longer one is cut', () => {
    const read = (length: number) =>
      readChat(lineAccount, table(`User,健,2022/10/20,20:15,${'x'.repeat(length)}`, 'User,健,2022/10/20,20:16,end'))
    expect(read(IMPORT.BODY_CHARACTERS)).toMatchObject({ warnings: [], records: [{}, { text: 'end' }] })
    const cut = read(IMPORT.BODY_CHARACTERS + 1)
    expect(cut).toMatchObject({ warnings: [{ line: 6, code: 'CUT_LINE' }], records: [{}, { text: 'end' }] })
    expect(cut.records[0]?.text.length).toBe(IMPORT.BODY_CHARACTERS)
  })

  it.each([
    ['contacts', 'Name,Phone\nBen,010-1111-2222\n'],
    ['contacts with a zone in a note', "Name,Note\nBen,'+09:00\nAnn,x\n"],
    ['KakaoTalk of a Mac', 'Date,User,Message\n"2022-10-20 20:15:08","서연","안녕"\n'],
    ['prose', 'one, two\nthree, four\n'],
    ['nothing', ''],
  ])('is not: %s', (_what, other) => {
    expect(recognise(lineAccount, other)).toBeUndefined()
  })

  it('is no conversation of the other kind', () => {
    expect(recognise(line, text)).toBeUndefined()
  })
})
