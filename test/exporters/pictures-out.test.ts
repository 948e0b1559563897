/** Pictures that go out with a room: which ones, under which names, and that a page lets nobody name anything else. */
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { describe, expect, it } from 'vitest'
import { parseId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { ExportedRoom, MessageView } from '../../shared/messenger/index.ts'
import { createExportsDesk } from '../../src-main/engine/exports/index.ts'
import type { ExportFiles } from '../../src-main/engine/exports/room-pictures.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village } from '../harness/village.ts'
import { viewOf } from './a-room.ts'

type Attachment = MessageView['attachments'][number]

interface Held {
  /** By its content. */
  readonly type: string
  readonly bytes: Buffer
  /** Where it is said to be larger than what is read of it. */
  readonly size?: number
}

/** For a page. */
const TOO_MUCH = RESOURCE.EXPORT_INSIDE_BYTES + 1
const LONG = Buffer.alloc(1_500_000, 7)

function attached(number: number, name: string, sort: Attachment['sort'] = 'photo'): Attachment {
  const file = parseId('file', number.toString(16).padStart(64, '0'))
  if (file === undefined) throw new Error('no id')
  return { file, sort, name, type: 'image/jpeg', size: 10, couldRun: false }
}

/** Of each message by its number, what is here of its files. */
async function takenOut(
  views: readonly MessageView[],
  held: ReadonlyMap<string, Held>,
  more: { readonly all?: boolean; readonly pictures?: boolean } = {},
) {
  const village = new Village()
  const { messenger } = village.person('엄마')
  const room = expectOk(messenger.createRoom({ name: '우리집' }))
  const files: ExportFiles = {
    async open(message, index) {
      const one = held.get(`${message} ${index}`)
      return one === undefined
        ? { ok: false }
        : { ok: true, value: { address: `${message} ${index}`, type: one.type, size: one.size ?? one.bytes.length } }
    },
    async read(address, from, length) {
      const one = held.get(address)
      return one === undefined ? { ok: false } : { ok: true, value: { bytes: one.bytes.subarray(from, from + length) } }
    },
  }
  const exported: ExportedRoom = {
    ...expectOk(messenger.exports.room(room)),
    *pages() {
      for (const view of views) yield [view]
    },
  }
  const desk = createExportsDesk({
    messenger: {
      ...{
        rooms: () => messenger.rooms(),
        contacts: () => messenger.contacts(),
        imports: messenger.imports,
        addressBook: messenger.addressBook,
      },
      exports: { room: () => ({ ok: true, value: exported }), digest: (options) => messenger.exports.digest(options) },
    },
    files,
    now: () => village.clock.now(),
    pause: () => Promise.resolve(),
  })
  const { pictures = true, all = false } = more
  const begun = expectOk(
    await desk.begin(all ? { what: 'all', formats: ['html', 'text'], pictures } : { what: 'room', room, format: 'html', pictures }),
  )
  const pieces: Buffer[] = []
  for (let isOver = false; !isOver;) {
    const chunk = expectOk(await desk.take(begun.id))
    pieces.push(Buffer.from(chunk.bytes, 'base64'))
    isOver = chunk.isOver
  }
  return { begun, bytes: Buffer.concat(pieces) }
}

async function unpacked(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const opened = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: false, autoClose: true }, (fault, file) => (fault === null ? resolve(file) : reject(fault)))
  })
  const files = new Map<string, Buffer>()
  const reading: Promise<void>[] = []
  const ended = Promise.withResolvers<void>()
  opened.on('entry', (entry: Entry) => {
    const read = Promise.withResolvers<void>()
    reading.push(read.promise)
    opened.openReadStream(entry, (fault, stream) => {
      if (fault !== null) return read.reject(fault)
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('error', read.reject)
      stream.on('end', () => {
        files.set(entry.fileName, Buffer.concat(parts))
        read.resolve()
      })
    })
  })
  opened.on('end', ended.resolve)
  opened.on('error', ended.reject)
  await ended.promise
  await Promise.all(reading)
  return files
}

const picture = (number: number, name: string, more: Partial<MessageView> = {}): MessageView => ({
  ...viewOf({ text: '', kind: 'media' }, number),
  attachments: [attached(number, name)],
  ...more,
})
const place = (view: MessageView | undefined, index = 0) => `${view?.id} ${index}`

describe('[EXP-12] pictures of a room', () => {
  it('stand in the page itself, byte for byte, as long as they are no more than EXPORT_INSIDE_BYTES together', async () => {
    const views = [picture(1, '바다.jpg'), picture(2, '\0 1 0\0.png', { text: 'a\0b' })]
    const held = new Map([
      [place(views[0]), { type: 'image/jpeg', bytes: LONG }],
      [place(views[1]), { type: 'image/png', bytes: Buffer.from('two!') }],
    ])
    const { begun, bytes } = await takenOut(views, held)
    expect([begun.fileName, begun.type]).toEqual(['우리집.html', 'text/html;charset=utf-8'])
    const page = bytes.toString('utf8')
    const data = [...page.matchAll(/<img src="data:([^;]*);base64,([^"]*)" alt="" loading/g)]
    expect(data.map(([, type]) => type)).toEqual(['image/jpeg', 'image/png'])
    expect(Buffer.from(data[0]?.[2] ?? '', 'base64').equals(LONG)).toBe(true)
    expect(Buffer.from(data[1]?.[2] ?? '', 'base64').toString()).toBe('two!')
    expect(page).toContain('img-src data:; ')
    expect(page).not.toContain('\0')
  })

  it('that are more go out whole beside the page, under names of ours, which the page names', async () => {
    const views = [picture(1, '바다.jpg'), picture(2, '바다.jpg'), picture(3, '노을.png')]
    const held = new Map([
      [place(views[0]), { type: 'image/jpeg', bytes: Buffer.from('one') }],
      [place(views[1]), { type: 'image/jpeg', bytes: LONG, size: RESOURCE.EXPORT_INSIDE_BYTES }],
      [place(views[2]), { type: 'image/png', bytes: Buffer.from('three') }],
    ])
    const { begun, bytes } = await takenOut(views, held)
    expect([begun.fileName, begun.type]).toEqual(['우리집.zip', 'application/zip'])
    const files = await unpacked(bytes)
    expect([...files.keys()].toSorted()).toEqual(
      ['pictures/노을.png', 'pictures/바다 (2).jpg', 'pictures/바다.jpg', '대화.html'].toSorted(),
    )
    expect(files.get('pictures/바다 (2).jpg')?.equals(LONG)).toBe(true)
    const page = files.get('대화.html')?.toString('utf8') ?? ''
    const named = [...page.matchAll(/<img src="([^"]*)" alt="" loading/g)].map(([, src = '']) => decodeURIComponent(src))
    expect(named).toEqual(['pictures/바다.jpg', 'pictures/바다 (2).jpg', 'pictures/노을.png'])
    expect(page).toContain("img-src data: 'self' file:; ")
  })

  it('are said by name when they are not here, are none by their content, or are out of sight', async () => {
    const views = [
      picture(1, '없음.jpg'),
      picture(2, '사진.jpg'),
      picture(3, '지움.jpg', { deleted: true, text: undefined }),
      picture(4, '휴대폰.heic'),
      { ...picture(5, '회의록.pdf'), attachments: [attached(5, '회의록.pdf', 'file')] },
    ]
    const html = { type: 'text/html', bytes: Buffer.from('<script>') }
    const jpeg = { type: 'image/jpeg', bytes: Buffer.from('x') }
    const held = new Map([
      [place(views[1]), html],
      [place(views[2]), jpeg],
      [place(views[3]), { type: 'image/heic', bytes: Buffer.from('x') }],
      [place(views[4]), jpeg],
    ])
    const page = (await takenOut(views, held)).bytes.toString('utf8')
    for (const name of ['없음.jpg', '사진.jpg', '휴대폰.heic', '회의록.pdf']) expect(page).toContain(name)
    expect(page).not.toContain('<img')
    // Without pictures the page is as strict as one file alone.
    expect(page).toContain('img-src data:; ')
  })

  it.each(['../../etc/cron.d/x.jpg', 'a"><script>alert(1)</script>.jpg', '\u202egpj.exe', '%2e%2e%2f.jpg', 'CON.jpg', '#?.jpg', '.jpg'])(
    'called %j lie in their folder and lead nowhere else',
    async (name) => {
      const view = picture(1, name)
      const files = await unpacked(
        (await takenOut([view], new Map([[place(view), { type: 'image/png', bytes: Buffer.from('x'), size: TOO_MUCH }]]))).bytes,
      )
      const [path = ''] = [...files.keys()].filter((each) => each !== '대화.html')
      expect(path).toMatch(/^pictures\/[^/\\:*?"<>|\u202e]+\.png$/)
      const page = files.get('대화.html')?.toString('utf8') ?? ''
      expect(page).not.toContain('<script')
      const [, src = ''] = /<img src="([^"]*)"/.exec(page) ?? []
      expect(decodeURIComponent(new URL(src, 'file:///tmp/out/page.html').pathname)).toBe(`/tmp/out/${path}`)
      expect(new URL(src, 'file:///tmp/out/page.html').hash + new URL(src, 'file:///tmp/out/page.html').search).toBe('')
    },
  )

  it('stand in the folder of their room in the archive of all', async () => {
    const view = picture(1, '바다.jpg')
    const held = new Map([[place(view), { type: 'image/jpeg', bytes: Buffer.from('one') }]])
    const files = await unpacked((await takenOut([view], held, { all: true })).bytes)
    expect([...files.keys()].toSorted()).toEqual(['우리집/pictures/바다.jpg', '우리집/대화.html', '우리집/대화.txt'].toSorted())
  })

  it('stay where they are unless somebody asks for them', async () => {
    const view = picture(1, '바다.jpg')
    const held = new Map([[place(view), { type: 'image/jpeg', bytes: Buffer.from('one') }]])
    const { begun, bytes } = await takenOut([view], held, { pictures: false })
    expect(begun.fileName).toBe('우리집.html')
    expect(bytes.toString('utf8')).toContain('img-src data:; ')
  })
})
