/** Conversations of LINE as they lie on a disk: encodings, and the reader that the framework chooses among all. */
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readFiles } from '../disk.ts'

const PHONE =
  '[LINE] 健とのトーク履歴\r\n保存日時：2022/10/21 09:30\r\n\r\n2022/10/20(木)\r\n20:15\t健\tこんにちは、元気ですか\r\n20:16\t花子\t"はい\r\n元気です"\r\n'
const TABLE =
  "アカウント名,花屋\r\nタイムゾーン,'+09:00\r\nダウンロード日時,2022/10/21 09:30\r\n\r\n送信者タイプ,送信者名,送信日,送信時刻,内容\r\nUser,健,2022/10/20,20:15:08,こんにちは\r\n"

describe('[IMP-26] LINE on a disk', () => {
  it.each([
    ['utf-8', false],
    ['utf-8', true],
    ['utf-16le', true],
    ['shift_jis', false],
  ])('in %s', async (encoding, addBOM) => {
    const { found, chats } = await readFiles('[LINE] 健とのトーク.txt', iconv.encode(PHONE, encoding, { addBOM }))
    expect(found).toMatchObject([{ format: 'line', variant: 'phone-ja-24h', encoding, time: 'local' }])
    expect(chats).toMatchObject([
      {
        head: { title: '健', type: 'direct', savedAt: '2022-10-21T09:30' },
        records: [
          { author: '健', text: 'こんにちは、元気ですか' },
          { author: '花子', text: 'はい\n元気です' },
        ],
        warnings: [],
      },
    ])
  })

  it('[IMP-29] the table of a shop is not taken for an address book', async () => {
    const { found, chats } = await readFiles('messages.csv', iconv.encode(TABLE, 'utf-8', { addBOM: true }))
    expect(found).toMatchObject([{ format: 'line', variant: 'official-account-csv', kind: 'chat' }])
    expect(chats).toMatchObject([
      { head: { title: '健', utcOffsetMinutes: 540 }, records: [{ author: '健', time: '2022-10-20T20:15:08' }] },
    ])
  })
})
