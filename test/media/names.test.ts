/** MEDIA-6: what names of files become, and what could run. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MEDIA } from '../../shared/limits.ts'
import { couldRun, safeName } from '../../shared/media/index.ts'

const bytes = (text: string): number => new TextEncoder().encode(text).length
const family = '👨\u200d👩\u200d👧'

describe('[MEDIA-6] a safe name', () => {
  test.each<[string, string, string]>([
    ['a plain one', '나들이 2026.jpg', '나들이 2026.jpg'],
    ['a path', '../../etc/passwd', 'etc passwd'],
    ['a path of Windows', 'C:\\Users\\a\\.ssh\\id', 'C Users a .ssh id'],
    ['a turned ending', 'photo\u202egnp.exe', 'photo gnp.exe'],
    ['isolated directions', 'a\u2066b\u2069.txt', 'a b.txt'],
    ['invisible letters before the ending', 'photo.jpg\u200b\u200b.exe', 'photo.jpg.exe'],
    ['a line feed', 'a\nb.txt', 'a b.txt'],
    ['a zero byte', 'a.jpg\u0000.exe', 'a.jpg.exe'],
    ['what Windows keeps for itself', 'CON', '_CON'],
    ['the same with an ending', 'nul.tar.gz', '_nul.tar.gz'],
    ['the same with a superscript', 'COM¹.txt', '_COM¹.txt'],
    ['the same with a space before the ending', 'con .txt', '_con.txt'],
    ['dots and spaces at the end', 'a.exe . .', 'a.exe'],
    ['spaces before the ending', 'photo.jpg                         .exe', 'photo.jpg.exe'],
    ['a hidden one', '.bashrc', 'bashrc'],
    ['another drive', 'a:b', 'a b'],
    ['wild cards', 'a*?"<>|b', 'a b'],
    ['dots alone', '...', 'file'],
    ['nothing', '', 'file'],
    ['nothing that is seen', '\u200b\u2060', 'file'],
    ['half a character', 'a\ud800b', 'a b'],
    ['Korean in pieces', '한글.txt'.normalize('NFD'), '한글.txt'],
    ['two endings', 'report.pdf.exe', 'report.pdf.exe'],
  ])('of %s', (_, wanted, safe) => {
    expect(safeName(wanted)).toBe(safe)
  })

  test('has at most MEDIA.NAME_BYTES bytes, whole letters, and its ending', () => {
    expect(safeName(`${'가'.repeat(83)}ab.jpg`)).toBe(`${'가'.repeat(83)}ab.jpg`)
    expect(bytes(safeName(`${'가'.repeat(83)}ab.jpg`))).toBe(MEDIA.NAME_BYTES)
    expect(safeName(`${'가'.repeat(83)}abc.jpg`)).toBe(`${'가'.repeat(83)}ab.jpg`)
    expect(safeName(`${'가'.repeat(500)}.jpg`)).toBe(`${'가'.repeat(83)}.jpg`)
    // A letter with a hundred marks on it is one letter: all of it, or nothing.
    const tall = `a${'\u0301'.repeat(200)}`
    expect(safeName(`x${tall}.png`)).toBe('x.png')
    expect(safeName(`${tall}.png`)).toBe('file.png')
    expect(safeName(family)).toBe('👨 👩 👧')
    // What is too long for an ending is none.
    expect(safeName(`a.${'b'.repeat(17)}`)).toBe(`a.${'b'.repeat(17)}`)
    expect(bytes(safeName(`a.${'b'.repeat(400)}`))).toBe(MEDIA.NAME_BYTES)
  })

  test('is one whatever comes, and stays what it is', () => {
    const odd = fc.constantFrom(
      '.',
      ' ',
      '/',
      '\\',
      ':',
      '\u202e',
      '\u0000',
      'con',
      'NUL',
      '.exe',
      '가',
      '\u0301',
      family,
      '\ud800',
      '\u00a0',
      '\u2028',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 40 }), (parts) => {
        const name = safeName(parts.join(''))
        expect(safeName(name)).toBe(name)
        expect(bytes(name)).toBeLessThanOrEqual(MEDIA.NAME_BYTES)
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|^[.\s]|[.\s]$|^$/u)
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i)
        expect(name.normalize('NFC')).toBe(name)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('[MEDIA-6] what could run', () => {
  test.each([
    'a.exe',
    'A.EXE',
    'report.pdf.exe',
    'photo.jpg .exe',
    'a.scr',
    'a.bat',
    'a.cmd',
    'a.com',
    'a.msi',
    'a.ps1',
    'a.js',
    'a.vbs',
    'a.jar',
    'a.lnk',
    'a.hta',
    'a.desktop',
    'a.sh',
    'a.app',
    'a.dmg',
    'a.pkg',
    'a.apk',
    'a.deb',
    'a.html',
    'a.svg',
    'a.docm',
    'a.xlsm',
    'a.iso',
    'a.url',
    'a.py',
    'a.command',
    'a.ｅｘｅ',
    'a．exe',
  ])('%s', (name) => {
    expect(couldRun(safeName(name), 'application/octet-stream')).toBe(true)
  })

  test.each([
    'image/svg+xml',
    'text/html',
    'application/vnd.microsoft.portable-executable',
    'application/vnd.ms-word.document.macroenabled.12',
  ])('a photo that is %s', (type) => {
    expect(couldRun('photo.jpg', type)).toBe(true)
  })

  test.each([
    ['photo.jpg', 'image/jpeg'],
    ['계약서.pdf', 'application/pdf'],
    ['exe', 'text/plain'],
    ['음성.ogg', 'audio/ogg'],
    ['a.docx', 'application/zip'],
    ['공문.hwp', 'application/x-hwp'],
    ['v1.0', 'application/octet-stream'],
  ])('not %s', (name, type) => {
    expect(couldRun(name, type)).toBe(false)
  })
})
