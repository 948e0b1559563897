/** Kinds `media`, `card` and `place`: what is read, what is left out, what makes an entry none, and what an edit keeps. */
import { describe, expect, test } from 'vitest'
import { type CborValue, encodeCbor } from '../../../shared/codec/index.ts'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { INTRINSIC, MEDIA } from '../../../shared/limits.ts'
import { type MediaReference, readReference, referenceValue } from '../../../shared/media/index.ts'
import {
  type ContactCard,
  cardContent,
  entryValue,
  makeEntry,
  mediaContent,
  parseEntry,
  placeContent,
  plainLines,
  readContent,
  reworded,
  summaryOf,
} from '../../../shared/rooms/kinds/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { aReference } from '../../media/a-reference.ts'
import { PICTURES, bytesOf } from '../../pictures/some-pictures.ts'
import { viewOf } from './a-view.ts'

const salt = new Uint8Array(16).fill(1)
const message = idFromBytes('message', new Uint8Array(16).fill(2))
const mum = idFromBytes('account', new Uint8Array(32).fill(3))
const preview = bytesOf(PICTURES.webp)
const voice = aReference({ name: 'v.ogg', type: 'audio/ogg', isVoice: true, durationMs: 7000, waveform: new Uint8Array(64).fill(9) })

const files = (value: unknown) => readContent('media', new Map([['f', value as CborValue]]))
const valueWith = (patch: Readonly<Record<string, CborValue>>): CborValue =>
  new Map([...(referenceValue(aReference()) as ReadonlyMap<string, CborValue>), ...Object.entries(patch)])
/** With a preview of so many bytes that is a picture all the same. */
const padded = (bytes: number): Uint8Array => {
  const padding = bytes - preview.length - 8
  return Uint8Array.from([...preview, ...new TextEncoder().encode('PADD'), ...new Uint8Array(4), ...new Uint8Array(Math.max(0, padding))])
}

describe('[MEDIA-5] a reference', () => {
  test('comes back as it was written', () => {
    for (const reference of [
      aReference({ width: 24, height: 16, preview }),
      voice,
      aReference({ size: 0, name: 'leer', type: 'text/plain' }),
    ]) {
      expect(readReference(referenceValue(reference))).toEqual(reference)
    }
  })

  test.each<[string, CborValue]>([
    ['nothing', null],
    ['a list', []],
    ['an id of 31 bytes', valueWith({ id: new Uint8Array(31) })],
    ['no key', valueWith({ key: null })],
    ['a key of 33 bytes', valueWith({ key: new Uint8Array(33) })],
    ['a size below nothing', valueWith({ size: -1 })],
    ['a size above MEDIA.FILE_BYTES', valueWith({ size: MEDIA.FILE_BYTES + 1 })],
    ['a size as text', valueWith({ size: '1000' })],
  ])('of %s is none, and the entry no legal one', (_, value) => {
    expect(readReference(value)).toBeUndefined()
    expect(files([value])).toBeUndefined()
    expect(files([referenceValue(aReference()), value])).toBeUndefined()
  })

  test.each<[string, CborValue, Partial<MediaReference>]>([
    ['no name', valueWith({ name: 5 }), { name: 'file' }],
    ['a name that leads elsewhere', valueWith({ name: '../../\u202egnp.exe' }), { name: 'gnp.exe' }],
    ['a type that is none', valueWith({ type: 'text/html; charset=x' }), { type: 'application/octet-stream' }],
    [
      'a type of MEDIA.TYPE_CHARACTERS + 1',
      valueWith({ type: `a/${'b'.repeat(MEDIA.TYPE_CHARACTERS - 1)}` }),
      { type: 'application/octet-stream' },
    ],
    ['a type in capitals', valueWith({ type: 'IMAGE/JPEG' }), {}],
    ['one side only', valueWith({ w: 10 }), {}],
    ['a side above MEDIA.SIDE_PIXELS', valueWith({ w: 10, h: MEDIA.SIDE_PIXELS + 1 }), {}],
    ['no height at all', valueWith({ w: 10, h: 0 }), {}],
    ['a duration above MEDIA.DURATION_MS', valueWith({ ms: MEDIA.DURATION_MS + 1 }), {}],
    ['a preview that is none', valueWith({ pre: new Uint8Array(100) }), {}],
    ['a preview that is a PNG', valueWith({ pre: bytesOf(PICTURES.png) }), {}],
    ['a preview above MEDIA.PREVIEW_BYTES', valueWith({ pre: padded(MEDIA.PREVIEW_BYTES + 1) }), {}],
    ['more bars than MEDIA.WAVEFORM_BARS', valueWith({ wave: new Uint8Array(MEDIA.WAVEFORM_BARS + 1) }), {}],
    ['voice that is no yes', valueWith({ voice: 1 }), {}],
    ['fields of a later version', valueWith({ later: [1, 2] }), {}],
  ])('with %s is read without it', (_, value, parts) => {
    expect(readReference(value)).toEqual(aReference(parts))
  })

  test('the limits themselves are legal', () => {
    const value = valueWith({
      type: `a/${'b'.repeat(MEDIA.TYPE_CHARACTERS - 2)}`,
      w: MEDIA.SIDE_PIXELS,
      h: MEDIA.SIDE_PIXELS,
      ms: MEDIA.DURATION_MS,
      pre: padded(MEDIA.PREVIEW_BYTES),
      wave: new Uint8Array(MEDIA.WAVEFORM_BARS),
      size: MEDIA.FILE_BYTES,
    })
    const read = readReference(value)
    expect([read?.type.length, read?.width, read?.durationMs, read?.preview?.length, read?.waveform?.length, read?.size]).toEqual([
      MEDIA.TYPE_CHARACTERS,
      MEDIA.SIDE_PIXELS,
      MEDIA.DURATION_MS,
      MEDIA.PREVIEW_BYTES,
      MEDIA.WAVEFORM_BARS,
      MEDIA.FILE_BYTES,
    ])
  })

  test('a preview that unpacks to more than MEDIA.PREVIEW_SIDE_PIXELS is left out', () => {
    const sized = (side: number): Uint8Array => {
      const bytes = Uint8Array.from(preview)
      // The canvas of VP8X and the frame of VP8 say the same size.
      const frame = indexOf(bytes, [0x9d, 0x01, 0x2a])
      const canvas = indexOf(bytes, [...new TextEncoder().encode('VP8X')])
      bytes.set([(side - 1) & 255, (side - 1) >> 8, 0], canvas + 12)
      bytes.set([side & 255, side >> 8], frame + 3)
      return bytes
    }
    expect(readReference(valueWith({ pre: sized(MEDIA.PREVIEW_SIDE_PIXELS) }))?.preview).toBeDefined()
    expect(readReference(valueWith({ pre: sized(MEDIA.PREVIEW_SIDE_PIXELS + 1) }))?.preview).toBeUndefined()
  })

  test('nothing is written that would not be read', () => {
    for (const bad of [{ name: 'a/b' }, { type: 'X' }, { width: 5 }, { preview: new Uint8Array(9) }, { size: -1 }, { durationMs: 0 }]) {
      expect(() => referenceValue(aReference(bad))).toThrow(RangeError)
    }
  })
})

describe('[MEDIA-5] kind media', () => {
  test('says its caption, and search finds the names too', () => {
    const content = expectOk(
      mediaContent([aReference(), voice], '@엄마 봐', { replyTo: message, mentions: [{ account: mum, from: 0, to: 3 }] }),
    )
    const entry = expectOk(makeEntry(salt, [5, 0], 'media', content))
    expect(parseEntry(entryValue(entry))?.view).toEqual(
      viewOf({
        text: '@엄마 봐',
        searched: '@엄마 봐\n나들이.jpg\nv.ogg',
        replyTo: message,
        mentions: [{ account: mum, from: 0, to: 3 }],
        attachments: [aReference(), voice],
      }),
    )
  })

  test('needs no caption', () => {
    expect(readContent('media', expectOk(mediaContent([aReference()])))).toMatchObject({ text: '', searched: '나들이.jpg' })
  })

  test('has one to MEDIA.REFERENCES files', () => {
    const many = Array.from({ length: MEDIA.REFERENCES + 1 }, () => aReference())
    expect(mediaContent([])).toEqual({ ok: false, code: 'EMPTY' })
    expect(mediaContent(many)).toEqual({ ok: false, code: 'TOO_MANY' })
    expect(readContent('media', expectOk(mediaContent(many.slice(1))))?.attachments).toHaveLength(MEDIA.REFERENCES)
    expect(files(many.map(referenceValue))).toBeUndefined()
    expect(files([])).toBeUndefined()
    expect(files('x')).toBeUndefined()
    expect(files(undefined)).toBeUndefined()
    expect(
      readContent(
        'media',
        new Map<string, CborValue>([
          ['f', [referenceValue(aReference())]],
          ['b', 5],
        ]),
      ),
    ).toBeUndefined()
    expect(
      readContent(
        'media',
        new Map<string, CborValue>([
          ['f', [referenceValue(aReference())]],
          ['r', salt.slice(1)],
        ]),
      ),
    ).toBeUndefined()
  })

  test('keeps MEDIA.PREVIEWS_BYTES of previews, the first ones', () => {
    const size = 2048
    const many = Array.from({ length: 8 }, () => aReference({ preview: padded(size) }))
    const read = readContent('media', expectOk(mediaContent(many)))
    expect(read?.attachments.map((file) => file.preview?.length)).toEqual(
      many.map((_, at) => ((at + 1) * size <= MEDIA.PREVIEWS_BYTES ? size : undefined)),
    )
  })

  test('gives up previews for words, and is refused where that is not enough', () => {
    const two = [aReference({ preview: padded(4000) }), aReference({ preview: padded(4000) })]
    const previews = (caption: string): readonly boolean[] => {
      const content = expectOk(mediaContent(two, caption))
      const entry = expectOk(makeEntry(salt, [Number.MAX_SAFE_INTEGER, 65_535], 'media', content))
      expect(encodeCbor(entry.content).length).toBeLessThanOrEqual(INTRINSIC.ENTRY_BYTES)
      return entry.view.attachments.map((file) => file.preview !== undefined)
    }
    expect(previews('x'.repeat(7000))).toEqual([true, true])
    expect(previews('x'.repeat(11_000))).toEqual([true, false])
    expect(previews('x'.repeat(15_500))).toEqual([false, false])
    expect(mediaContent(two, 'x'.repeat(16_200))).toEqual({ ok: false, code: 'TOO_LONG' })
  })

  test('[MSG-3] an edit changes the words and keeps the files, and may take the words away', () => {
    const content = expectOk(
      mediaContent([aReference({ preview }), voice], '@엄마 봐', { replyTo: message, mentions: [{ account: mum, from: 0, to: 3 }] }),
    )
    const edited = expectOk(reworded('media', content, '다시'))
    expect(readContent('media', edited)).toMatchObject({ text: '다시', mentions: [], replyTo: message })
    expect(readContent('media', edited)?.attachments).toEqual(readContent('media', content)?.attachments)
    expect(readContent('media', expectOk(reworded('media', content, '')))?.text).toBe('')
    expect(reworded('text', new Map([['b', 'a']]), '')).toEqual({ ok: false, code: 'EMPTY' })
    for (const kind of ['card', 'place', 'poll-2']) expect(reworded(kind, content, 'x')).toEqual({ ok: false, code: 'UNSUPPORTED' })
  })
})

describe('[MEDIA-9] kind card', () => {
  const card: ContactCard = {
    name: '김복순',
    phones: ['010-1234-5678', '+82 2 123 4567'],
    mails: ['a@b.kr'],
    link: 'sarangbang://add#AbC_-9',
  }

  test('comes back as it was written, and search finds all of it', () => {
    const view = readContent('card', expectOk(cardContent(card)))
    expect(view).toEqual(viewOf({ text: '', searched: '김복순\n010-1234-5678\n+82 2 123 4567\na@b.kr', card }))
    expect(view === undefined ? '' : plainLines(view)).toBe('김복순\n010-1234-5678\n+82 2 123 4567\na@b.kr\nsarangbang://add#AbC_-9')
    expect(expectOk(cardContent({ name: 'x', phones: [], mails: [] })).size).toBe(1)
  })

  const long = 'x'.repeat(MEDIA.CARD_VALUE_CHARACTERS)
  test.each<[string, Partial<ContactCard>]>([
    ['no name', { name: ' ' }],
    ['a name of two lines', { name: 'a\nb' }],
    ['a name above MEDIA.CARD_VALUE_CHARACTERS', { name: `${long}x` }],
    ['more than MEDIA.CARD_VALUES numbers', { phones: Array.from({ length: MEDIA.CARD_VALUES + 1 }, () => '1') }],
    ['an empty number', { phones: [''] }],
    ['another link', { link: 'https://example.org/' }],
    ['a room’s link', { link: 'sarangbang://join#abc' }],
    ['a link with a line behind it', { link: 'sarangbang://add#abc\nx' }],
    ['a link above MEDIA.CARD_LINK_CHARACTERS', { link: `sarangbang://add#${'a'.repeat(MEDIA.CARD_LINK_CHARACTERS)}` }],
  ])('is not written with %s', (_, parts) => {
    expect(cardContent({ ...card, ...parts })).toEqual({ ok: false, code: 'BAD_CONTENT' })
  })

  test('takes what is at the limits', () => {
    const most = {
      name: long,
      phones: Array.from({ length: MEDIA.CARD_VALUES }, () => long),
      mails: [],
      link: `sarangbang://add#${'a'.repeat(MEDIA.CARD_LINK_CHARACTERS - 17)}`,
    }
    expect(readContent('card', expectOk(cardContent(most)))?.card).toEqual(most)
  })

  test('of somebody else with a strange link is read without it', () => {
    expect(
      readContent(
        'card',
        new Map<string, CborValue>([
          ['name', 'a'],
          ['link', 'javascript:alert(1)'],
        ]),
      )?.card,
    ).toEqual({ name: 'a', phones: [], mails: [] })
    expect(
      readContent(
        'card',
        new Map<string, CborValue>([
          ['name', 'a'],
          ['tel', [5]],
        ]),
      ),
    ).toBeUndefined()
    expect(
      readContent(
        'card',
        new Map<string, CborValue>([
          ['name', 'a'],
          ['mail', 'x'],
        ]),
      ),
    ).toBeUndefined()
  })
})

describe('[MEDIA-9] kind place', () => {
  test.each([
    [37.5665, 126.978, '시청'],
    [-90, -180, ''],
    [90, 180, 'x'.repeat(MEDIA.PLACE_NAME_CHARACTERS)],
    [-0.000_000_1, 0, ''],
  ])('%d, %d comes back, to a millionth of a degree', (latitude, longitude, name) => {
    const entry = expectOk(makeEntry(salt, [5, 0], 'place', expectOk(placeContent({ latitude, longitude, name }))))
    const read = parseEntry(entryValue(entry))?.view
    expect(read?.place?.latitude).toBeCloseTo(latitude, 6)
    expect(read?.place?.longitude).toBeCloseTo(longitude, 6)
    expect([read?.place?.name, read?.searched]).toEqual([name, name === '' ? undefined : name])
  })

  test.each([
    [90.1, 0, ''],
    [0, -180.1, ''],
    [Number.NaN, 0, ''],
    [0, Infinity, ''],
    [0, 0, 'x'.repeat(MEDIA.PLACE_NAME_CHARACTERS + 1)],
  ])('%d, %d is nowhere', (latitude, longitude, name) => {
    expect(placeContent({ latitude, longitude, name })).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
  })

  test('needs both numbers', () => {
    expect(readContent('place', new Map([['lat', 1]]))).toBeUndefined()
    expect(
      readContent(
        'place',
        new Map<string, CborValue>([
          ['lat', 1],
          ['lon', '2'],
        ]),
      ),
    ).toBeUndefined()
    expect(plainLines({ text: '', card: undefined, place: { latitude: 1, longitude: -2, name: '' } })).toBe('1.000000, -2.000000')
  })
})

test('a summary says what a message holds beside its words', () => {
  const of = (...attachments: readonly MediaReference[]) => summaryOf(viewOf({ attachments }))
  const photo = aReference()
  const video = aReference({ type: 'video/mp4', durationMs: 65_000 })
  const paper = aReference({ name: '계약서.pdf', type: 'application/pdf' })
  expect(of()).toBeUndefined()
  expect(of(photo)).toEqual({ type: 'photo', count: 1 })
  expect(of(photo, photo)).toEqual({ type: 'photo', count: 2 })
  expect(of(photo, video)).toEqual({ type: 'photo-or-video', count: 2 })
  expect(of(photo, paper)).toEqual({ type: 'file', count: 2 })
  expect(of(video)).toEqual({ type: 'video', count: 1, durationMs: 65_000 })
  expect(of(voice)).toEqual({ type: 'voice', count: 1, durationMs: 7000 })
  expect(of(paper)).toEqual({ type: 'file', count: 1, name: '계약서.pdf' })
  expect(of(aReference({ type: 'image/svg+xml', name: 'a.svg' }))).toEqual({ type: 'file', count: 1, name: 'a.svg' })
  expect(summaryOf(viewOf({ place: { latitude: 0, longitude: 0, name: '' } }))).toEqual({ type: 'place', count: 1 })
})

function indexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  for (let at = 0; at < bytes.length; at += 1) if (wanted.every((byte, index) => bytes[at + index] === byte)) return at
  throw new Error('not there')
}
