/** Stamps of many telephones, and which day and hour they mean. */
import { describe, expect, it } from 'vitest'
import { whatsapp } from '../../../shared/importers/whatsapp/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { briefly, readChat, recognise } from '../reading.ts'

const times = (text: string): readonly (string | null)[] => readChat(whatsapp, text).records.map(({ time }) => time)

describe('[IMP-20] a stamp', () => {
  it.each([
    ['iPhone, German', '[20.10.22, 20:15:08] Ben: Hallo', '2022-10-20T20:15:08', 'ios-dmy-24h'],
    ['iPhone, American', '‎[10/20/22, 8:15:08 PM] Ben: ‎image omitted', '2022-10-20T20:15:08', 'ios-en-US-12h'],
    ['iPhone, American, narrow space', '[10/20/22, 8:15:08\u202fPM] Ben: hi', '2022-10-20T20:15:08', 'ios-en-US-12h'],
    ['iPhone, Korean', '[2022. 10. 20. 오후 8:15:08] 서연: 안녕', '2022-10-20T20:15:08', 'ios-ko-12h'],
    ['iPhone, Korean, 24 hours', '[2022. 10. 20. 20:15:08] 서연: 안녕', '2022-10-20T20:15:08', 'ios-ko-24h'],
    ['iPhone, Japanese', '[2022/10/20 午後8:15:08] 健: こんにちは', '2022-10-20T20:15:08', 'ios-ja-12h'],
    ['iPhone, Chinese', '[2022/10/20 下午8:15:08] 小明: 你好', '2022-10-20T20:15:08', 'ios-zh-12h'],
    ['iPhone, Russian', '[20.10.22, 20:15:08] Иван: Привет', '2022-10-20T20:15:08', 'ios-ru-24h'],
    ['iPhone, Spanish', '[20/10/22, 8:15:08 p. m.] Ana: hola', '2022-10-20T20:15:08', 'ios-dmy-12h'],
    ['Android, American', '10/20/22, 8:15 PM - Ben: hi', '2022-10-20T20:15', 'android-mdy-12h'],
    ['Android, American, narrow space', '10/20/22, 8:15\u202fPM - Ben: hi', '2022-10-20T20:15', 'android-mdy-12h'],
    ['Android, small letters', '20/10/2022, 8:15 pm - Ben: hi', '2022-10-20T20:15', 'android-dmy-12h'],
    ['Android, Korean', '2022. 10. 20. 오후 8:15 - 서연: 안녕', '2022-10-20T20:15', 'android-ymd-12h-오후'],
    ['Android, Korean, written out', '2022년 10월 20일 오후 8:15 - 서연: 안녕', '2022-10-20T20:15', 'android-ymd-12h-오후'],
    ['Android, Japanese', '2022/10/20 20:15 - 健: こんにちは', '2022-10-20T20:15', 'android-ymd-24h'],
    ['Android, Chinese', '2022/10/20 下午8:15 - 小明: 你好', '2022-10-20T20:15', 'android-ymd-12h-下午'],
    ['Android, British', '20/10/2022, 20:15 - Ben: hi', '2022-10-20T20:15', 'android-dmy-24h'],
    ['Android, German', '20.10.22, 20:15 - Ben: Hallo', '2022-10-20T20:15', 'android-dmy-24h'],
    ['Android, Spanish', '20/10/22 8:15 p. m. - Ana: hola', '2022-10-20T20:15', 'android-dmy-12h-p. m.'],
    ['Android, Finnish', '20.10.2022 klo 20.15 - Aino: hei', '2022-10-20T20:15', 'android-dmy-24h'],
    ['Android, Danish', '20.10.2022 kl. 20.15 - Bo: hej', '2022-10-20T20:15', 'android-dmy-24h'],
    ['Android, Dutch', '20-10-2022 20:15 - Jan: hoi', '2022-10-20T20:15', 'android-dmy-24h'],
    ['Android, Swedish', '2022-10-20 20:15 - Bo: hej', '2022-10-20T20:15', 'android-ymd-24h'],
    ['a year of two figures first', '99/10/20, 20:15 - Ben: hi', '2099-10-20T20:15', 'android-ymd-24h'],
  ])('%s', (_whose, line, time, variant) => {
    expect(recognise(whatsapp, line)).toMatchObject({ share: 1, variant, kind: 'chat', time: 'local' })
    expect(times(line)).toEqual([time])
  })

  it.each([
    ['12:05 AM', '00:05'],
    ['12:05 PM', '12:05'],
    ['11:59 pm', '23:59'],
    ['00:08 a. m.', '00:08'],
    ['12:05 a.\u00a0m.', '00:05'],
    ['12:05 p.m.', '12:05'],
    ['12:05 vorm.', '00:05'],
    ['12:05 nachm.', '12:05'],
    ['12:05 ap.', '00:05'],
    ['12:05 ip.', '12:05'],
    ['12:05 fm', '00:05'],
    ['12:05 em', '12:05'],
    ['12:05 π.μ.', '00:05'],
    ['12:05 μ.μ.', '12:05'],
    ['12:05 SA', '00:05'],
    ['12:05 CH', '12:05'],
    ['12:05 ص', '00:05'],
    ['12:05 م', '12:05'],
    ['12:05 पूर्वाह्न', '00:05'],
    ['12:05 अपराह्न', '12:05'],
    ['12:05 ก่อนเที่ยง', '00:05'],
    ['12:05 หลังเที่ยง', '12:05'],
    ['오전 12:05', '00:05'],
    ['오후 12:05', '12:05'],
    ['午前12:05', '00:05'],
    ['午前0:05', '00:05'],
    ['午後12:05', '12:05'],
    ['午後0:05', '12:05'],
    ['上午12:05', '00:05'],
    ['下午12:05', '12:05'],
    ['凌晨12:05', '00:05'],
    ['凌晨5:05', '05:05'],
    ['早上7:05', '07:05'],
    ['中午12:05', '12:05'],
    ['中午1:05', '13:05'],
    ['晚上8:05', '20:05'],
  ])('%s is %s', (clock, time) => {
    expect(times(`20/10/2022, ${clock} - Ben: x`)).toEqual([`2022-10-20T${time}`])
  })

  it('of no day or no hour there is warns, and the record stays with the time before it', () => {
    const chat = readChat(
      whatsapp,
      ['28/2/23, 10:00 - Ben: a', '30/2/23, 10:01 - Ben: b', '29/2/24, 10:00 - Ben: c', '1/3/24, 24:10 - Ben: d'].join('\n'),
    )
    expect(chat.records.map(({ time }) => time)).toEqual(['2023-02-28T10:00', '2023-02-28T10:00', '2024-02-29T10:00', '2024-02-29T10:00'])
    expect(chat.warnings).toEqual([
      { line: 2, code: 'BAD_TIME' },
      { line: 4, code: 'BAD_TIME' },
    ])
    expect(times('40/40/23, 10:00 - Ben: a\n28/2/23, 10:00 - Ben: b')).toEqual([null, '2023-02-28T10:00'])
  })

  it('begins a record; all else goes on with the one before, blank lines and spaces included', () => {
    const text = '\ufeff20/10/2022, 20:15 - Ben: first\r\n\r\n  indented\ttab \nlast\r\n\r\n20/10/2022, 20:16 - Ann: \r\n'
    const { records, warnings } = readChat(whatsapp, text)
    expect(records.map(({ text: body, raw }) => ({ body, ...raw }))).toEqual([
      { body: 'first\n\n  indented\ttab \nlast', firstLine: 1, lastLine: 4 },
      { body: '', firstLine: 6, lastLine: 6 },
    ])
    expect(warnings).toEqual([])
  })

  it('of the other layout, within a body, is text', () => {
    const android =
      '20/10/2022, 20:15 - Ben: look\n[20.10.22, 20:15:08] Ann: quoted\n2022. 10. 20. 20:15, 서연 : 카톡\n20/10/2022, 20:16 - Ann: ok'
    expect(readChat(whatsapp, android).records).toHaveLength(2)
    const iphone =
      '[20.10.22, 20:15:08] Ben: look\n20/10/2022, 20:15 - Ann: quoted\n--------------- 2026년 3월 1일 일요일 ---------------\n[20.10.22, 20:16:08] Ann: ok'
    expect(readChat(whatsapp, iphone).records).toHaveLength(2)
  })

  it('comes first: what stands before any is not understood', () => {
    expect(readChat(whatsapp, 'hello\n\n20/10/2022, 20:15 - Ben: hi').warnings).toEqual([{ line: 1, code: 'BAD_LINE' }])
  })
})

describe('[IMP-21] day or month first', () => {
  it('the whole file has the order that one of its days proves, however late', () => {
    const early = Array.from({ length: 400 }, (_, at) => `0${1 + Math.floor(at / 50)}/04/22, 10:00 - Ben: ${at}`)
    expect(times([...early, '13/04/22, 10:00 - Ben: x'].join('\n'))[0]).toBe('2022-04-01T10:00')
    expect(times([...early, '12/13/22, 10:00 - Ben: x'].join('\n'))[0]).toBe('2022-01-04T10:00')
  })

  it('without proof time goes forward', () => {
    expect(times('01/02/22, 10:00 - Ben: a\n02/02/22, 10:00 - Ben: b\n01/03/22, 10:00 - Ben: c')).toEqual([
      '2022-02-01T10:00',
      '2022-02-02T10:00',
      '2022-03-01T10:00',
    ])
    expect(times('02/01/22, 10:00 - Ben: a\n02/02/22, 10:00 - Ben: b\n03/01/22, 10:00 - Ben: c')[0]).toBe('2022-02-01T10:00')
  })

  it('where both go forward the month is what changes less', () => {
    expect(times('03/04/22, 10:00 - Ben: a\n04/04/22, 10:00 - Ben: b\n05/04/22, 10:00 - Ben: c')[0]).toBe('2022-04-03T10:00')
    expect(times('04/03/22, 10:00 - Ben: a\n04/04/22, 10:00 - Ben: b\n04/05/22, 10:00 - Ben: c')[0]).toBe('2022-04-03T10:00')
  })

  it('and where nothing tells, the day is first; not with AM, slashes and a short year', () => {
    expect(times('03/04/22, 10:00 - Ben: a')).toEqual(['2022-04-03T10:00'])
    expect(times('03.04.22, 10:00 - Ben: a')).toEqual(['2022-04-03T10:00'])
    expect(times('03/04/22, 10:00 AM - Ben: a')).toEqual(['2022-03-04T10:00'])
    expect(times('03/04/2022, 10:00 am - Ben: a')).toEqual(['2022-04-03T10:00'])
  })

  it('two exports put together each have their own', () => {
    const spliced = ['6/30/23, 16:14 - Ben: a', '7/1/23, 16:14 - Ben: b', '30/7/2023, 16:15 - Ben: c', '1/8/2023, 16:15 - Ben: d']
    expect(times(spliced.join('\n'))).toEqual(['2023-06-30T16:14', '2023-07-01T16:14', '2023-07-30T16:15', '2023-08-01T16:15'])
    const alike = [
      '6/30/23, 16:14 - Ben: a',
      '7/1/23, 16:14 - Ben: b',
      '30/7/23, 16:15 - Ben: c',
      '1/8/23, 16:15 - Ben: d',
      '31/8/23, 16:15 - Ben: e',
    ]
    expect(times(alike.join('\n')).slice(2)).toEqual(['2023-07-30T16:15', '2023-08-01T16:15', '2023-08-31T16:15'])
    expect(times(alike.slice(0, 4).join('\n')).at(-1)).toBe('2023-08-01T16:15')
  })

  it('a record quoted in a body with the other order does not turn what follows', () => {
    const quoted = ['30/6/23, 16:14 - Ben: a', '12/31/22, 16:14 - Ann: quoted', '1/7/23, 16:14 - Ben: b', '13/7/23, 16:14 - Ben: c']
    expect(times(quoted.join('\n'))).toEqual(['2023-06-30T16:14', '2022-12-31T16:14', '2023-07-01T16:14', '2023-07-13T16:14'])
  })

  it('and is forgotten, where nothing of its like follows', () => {
    const text = [
      '6/30/23, 16:14 - Ben: a',
      '30/7/22, 16:14 - Ann: quoted',
      '13/7/2023, 16:14 - Ben: other shape',
      '7/1/23, 16:14 - Ben: b',
    ]
    expect(times(text.join('\n'))).toEqual(['2023-06-30T16:14', '2022-07-30T16:14', '2023-07-13T16:14', '2023-07-01T16:14'])
  })

  it('[LIM] records wait for it only so long; a guess that turns out wrong is told', () => {
    const body = 'x'.repeat(4_000)
    const line = (day: string): string => `${day}/22, 10:00 - Ben: ${body}`
    const fits = Math.floor(IMPORT.HELD_CHARACTERS / (body.length + 256))
    const within = [...Array.from({ length: fits - 1 }, () => line('03/04')), line('04/13')]
    const over = [...Array.from({ length: fits + 1 }, () => line('03/04')), line('04/13')]
    expect(times(within.join('\n'))[0]).toBe('2022-03-04T10:00')
    const late = readChat(whatsapp, over.join('\n'))
    expect(late.records[0]?.time).toBe('2022-04-03T10:00')
    expect(late.records.at(-1)?.time).toBe('2022-04-13T10:00')
    expect(late.warnings).toEqual([{ line: over.length, code: 'BAD_TIME' }])
  })

  it('order in the file is kept for equal minutes and for times that go back', () => {
    const chat = readChat(whatsapp, '30/6/23, 16:14 - Ben: b\n30/6/23, 16:14 - Ann: a\n29/6/23, 23:59 - Ben: c\n30/6/23, 00:00 - Ben: d')
    expect(chat.records.map(({ seq }) => seq)).toEqual([0, 1, 2, 3])
    expect(
      briefly(chat)
        .map((line) => line.slice(-1))
        .join(''),
    ).toBe('bacd')
  })
})
