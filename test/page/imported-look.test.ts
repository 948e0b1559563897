/** What stands in a bubble for a record of another messenger that was no text. */
import { describe, expect, it } from 'vitest'
import { importedWords, translator } from '../../shared/i18n/index.ts'
import type { ImportedMark } from '../../shared/messenger/index.ts'
import { importedLook, importedPreview } from '../../src-renderer/app/timeline/imported-look.ts'
import { imported } from './messages.ts'

const say = translator(importedWords, 'ko')

function lookOf(text: string | undefined, mark: Partial<ImportedMark>) {
  const message = imported(1, mark, { text })
  if (message.imported === undefined) throw new Error('not marked')
  const { head, text: shown, ...rest } = importedLook(message, message.imported, say)
  return { head, text: shown, ...rest, preview: importedPreview(message, message.imported, say) }
}
const files = (count: number, present = true, name = '') => Array.from({ length: count }, () => ({ name, present }))

describe('[ARC-5] what a file says was sent', () => {
  it('says in our words what KakaoTalk and LINE put in the place of a picture, with how many', () => {
    expect(lookOf('사진', { kind: 'photo', attachments: files(1) })).toMatchObject({ head: '사진', text: undefined, fileNote: 'fileStays' })
    expect(lookOf('12 photos', { kind: 'photo', attachments: files(12) }).head).toBe('사진 12장')
    expect(lookOf('[写真]', { app: 'line', kind: 'photo', attachments: files(1, false) })).toMatchObject({
      head: '사진',
      fileNote: 'fileMissing',
    })
    expect(lookOf('이모티콘', { kind: 'sticker' })).toMatchObject({ head: '이모티콘', text: undefined, fileNote: undefined })
  })

  it('names files, and no more than some of them', () => {
    const one = lookOf('파일: 보고서.pdf', { kind: 'file', attachments: files(1, true, '보고서.pdf') })
    expect(one).toMatchObject({ head: '파일', files: [{ name: '보고서.pdf' }], text: undefined, preview: '파일 · 보고서.pdf' })
    const many = lookOf('', { kind: 'file', app: 'discord', attachments: files(9, true, 'a.txt') })
    expect([many.head, many.files.length, many.moreFiles]).toEqual(['파일 9개', 5, 4])
  })

  it('keeps what was written with a picture', () => {
    expect(lookOf('여기 봐', { app: 'telegram', kind: 'photo', attachments: files(1) }).text).toBe('여기 봐')
    const whatsapp = { app: 'whatsapp', kind: 'photo', attachments: files(1, true, 'IMG-1.jpg') } as const
    expect(lookOf('IMG-1.jpg (file attached)\n여기 봐', whatsapp).text).toBe('여기 봐')
    expect(lookOf('<Media omitted>', { app: 'whatsapp', kind: 'media', attachments: files(1, false) }).text).toBeUndefined()
  })

  it('leaves a call, a place and a contact in the words of the file', () => {
    expect(lookOf('보이스톡 3:21', { kind: 'call' })).toMatchObject({ head: '보이스톡 3:21', text: undefined })
    expect(lookOf('지도: 서울역\n중구', { kind: 'location' })).toMatchObject({ head: '지도: 서울역', text: '중구' })
    expect(lookOf(undefined, { kind: 'contact' }).head).toBe('연락처')
    expect(lookOf('This message was deleted.', { kind: 'deleted' })).toMatchObject({ head: '지워진 메시지', text: undefined })
  })

  it('lets no mark turn a name or a text around', () => {
    const look = lookOf('\u202egpj.exe', { kind: 'file', app: 'discord', attachments: files(1, true, '\u202egpj.exe') })
    expect([look.text, look.files[0]?.name]).toEqual(['gpj.exe', 'gpj.exe'])
    // Arabic and Hebrew isolate their parts as they like.
    expect(lookOf('\u2067שלום\u2069', {}).text).toBe('\u2067שלום\u2069')
  })

  it('shows the first lines of a long text, and never half a character', () => {
    const look = lookOf(`${'가'.repeat(599)}${'😀'.repeat(9_000)}`, { isLong: true })
    expect(look.text?.length).toBeLessThan(700)
    expect(look.text?.endsWith('…')).toBe(true)
    expect(look.text?.isWellFormed()).toBe(true)
    expect(look.preview.length).toBeLessThanOrEqual(200)
  })
})
