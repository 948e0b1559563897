import { describe, expect, test } from 'vitest'
import { attachmentLine, contentLine, contentSummary, durationText, sizeText } from '../../shared/i18n/index.ts'

describe('what a message holds, in a line', () => {
  test.each([
    [{ type: 'photo', count: 1 }, '사진', 'Photo'],
    [{ type: 'photo', count: 3 }, '사진 3장', '3 photos'],
    [{ type: 'video', count: 1, durationMs: 65_400 }, '동영상 1:05', 'Video 1:05'],
    [{ type: 'video', count: 2 }, '동영상 2개', '2 videos'],
    [{ type: 'photo-or-video', count: 4 }, '사진·동영상 4개', '4 photos and videos'],
    [{ type: 'voice', count: 1, durationMs: 7000 }, '음성 메시지 0:07', 'Voice message 0:07'],
    [{ type: 'audio', count: 1, name: '노래.mp3', durationMs: 3_723_000 }, '노래.mp3 1:02:03', '노래.mp3 1:02:03'],
    [{ type: 'file', count: 1, name: '이름.pdf' }, '이름.pdf', '이름.pdf'],
    [{ type: 'file', count: 5 }, '파일 5개', '5 files'],
    [{ type: 'folder', count: 1, name: '사진' }, '폴더 사진', 'Folder 사진'],
    [{ type: 'card', count: 1, name: '김복순' }, '연락처 김복순', 'Contact 김복순'],
    [{ type: 'place', count: 1 }, '장소', 'Place'],
    [{ type: 'place', count: 1, name: '{count}' }, '장소 {count}', 'Place: {count}'],
  ] as const)('%j', (summary, ko, en) => {
    expect([contentSummary(summary, 'ko'), contentSummary(summary, 'en')]).toEqual([ko, en])
  })

  test('with words, alone, and of what is not known', () => {
    const holds = { type: 'photo', count: 2 } as const
    expect(contentLine({ text: '봄', holds }, 'ko')).toBe('사진 2장 · 봄')
    expect(contentLine({ text: '', holds }, 'en')).toBe('2 photos')
    expect(contentLine({ text: '봄', holds: undefined }, 'ko')).toBe('봄')
    expect(contentLine({ text: undefined }, 'ko')).toBeUndefined()
  })

  test('a file in a line, with its size', () => {
    expect(attachmentLine({ sort: 'photo', name: 'a.jpg', size: 3_400_000 }, 'ko')).toBe('사진 a.jpg (3.4 MB)')
    expect(attachmentLine({ sort: 'voice', name: 'v.ogg', size: 52_000, durationMs: 7000 }, 'en')).toBe('Voice message 0:07 (52 KB)')
    expect([durationText(0), durationText(59_600), sizeText(999), sizeText(0)]).toEqual(['0:00', '1:00', '999 B', '0 B'])
  })
})
