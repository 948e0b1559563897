/** MEDIA-7: types by content, and that nothing that does something passes for a picture. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MEDIA } from '../../shared/limits.ts'
import { mediaType, sniffType, sortOf } from '../../shared/media/index.ts'
import { PICTURES, bytesOf } from '../pictures/some-pictures.ts'

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string): Uint8Array => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
const box = (brand: string, ...compatible: readonly string[]): Uint8Array =>
  latin(`\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${brand}\0\0\0\0${compatible.join('')}mdat`)
/** A ZIP as it begins: entries stored, names and contents. */
const zip = (...entries: readonly (readonly [name: string, content: string])[]): Uint8Array =>
  Buffer.concat(
    entries.map(([name, content]) => {
      const head = Buffer.alloc(30)
      head.write('PK\x03\x04', 'latin1')
      head.writeUInt32LE(content.length, 18)
      head.writeUInt32LE(content.length, 22)
      head.writeUInt16LE(name.length, 26)
      return Buffer.concat([head, Buffer.from(name + content, 'latin1')])
    }),
  )
const png = bytesOf(PICTURES.png)
const animated = Buffer.concat([png.subarray(0, 33), Buffer.from('\0\0\0\x08acTL\0\0\0\0\0\0\0\0\0\0\0\0', 'latin1'), png.subarray(33)])

describe('[MEDIA-7] by content', () => {
  test.each<[string, Uint8Array]>([
    ['image/png', png],
    ['image/apng', animated],
    ['image/jpeg', bytesOf(PICTURES.jpeg)],
    ['image/webp', bytesOf(PICTURES.webp)],
    ['image/gif', latin('GIF89a\x01\0\x01\0')],
    ['image/avif', box('avif')],
    ['image/avif', box('mif1', 'avif', 'miaf')],
    ['image/heic', box('heic', 'mif1')],
    ['video/mp4', box('isom', 'avc1')],
    ['video/quicktime', box('qt  ')],
    ['audio/mp4', box('M4A ')],
    ['video/webm', latin('\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm V_VP8 A_OPUS')],
    ['audio/webm', latin('\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm A_OPUS')],
    ['video/x-matroska', latin('\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska V_MPEG4')],
    ['audio/ogg', latin('OggS\0\x02\0\0\0\0\0\0\0\0 OpusHead')],
    ['audio/mpeg', latin('ID3\x04\0\0\0\0\0\0')],
    ['audio/mpeg', Uint8Array.of(0xff, 0xfb, 0x90, 0x44)],
    ['audio/aac', Uint8Array.of(0xff, 0xf1, 0x50, 0x80)],
    ['audio/wav', latin('RIFF\x24\0\0\0WAVEfmt ')],
    ['audio/flac', latin('fLaC\0\0\0\x22')],
    ['application/pdf', latin('%PDF-1.7\n')],
    ['application/zip', zip(['a.txt', 'x'])],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      zip(['[Content_Types].xml', '<x/>'], ['word/document.xml', '']),
    ],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', zip(['[Content_Types].xml', '<x/>'], ['xl/workbook.xml', ''])],
    ['application/vnd.openxmlformats-officedocument.presentationml.presentation', zip(['_rels/.rels', ''], ['ppt/presentation.xml', ''])],
    [
      'application/vnd.ms-word.document.macroenabled.12',
      zip(['[Content_Types].xml', ''], ['word/document.xml', ''], ['word/vbaProject.bin', '']),
    ],
    ['application/hwp+zip', zip(['mimetype', 'application/hwp+zip'], ['version.xml', ''])],
    ['application/epub+zip', zip(['mimetype', 'application/epub+zip'])],
    ['application/java-archive', zip(['META-INF/MANIFEST.MF', 'x'])],
    ['application/vnd.android.package-archive', zip(['AndroidManifest.xml', 'x'], ['META-INF/MANIFEST.MF', ''])],
    ['application/x-hwp', latin(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(600)}HWP Document File V5.00`)],
    ['application/x-ole-storage', latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0')],
    ['application/vnd.microsoft.portable-executable', latin('MZ\x90\0\x03\0')],
    ['application/x-executable', latin('\x7fELF\x02\x01\x01\0')],
    ['application/x-sh', latin('#!/bin/sh\nrm -rf ~')],
    ['application/x-ms-shortcut', latin('L\0\0\0\x01\x14\x02\0')],
    ['text/plain', utf8('안녕하세요, MZ세대')],
    ['text/plain', utf8('MZ세대의 ID3 태그')],
    ['text/plain', utf8('ID3 is a tag')],
    ['text/plain', utf16('안녕')],
    ['text/plain', Uint8Array.from([0xbe, 0xc8, 0xb3, 0xe7])],
    ['text/vcard', utf8('BEGIN:VCARD\r\nVERSION:4.0')],
    ['text/xml', utf8('<?xml version="1.0"?><kml/>')],
    ['application/octet-stream', Uint8Array.of(1, 2, 3, 0)],
    ['application/octet-stream', new Uint8Array(0)],
  ])('%s', (type, bytes) => {
    expect(sniffType(bytes)).toBe(type)
    expect(mediaType(type)).toBe(type)
  })

  test('an image of a disc, by what stands behind MEDIA.SNIFF_BYTES at most', () => {
    const disc = new Uint8Array(MEDIA.SNIFF_BYTES)
    disc.set(latin('CD001'), 32_769)
    expect(sniffType(disc)).toBe('application/x-iso9660-image')
    expect(sniffType(disc.subarray(0, 32_770))).toBe('application/octet-stream')
  })
})

describe('[MEDIA-7] no picture, whatever it is called', () => {
  test.each<[string, string, Uint8Array]>([
    ['a page', 'text/html', utf8('<!doctype html><script>alert(1)</script>')],
    ['a page behind spaces and a mark of order', 'text/html', utf8('\ufeff \n\t<HTML>')],
    ['a page behind comments', 'text/html', utf8('<!-- a --><!-- b -->\n<ScRiPt >')],
    ['a page behind a comment that does not end', 'text/html', utf8('<!-- photo')],
    ['a page in UTF-16', 'text/html', utf16('<script>alert(1)</script>')],
    ['a page as XHTML', 'text/html', utf8('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">')],
    ['a frame', 'text/html', utf8('<iframe src=x>')],
    ['a drawing', 'image/svg+xml', utf8('<svg onload="alert(1)">')],
    [
      'a drawing behind its declarations',
      'image/svg+xml',
      utf8('<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY a "b">]>\n<!-- x --><svg xmlns="…">'),
    ],
    ['a drawing with a prefix', 'image/svg+xml', utf8('<s:svg xmlns:s="http://www.w3.org/2000/svg">')],
    ['a drawing in capitals', 'image/svg+xml', utf8('<SVG/onload=alert(1)>')],
    ['a drawing in UTF-16', 'image/svg+xml', utf16('<svg >')],
  ])('%s', (_, type, bytes) => {
    expect(sniffType(bytes)).toBe(type)
    expect(sortOf({ type: sniffType(bytes), isVoice: false })).toBe('file')
  })

  test('a picture with a page in it is that picture, and the other way round it is the page', () => {
    expect(sniffType(Uint8Array.from([...latin('GIF89a'), ...utf8('/*<script>*/')]))).toBe('image/gif')
    expect(sniffType(Uint8Array.from([...utf8('<script>'), ...bytesOf(PICTURES.png)]))).not.toMatch(/^image/)
    expect(sniffType(Uint8Array.from([...utf8(' '), ...bytesOf(PICTURES.jpeg)]))).not.toMatch(/^image/)
  })

  test('no beginning makes it throw, or takes long', () => {
    const start = fc.constantFrom(
      ...[
        png,
        box('mif1', 'x'),
        zip(['a', 'b']),
        latin('\x1a\x45\xdf\xa3'),
        latin('RIFF'),
        utf8('<?xml '),
        latin('\xff\xfb'),
        latin('OggS'),
      ],
    )
    fc.assert(
      fc.property(start, fc.nat(40), fc.uint8Array({ maxLength: 200 }), (bytes, cut, rest) => {
        expect(mediaType(sniffType(Uint8Array.from([...bytes.subarray(0, cut), ...rest])))).toMatch(/^[a-z]+\//)
      }),
    )
    for (const flood of ['<!--', '<?', '<!doctype svg [', ' ', '<a', 'V_', '\x89PNG\r\n\x1a\n', 'ftyp']) {
      expect(typeof sniffType(utf8(flood.repeat(MEDIA.SNIFF_BYTES / flood.length)))).toBe('string')
    }
  })
})
