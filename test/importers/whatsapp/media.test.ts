/** Files, and the words that stand where something was left out. */
import { describe, expect, it } from 'vitest'
import type { ImportedRecord } from '../../../shared/importers/index.ts'
import { whatsapp } from '../../../shared/importers/whatsapp/index.ts'
import { readChat, type Beside } from '../reading.ts'

const android = (body: string, beside?: Beside): ImportedRecord | undefined =>
  readChat(whatsapp, `20/10/2022, 20:15 - Ben: ${body}\n20/10/2022, 20:16 - Ann: ok`, undefined, beside).records[0]
const iphone = (body: string, beside?: Beside): ImportedRecord | undefined =>
  readChat(whatsapp, `‎[20.10.22, 20:15:08] Ben: ${body}\n[20.10.22, 20:16:08] Ann: ok`, undefined, beside).records[0]

/** By itself, since names of documents look like the ids of rules. */
const DAY = '20221020'

describe('[IMP-24] a file', () => {
  it.each([
    ['IMG-20221020-WA0003.jpg (file attached)', 'photo', 'IMG-20221020-WA0003.jpg'],
    ['‎IMG-20221020-WA0003.jpg (file attached)', 'photo', 'IMG-20221020-WA0003.jpg'],
    ['VID-20221020-WA0003.mp4 (Datei angehängt)', 'video', 'VID-20221020-WA0003.mp4'],
    ['PTT-20221020-WA0003.opus (archivo adjunto)', 'audio', 'PTT-20221020-WA0003.opus'],
    ['AUD-20221020-WA0001. (file attached)', 'audio', 'AUD-20221020-WA0001.'],
    ['STK-20221020-WA0003.webp (파일 첨부됨)', 'sticker', 'STK-20221020-WA0003.webp'],
    ['GIF-20221020-WA0003.mp4 (words nobody knows)', 'video', 'GIF-20221020-WA0003.mp4'],
    [`DOC-${DAY}-WA0003.pdf (fichier joint)`, 'file', `DOC-${DAY}-WA0003.pdf`],
    ['Ann Lee.vcf (file attached)', 'contact', 'Ann Lee.vcf'],
    ['보고서 (최종).pdf (file attached)', 'file', '보고서 (최종).pdf'],
    ['<script>.html (file attached)', 'file', '<script>.html'],
  ])('Android: %s', (body, kind, name) => {
    expect(android(body)).toMatchObject({ kind, text: name, attachments: [{ name, present: false }] })
    const path = `folder/${name}`
    expect(android(body, { files: [path] })).toMatchObject({ attachments: [{ name, present: true, path }] })
  })

  it('Android: the caption stands on the next lines', () => {
    expect(android('IMG-20221020-WA0003.jpg (file attached)\nlook\n\nhere')).toMatchObject({
      kind: 'photo',
      text: 'IMG-20221020-WA0003.jpg\nlook\n\nhere',
    })
  })

  it('Android: the ending of a name may be cut off', () => {
    expect(android('AUD-20221020-WA0001. (file attached)', { files: ['x/AUD-20221020-WA0001.opus'] })?.attachments).toEqual([
      { name: 'AUD-20221020-WA0001.', present: true, path: 'x/AUD-20221020-WA0001.opus' },
    ])
  })

  it.each([
    ['‎<attached: 00000012-PHOTO-2022-10-20-20-15-08.jpg>', 'photo', '00000012-PHOTO-2022-10-20-20-15-08.jpg', ''],
    ['<attached: 00000012-PHOTO-2022-10-20-20-15-08.jpg>', 'photo', '00000012-PHOTO-2022-10-20-20-15-08.jpg', ''],
    ['‎<Anhang: 00000012-VIDEO-2022-10-20-20-15-08.mp4>', 'video', '00000012-VIDEO-2022-10-20-20-15-08.mp4', ''],
    ['‎<첨부: 00000012-AUDIO-2022-10-20-20-15-08.opus>', 'audio', '00000012-AUDIO-2022-10-20-20-15-08.opus', ''],
    ['‎<添付: 00000012-STICKER-2022-10-20-20-15-08.webp>', 'sticker', '00000012-STICKER-2022-10-20-20-15-08.webp', ''],
    ['‎<附件: 00000012-GIF-2022-10-20-20-15-08.mp4>', 'video', '00000012-GIF-2022-10-20-20-15-08.mp4', ''],
    ['report.pdf • ‎2 pages ‎<attached: 00000013-report.pdf>', 'file', '00000013-report.pdf', '\nreport.pdf • 2 pages'],
    ['‎<attached: 00000014-Ann.vcf>', 'contact', '00000014-Ann.vcf', ''],
  ])('iPhone: %s', (body, kind, name, caption) => {
    expect(iphone(body, { files: [name] })).toMatchObject({
      kind,
      text: `${name}${caption}`,
      attachments: [{ name, present: true, path: name }],
    })
  })

  it('is not what a person puts in brackets', () => {
    for (const body of ['see notes.txt (old)', 'see <b: c.d>', 'a (b)', '(file attached)', '<attached: >', 'IMG (file attached)'])
      expect(android(body)).toMatchObject({ kind: 'text', text: body, attachments: [] })
  })
})

describe('[IMP-24] left out', () => {
  it.each([
    ...['<Media omitted>', '<미디어 파일 제외됨>', '<미디어 파일을 생략한 대화내용>', '<メディアなし>', '<メディアは含まれていません>'],
    ...[
      '<Medien ausgeschlossen>',
      '<Medien weggelassen>',
      '<Multimedia omitido>',
      '<Médias omis>',
      '<忽略多媒體檔>',
      '<省略多媒体文件>',
      '<Без медиафайлов>',
    ],
  ])('%s', (body) => {
    expect(android(body)).toMatchObject({ kind: 'media', text: body, attachments: [{ name: '', present: false }] })
  })

  it('with its name or caption on the next line', () => {
    expect(android('<Medien ausgeschlossen>\nplan.pdf')).toMatchObject({
      kind: 'media',
      text: '<Medien ausgeschlossen>\nplan.pdf',
      attachments: [{ name: 'plan.pdf' }],
    })
  })

  it.each([
    ['‎image omitted', 'photo'],
    ['image omitted', 'photo'],
    ['‎video omitted', 'video'],
    ['‎GIF omitted', 'video'],
    ['‎audio omitted', 'audio'],
    ['‎sticker omitted', 'sticker'],
    ['‎document omitted', 'file'],
    ['‎Contact card omitted', 'contact'],
    ['‎view once message omitted', 'media'],
    ['‎Bild weggelassen', 'photo'],
    ['‎imagen omitida', 'photo'],
    ['‎image absente', 'photo'],
    ['‎изображение отсутствует', 'photo'],
    ['‎이미지 생략됨', 'photo'],
    ['‎画像は含まれていません', 'photo'],
    ['‎圖片已略去', 'photo'],
    ['‎图片已省略', 'photo'],
  ])('iPhone: %s is a %s', (body, kind) => {
    expect(iphone(body)).toMatchObject({ kind, text: body.replace('‎', ''), attachments: [{ name: '', present: false }] })
  })

  it('iPhone: a document is named before', () => {
    expect(iphone('report.pdf • ‎2 pages ‎document omitted')).toMatchObject({
      kind: 'file',
      text: 'report.pdf • 2 pages document omitted',
      attachments: [{ name: 'report.pdf' }],
    })
  })

  it('null was to be seen once', () => {
    expect(android('null')).toMatchObject({ kind: 'photo', text: 'null', attachments: [{ name: '', present: false }] })
  })

  it.each(['<script>alert(1)</script>', '<b>', 'the image omitted', '<3', 'a <Media omitted>', '<a href="x y">', 'nullable'])(
    'not: %s',
    (body) => {
      expect(android(body)).toMatchObject({ kind: 'text', text: body, attachments: [] })
    },
  )
})

describe('[IMP-24] a body may be', () => {
  it.each([
    ...[
      'This message was deleted',
      'You deleted this message',
      'This message was deleted.',
      '‎This message was deleted.',
      '삭제된 메시지입니다.',
      '이 메시지가 삭제되었습니다.',
    ],
    ...[
      'このメッセージは削除されました',
      'Diese Nachricht wurde gelöscht.',
      'Se eliminó este mensaje',
      'Ce message a été supprimé',
      'Это сообщение удалено',
      '此訊息已刪除',
      '此消息已删除',
    ],
  ])('deleted: %s', (body) => {
    expect(android(body)).toMatchObject({ kind: 'deleted', author: 'Ben', text: body.replace('‎', '') })
  })

  it.each([
    ['‎Missed voice call', 'call'],
    ['‎Voice call, 3 min', 'call'],
    ['‎부재중 음성통화', 'call'],
    ['‎Location: https://maps.google.com/?q=37.5,127.0', 'location'],
    ['location: https://maps.google.com/?q=37.5,127.0', 'location'],
    ['https://maps.google.com/?q=37.5,127.0', 'location'],
    ['live location shared', 'location'],
    ['‎POLL:\n‎Dinner?\n‎OPTION: yes (1 vote)', 'other'],
    ['meet at https://maps.google.com/?q=37.5,127.0', 'text'],
    ['Voice call, 3 min?', 'text'],
    ['I said: this message was deleted', 'text'],
  ])('%s: a %s', (body, kind) => {
    expect(android(body)).toMatchObject({ kind, author: 'Ben', text: body.replaceAll('‎', '') })
  })

  it('edited: it stays what it was, and the words stay', () => {
    expect(android('dinner at 8 ‎<This message was edited>')).toMatchObject({ kind: 'text', text: 'dinner at 8 <This message was edited>' })
    expect(android('null ‎<This message was edited>')).toMatchObject({ kind: 'photo' })
  })
})
