/** Conversations of WhatsApp as they come: in archives beside their files, in folders, in other encodings. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { fromDisk, inFolder, readFiles, readZip } from '../disk.ts'

const PHOTO = '00000002-PHOTO-2022-10-20-20-16-08.jpg'
const IPHONE = [
  '‎[20.10.22, 20:15:08] Ben: ‎Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand sonst kann sie lesen.',
  `‎[20.10.22, 20:16:08] Ben: ‎<Anhang: ${PHOTO}>`,
  '‎[20.10.22, 20:17:08] Ann: schön ‎<Anhang: 00000003-VIDEO-2022-10-20-20-17-08.mp4>',
  '[20.10.22, 20:18:08] Ann: bis <b>morgen</b>',
  '',
].join('\r\n')

describe('[IMP-24] an archive of an iPhone', () => {
  it('gives the conversation, its files and what of them is missing', async () => {
    const { found, chats, summary } = await readZip('WhatsApp Chat - Ben.zip', {
      '_chat.txt': IPHONE,
      [PHOTO]: 'jpeg',
      'unused.jpg': 'jpeg',
    })
    expect(summary.code).toBeUndefined()
    expect(found).toMatchObject([{ format: 'whatsapp', variant: 'ios-de-24h', encoding: 'utf-8', time: 'local' }])
    expect(chats).toHaveLength(1)
    expect(chats[0]?.head).toMatchObject({ title: 'Ben', type: 'direct' })
    expect(chats[0]?.records).toMatchObject([
      { kind: 'system', author: null },
      { kind: 'photo', author: 'Ben', text: PHOTO, attachments: [{ name: PHOTO, present: true, path: PHOTO }] },
      { kind: 'video', author: 'Ann', text: '00000003-VIDEO-2022-10-20-20-17-08.mp4\nschön', attachments: [{ present: false }] },
      { kind: 'text', author: 'Ann', text: 'bis <b>morgen</b>' },
    ])
    expect(summary.unreferenced).toEqual(['unused.jpg'])
  })

  it('may hold it in a folder of its own, not as the first entry', async () => {
    const { chats } = await readZip('export.zip', { [`a/${PHOTO}`]: 'jpeg', 'a/_chat.txt': IPHONE })
    expect(chats[0]?.records[1]?.attachments).toEqual([{ name: PHOTO, present: true, path: `a/${PHOTO}` }])
  })
})

describe('[IMP-24] a folder of an Android', () => {
  it('is the same', async () => {
    await inFolder(async (folder) => {
      const name = 'WhatsApp 대화 - 서연'
      mkdirSync(join(folder, name))
      // macOS writes names in pieces.
      writeFileSync(
        join(folder, name, `${name}.txt`.normalize('NFD')),
        '2022. 10. 20. 오후 8:15 - 서연: 보고서.pdf (파일 첨부됨)\n2022. 10. 20. 오전 12:05 - 민수: <미디어 파일 제외됨>\n',
      )
      writeFileSync(join(folder, name, '보고서.pdf'.normalize('NFD')), 'pdf')
      const { found, chats } = await fromDisk(join(folder, name))
      expect(found).toMatchObject([{ format: 'whatsapp', variant: 'android-ymd-12h-오전' }])
      expect(chats[0]?.head).toMatchObject({ title: '서연' })
      expect(chats[0]?.records).toMatchObject([
        { kind: 'file', time: '2022-10-20T20:15', attachments: [{ name: '보고서.pdf', present: true }] },
        { kind: 'media', time: '2022-10-20T00:05' },
      ])
    })
  })
})

describe('[IMP-20] encodings', () => {
  const text = '20/10/2022, 20:15 - 펲시: 똠방각하 뷁 햏\n20/10/2022, 20:16 - 서연: 네, 안녕하세요\n'

  it.each([
    ['utf-8', 'utf-8', false],
    ['utf-8', 'utf-8', true],
    ['utf-16le', 'utf-16le', true],
    ['utf-16be', 'utf-16be', true],
    ['cp949', 'cp949', false],
  ])('%s', async (encoding, told, addBOM) => {
    const { found, chats } = await readFiles('chat.txt', iconv.encode(text, encoding, { addBOM }))
    expect(found).toMatchObject([{ format: 'whatsapp', encoding: told }])
    expect(chats[0]?.records).toMatchObject([
      { author: '펲시', text: '똠방각하 뷁 햏' },
      { author: '서연', text: '네, 안녕하세요' },
    ])
  })
})
