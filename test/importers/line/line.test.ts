/** Conversations of LINE in the layouts and languages known; there are no samples, so these are made from the rules. */
import { describe, expect, it } from 'vitest'
import { line } from '../../../shared/importers/line/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { briefly, readChat, recognise, type ReadChat } from '../reading.ts'

const JAPANESE = [
  '[LINE] 健とのトーク履歴',
  '保存日時：2022/10/21 09:30',
  '',
  '2022/10/20(木)',
  '20:15\t健\tこんにちは',
  '20:16\t花子\t[スタンプ]',
  '24:53\t健\t"一行目',
  '',
  '「""」',
  '20:15\t花子\t偽物',
  '2022/10/22(土)',
  '最後"',
  '',
  '2022/10/21(金)',
  '00:05\t花子\t☎ 通話時間 1:05',
  '00:06\t\t花子がメッセージの送信を取り消しました',
  '',
].join('\r\n')

const day = (...records: readonly string[]): ReadChat =>
  readChat(line, ['[LINE] Chat history with Ben', 'Saved on: 2022/10/21 09:30', '', '2022/10/20(Thu)', ...records].join('\n'))
const desktop = (...records: readonly string[]): ReadChat =>
  readChat(line, ['[LINE] 家族のトーク履歴', '保存日時：2022/10/21 09:30', '', '2022.10.20 木曜日', ...records].join('\n'))

describe('[IMP-26] a conversation of LINE', () => {
  it.each([
    ['[LINE] 健とのトーク履歴', '健', 'direct', 'phone-ja-24h'],
    ['[LINE] 家族のトーク履歴', '家族', 'group', 'phone-ja-24h'],
    ['[LINE] Chat history with Ben', 'Ben', 'direct', 'phone-en-24h'],
    ['[LINE] Chat history in Team: late', 'Team: late', 'group', 'phone-en-24h'],
    ['Chat history with Ben', 'Ben', 'direct', 'phone-en-24h'],
    ['[LINE] 與小明的聊天記錄', '小明', 'direct', 'phone-zh-24h'],
    ['[LINE] 与小明的聊天记录', '小明', 'direct', 'phone-zh-24h'],
    ['[LINE] 週末爬山團的聊天記錄', '週末爬山團', 'group', 'phone-zh-24h'],
    ['[LINE] 서연님과의 대화', '서연', 'direct', 'phone-ko-24h'],
    ['[LINE] whatever stands here', 'whatever stands here', 'direct', 'phone-ja-24h'],
    ['\ufeff[LINE] 健とのトーク履歴', '健', 'direct', 'phone-ja-24h'],
  ])('%s', (first, title, type, variant) => {
    const text = [first, '保存日時：2022/10/21 09:30', '', '2022/10/20(木)', '20:15\tA\thi', ''].join('\n')
    expect(recognise(line, text)).toMatchObject({ share: 1, variant, kind: 'chat', time: 'local' })
    const { head, records, warnings } = readChat(line, text)
    expect(head).toMatchObject({ title, type, savedAt: '2022-10-21T09:30' })
    expect(records).toMatchObject([{ author: 'A', time: '2022-10-20T20:15', text: 'hi' }])
    expect(warnings).toEqual([])
  })

  it.each([
    ['保存日時：2022/10/21 09:30', '2022-10-21T09:30'],
    ['保存日時: 2022/10/21 午後9:30', '2022-10-21T21:30'],
    ['Saved on: 2022/10/21 09:30', '2022-10-21T09:30'],
    ['Saved on: 10/21/2022, 9:30 PM', '2022-10-21T21:30'],
    ['Saved on: 10/21/2022 12:30AM', '2022-10-21T00:30'],
    ['保存日期: 2022/10/21 09:30', '2022-10-21T09:30'],
    ['儲存日期：2022/10/21 下午9:30', '2022-10-21T21:30'],
    ['บันทึกวันที่: 2022/10/21 09:30', '2022-10-21T09:30'],
    ['저장한 날짜: 2022.10.21 오후 9:30', '2022-10-21T21:30'],
    ['저장일: 2022/2/30 09:30', undefined],
  ])('saved: %s', (saved, at) => {
    const { head, warnings } = readChat(line, `[LINE] Chat history with Ben\n${saved}\n\n2022/10/20(Thu)\n20:15\tBen\thi`)
    expect(head.savedAt).toBe(at)
    expect(warnings).toEqual([])
  })

  it('may have lost its header: then a day and three records tell it', () => {
    const records = ['20:15\tBen\thi', '20:16\tAnn\tho', '20:17\tBen\thm']
    expect(recognise(line, ['2022/10/20(木)', ...records].join('\n'))).toMatchObject({ share: 1, variant: 'phone-ja-24h' })
    expect(recognise(line, ['2022/10/20(木)', ...records.slice(1)].join('\n'))).toBeUndefined()
    expect(recognise(line, records.join('\n'))).toBeUndefined()
  })

  it('without records is an empty one', () => {
    expect(recognise(line, '[LINE] 健とのトーク履歴\n保存日時：2022/10/21 09:30\n')).toMatchObject({ isEmpty: true, share: 1 })
  })

  it.each([
    ['nothing', ''],
    ['prose', 'The 20:15 train\nleft at 20:16 and\n20:17 was late\n'],
    ['a table with tabs', 'name\tphone\nBen\t010-1111-2222\n'],
    ['a diary', '2022/10/20\nToday it rained.\n2022/10/21\nToday too.\n'],
    [
      'KakaoTalk, Windows',
      '테스트방 님과 카카오톡 대화\n저장한 날짜 : 2026년 3월 1일 오후 9:10\n\n--------------- 2026년 3월 1일 일요일 ---------------\n[서연] [오후 8:15] 내일?\n',
    ],
    [
      'KakaoTalk, iPhone',
      'Talk_2026.1.27 21:37-1.txt\n저장한 날짜 : 2026. 1. 27. 오후 9:37\n\n2026년 1월 27일 화요일\n2026. 1. 27. 21:37, 서연 : 안녕\n',
    ],
    [
      'KakaoTalk, older iPhone',
      '서연님과 카카오톡 대화\n\n2026년 1월 27일 화요일\n오후 9:37, 서연 : 안녕\n오후 9:38, 서연 : 안녕\n오후 9:39, 서연 : 안녕\n',
    ],
    ['WhatsApp', '20/10/2022, 20:15 - Ben: hi\n20/10/2022, 20:16 - Ann: ho\n'],
    ['Telegram', '{\n "name": "Ben",\n "messages": []\n}\n'],
    ['contacts', 'Name,Phone\nBen,010-1111-2222\n'],
  ])('is not: %s', (_what, text) => {
    expect(recognise(line, text)).toBeUndefined()
  })
})

describe('[IMP-27] days and clocks', () => {
  it.each([
    ['2022/10/20(木)', '2022-10-20'],
    ['2022/10/20（週四）', '2022-10-20'],
    ['2022/10/20(週四)', '2022-10-20'],
    ['2026/1/30周五', '2026-01-30'],
    ['2022.10.20 木曜日', '2022-10-20'],
    ['2022.10.20 Thursday', '2022-10-20'],
    ['2022.10.20 목요일', '2022-10-20'],
    ['2022년 10월 20일 목요일', '2022-10-20'],
    ['2022/10/20(พฤ.)', '2022-10-20'],
    ['2022/10/20', '2022-10-20'],
    ['Thu, 10/20/2022', '2022-10-20'],
    ['Thu, 20/10/2022', '2022-10-20'],
    ['Wed, 3/2/2022', '2022-03-02'],
    ['Thu, 3/2/2022', '2022-02-03'],
    ['Mon, 3/2/2022', '2022-03-02'],
    ['2024/2/29(木)', '2024-02-29'],
  ])('%s', (date, expected) => {
    expect(readChat(line, `[LINE] Chat history with Ben\n\n${date}\n20:15\tBen\thi`).records[0]?.time).toBe(`${expected}T20:15`)
  })

  it('a day there is not warns, and times stay at the last known', () => {
    const chat = day('20:15\tBen\ta', '', '2022/2/30(水)', '20:16\tBen\tb', '', '2023/2/28(火)', '20:17\tBen\tc')
    expect(chat.records.map(({ time }) => time)).toEqual(['2022-10-20T20:15', '2022-10-20T20:15', '2023-02-28T20:17'])
    expect(chat.warnings).toEqual([{ line: 7, code: 'BAD_TIME' }])
  })

  it.each([
    ['午前0:05', '00:05'],
    ['午後0:05', '12:05'],
    ['午後8:05', '20:05'],
    ['上午12:05', '00:05'],
    ['下午12:05', '12:05'],
    ['오전 12:05', '00:05'],
    ['오후 12:05', '12:05'],
    ['12:05AM', '00:05'],
    ['12:05 PM', '12:05'],
    ['03:05pm', '15:05'],
    ['9:05', '09:05'],
    ['24:53', '00:53'],
    ['27:00', '03:00'],
  ])('%s is %s of that day', (clock, time) => {
    expect(day(`${clock}\tBen\thi`).records).toMatchObject([{ time: `2022-10-20T${time}`, author: 'Ben' }])
  })

  it('no such hour warns', () => {
    expect(day('20:15\tBen\ta', '48:00\tBen\tb', '20:75\tBen\tc')).toMatchObject({
      records: [{ time: '2022-10-20T20:15' }, { time: '2022-10-20T20:15' }, { time: '2022-10-20T20:15' }],
      warnings: [
        { line: 6, code: 'BAD_TIME' },
        { line: 7, code: 'BAD_TIME' },
      ],
    })
  })

  it('a record before any day has no time', () => {
    expect(readChat(line, '[LINE] Chat history with Ben\n\n20:15\tBen\thi').records).toMatchObject([{ time: null, text: 'hi' }])
  })
})

describe('[IMP-28] records', () => {
  it('a body with line breaks stands in quotation marks, whatever its lines look like', () => {
    expect(briefly(readChat(line, JAPANESE))).toEqual([
      '健 | 2022-10-20T20:15 | text | こんにちは',
      '花子 | 2022-10-20T20:16 | sticker | [スタンプ]',
      '健 | 2022-10-20T00:53 | text | 一行目\n\n「"」\n20:15\t花子\t偽物\n2022/10/22(土)\n最後',
      '花子 | 2022-10-21T00:05 | call | ☎ 通話時間 1:05',
      '– | 2022-10-21T00:06 | system | 花子がメッセージの送信を取り消しました',
    ])
    expect(readChat(line, JAPANESE).records[2]?.raw).toEqual({ firstLine: 7, lastLine: 12 })
  })

  it('a quotation mark that nothing closes is a quotation mark', () => {
    expect(
      briefly(
        day(
          '20:15\tBen\t"he said',
          '20:16\tAnn\tok',
          '',
          '2022/10/21(Fri)',
          '20:17\tBen\tI said "no" then',
          '20:18\tAnn\t"quoted"',
          '20:19\tBen\t"',
        ),
      ),
    ).toEqual([
      'Ben | 2022-10-20T20:15 | text | "he said',
      'Ann | 2022-10-20T20:16 | text | ok',
      'Ben | 2022-10-21T20:17 | text | I said "no" then',
      'Ann | 2022-10-21T20:18 | text | "quoted"',
      'Ben | 2022-10-21T20:19 | text | "',
    ])
  })

  it('only the first two tabs are structure', () => {
    expect(day('20:15\tKim, "A": b\ta\tb\t').records).toMatchObject([{ author: 'Kim, "A": b', text: 'a\tb\t' }])
  })

  it('lines that go on without marks belong to the body, also one that looks like a day but is no such day of the week', () => {
    expect(day('20:15\tBen\ta', ' b', '', 'c', '2022/10/20(金)', '20:16\tAnn\td').records).toMatchObject([
      { text: 'a\n b\n\nc\n2022/10/20(金)' },
      { text: 'd' },
    ])
  })

  it('nobody wrote what has two columns, an empty name, or says that somebody came or went', () => {
    const chat = day(
      '20:15\tBen joined the group.',
      '20:16\t\tAnn left the group.',
      '20:17\tBen\tleft the group.',
      '20:18\t健\tがグループを退出しました。',
      '20:19\tBen\tI left the house',
    )
    expect(chat.records.map(({ author, kind, text }) => [author, kind, text])).toEqual([
      [null, 'system', 'Ben joined the group.'],
      [null, 'system', 'Ann left the group.'],
      [null, 'system', 'Ben left the group.'],
      [null, 'system', '健がグループを退出しました。'],
      ['Ben', 'text', 'I left the house'],
    ])
  })

  it('[LIM] a body has an end', () => {
    const lines = (count: number): readonly string[] => Array.from({ length: count }, () => 'x'.repeat(1_023))
    const fits = IMPORT.BODY_CHARACTERS / 1_024
    expect(day('20:15\tBen\t', ...lines(fits), '20:16\tAnn\tend').warnings).toEqual([])
    const over = day('20:15\tBen\t', ...lines(fits + 2), '20:16\tAnn\tend')
    expect(over.warnings).toEqual([{ line: 6 + fits, code: 'CUT_LINE' }])
    expect(over.records.at(-1)?.text).toBe('end')
  })
})

describe('[IMP-28] the desktop layout', () => {
  it('has one space where the telephone has tabs', () => {
    expect(
      briefly(
        desktop(
          '20:15 健 こんにちは みんな',
          '20:16 花子 写真',
          '20:17 健 スタンプ',
          '20:18 花子が健をグループに招待しました。',
          '20:19 花子 二行',
          'です',
          '',
          '2022.10.21 金曜日',
          '00:05 健 ☎ 通話時間 1:05',
        ),
      ),
    ).toEqual([
      '健 | 2022-10-20T20:15 | text | こんにちは みんな',
      '花子 | 2022-10-20T20:16 | photo | 写真',
      '健 | 2022-10-20T20:17 | sticker | スタンプ',
      '– | 2022-10-20T20:18 | system | 花子が健をグループに招待しました。',
      '花子 | 2022-10-20T20:19 | text | 二行\nです',
      '健 | 2022-10-21T00:05 | call | ☎ 通話時間 1:05',
    ])
    expect(recognise(line, '2022.10.20 Thursday\n20:15 Ben hi\n20:16 Ann ho\n20:17 Ben hm')).toMatchObject({ variant: 'desktop-en-24h' })
  })

  it('learns names with spaces from what comes again', () => {
    const chat = desktop(
      '20:15 John Doe hello there',
      '20:16 John Smith hi',
      '20:17 John Doe I think so',
      '20:18 John Smith Photos',
      '20:19 John Doe I know',
      '20:20 Ben I see',
      '20:21 Ben what else',
      '20:22 Ben the end',
    )
    expect(chat.records.map(({ author }) => author)).toEqual([
      'John Doe',
      'John Smith',
      'John Doe',
      'John Smith',
      'John Doe',
      'Ben',
      'Ben',
      'Ben',
    ])
    expect(chat.records[3]).toMatchObject({ kind: 'photo', text: 'Photos' })
  })

  it('does not take what somebody always says for his name', () => {
    const chat = desktop('20:15 Ben good morning', '20:16 健 おはよう', '20:17 Ben good morning', '20:18 Ben good morning')
    expect(chat.records.map(({ author, text }) => [author, text])).toEqual([
      ['Ben', 'good morning'],
      ['健', 'おはよう'],
      ['Ben', 'good morning'],
      ['Ben', 'good morning'],
    ])
  })

  it('knows who is spoken to from the title', () => {
    const chat = readChat(
      line,
      '[LINE] Chat history with Mary Jane Lee\nSaved on: 2022/10/21 09:30\n\n2022.10.20 Thursday\n20:15 Mary Jane Lee hi\n20:16 Ben ho\n',
    )
    expect(chat.records).toMatchObject([
      { author: 'Mary Jane Lee', text: 'hi' },
      { author: 'Ben', text: 'ho' },
    ])
  })
})

describe('[IMP-29] a body may be', () => {
  it.each([
    ...[
      ...['[写真]', '[Photo]', '[照片]', '[사진]'].map((body) => [body, 'photo']),
      ...['[動画]', '[Video]', '[影片]', '[동영상]'].map((body) => [body, 'video']),
    ],
    ...[...['[スタンプ]', '[Sticker]', '[貼圖]', '[贴图]', '[스티커]', '(emoji)'].map((body) => [body, 'sticker'])],
    ...['[ボイスメッセージ]', '[Voice message]', '[語音訊息]', '[음성 메시지]'].map((body) => [body, 'audio']),
    ...['[ファイル]', '[File]', '[檔案]', '[파일]', '[ファイル] 見積.pdf'].map((body) => [body, 'file']),
    ...['[連絡先]', '[Contact]', '[연락처]'].map((body) => [body, 'contact']),
    ...['[位置情報]', '[Location]', '[위치 정보]', '[位置情報] 東京駅', '[null] https://maps.google.com/?q=1,2'].map((body) => [
      body,
      'location',
    ]),
    ...['[アルバム]', '[ノート]', '[アルバム] 夏'].map((body) => [body, 'other']),
    ...['☎ 通話時間 1:05', '☎ Missed call', '☎ 未接來電'].map((body) => [body, 'call']),
    ...['メッセージの送信を取り消しました', 'unsent a message', '已收回訊息', '메시지 전송을 취소했습니다.'].map((body) => [
      body,
      'deleted',
    ]),
    ...['写真', '[写真] を見て', 'see [Photo]', 'Photos', '[null]', '[笑]', '<b>[Photo]</b>', '=1+1'].map((body) => [body, 'text']),
  ])('%s: %s', (body, kind) => {
    expect(day(`20:15\tBen\t${body}`).records).toMatchObject([{ kind, author: 'Ben', text: body }])
  })

  it('a file that the export does not hold', () => {
    expect(day('20:15\tBen\t[ファイル] 見積.pdf', '20:16\tBen\t[写真]').records.map(({ attachments }) => attachments)).toEqual([
      [{ name: '見積.pdf', present: false }],
      [{ name: '', present: false }],
    ])
  })

  it('taken back by somebody: nobody wrote that', () => {
    expect(day('20:15\tBen unsent a message', '20:16\t您已收回訊息', '20:17\t\tB 已收回訊息').records.map(({ kind }) => kind)).toEqual([
      'system',
      'system',
      'system',
    ])
  })
})
