/** Pictures, files, voices, cards and places, from the composer of one house to the disk of another. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { parseId, type RoomId } from '../../shared/ids/index.ts'
import { RPC } from '../../shared/limits.ts'
import type { MessageView } from '../../shared/messenger/index.ts'
import { launchChromium, openView } from '../harness/browser/index.ts'
import type { House } from '../harness/houses/index.ts'
import { bytes, SECRET, taintedJpeg } from '../page/picture-bytes.ts'
import { type Home, itAtHome } from './at-home.ts'

itAtHome(
  'a picture that is pasted goes with its words, without where it was taken, and Enter while a syllable is made sends nothing',
  async (home) => {
    const { jiwoo, suah, room } = await pair(home)
    const view = await home.page(jiwoo)
    const { page } = view
    const field = await openRoom(page)
    await give(page, 'paste', [{ name: 'IMG_0231.jpg', type: 'image/jpeg', content: taintedJpeg(await drawnJpeg(page, 3000, 2000)) }])
    await page.getByRole('button', { name: '사진, 1개 중 1번째', exact: true }).waitFor()
    await home.expectAccessible(view)

    // The size is chosen by name and weight.
    await page.getByRole('button', { name: /^크기: 보통 · / }).click()
    await page.getByRole('menuitemradio', { name: /^원본 그대로/ }).waitFor()
    await home.expectAccessible(view)
    await page.keyboard.press('Escape')

    await field.focus()
    const session = await page.context().newCDPSession(page)
    await session.send('Input.imeSetComposition', { text: '바', selectionStart: 1, selectionEnd: 1 })
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 })
    expect(await messagesIn(jiwoo, room)).toEqual([])
    await session.send('Input.insertText', { text: '바다' })
    await field.press('Enter')
    const sent = await suah.until('it is there', async () => (await messagesIn(suah, room)).find(({ text }) => text === '바다'))
    expect(sent.attachments).toMatchObject([{ sort: 'photo', name: 'IMG_0231.jpg', type: 'image/jpeg', width: 2048, height: 1365 }])
    expect(sent.attachments[0]?.preview).toMatch(/^data:image\/webp;base64,/)
    expect(await field.inputValue()).toBe('')
    await page.getByRole('list', { name: '함께 보낼 것' }).waitFor({ state: 'detached' })

    const received = await fetched(suah, sent, 0)
    expect(received.byteLength).toBe(sent.attachments[0]?.size)
    expect(Buffer.from(received).includes(SECRET)).toBe(false)
    expect(Buffer.from(received).includes('Exif')).toBe(false)
    await jiwoo.until('nothing is left of the draft', async () => (await draftOf(jiwoo, room)) === undefined)
  },
)

itAtHome(
  'a folder that is chosen or dropped in a browser goes as one, with its tree, and without what systems put into it',
  async (home) => {
    const { jiwoo, suah, room } = await pair(home)
    const view = await home.page(jiwoo)
    const { page } = view
    const field = await openRoom(page)
    const folder = someFolder({
      '메뉴/봄.txt': '냉이국',
      '메뉴/겨울/국/떡국.bin': Uint8Array.from({ length: 700_000 }, (_, index) => index % 251),
      '메뉴/.숨김/비밀': 'x',
      '메뉴/Thumbs.db': 'x',
    })
    const tree = [
      [['겨울', '국', '떡국.bin'], 700_000],
      [['봄.txt'], 9],
    ]
    const arrived = async (text: string) => {
      const sent = await suah.until('the folder', async () => (await messagesIn(suah, room)).find((each) => each.text === text))
      expect(sent.attachments).toMatchObject([{ sort: 'folder', name: '메뉴' }])
      const message = parseId('message', sent.id)
      if (message === undefined) throw new Error('a message')
      await suah.ask('transfers.fetch', { message, index: 0 })
      const set = () => suah.ask('attachments.set', { message, index: 0 }).catch(() => undefined)
      const parts = await suah.until('all of it', set)
      expect(parts.map(({ path, size }) => [path, size])).toEqual(tree)
    }

    await page.getByRole('button', { name: '붙이기' }).click()
    const asked = page.waitForEvent('filechooser')
    await page.getByRole('menuitem', { name: '폴더' }).click()
    await home.expectAccessible(view)
    await (await asked).setFiles(join(folder, '메뉴'))
    await page.getByRole('button', { name: '메뉴 폴더, 1개 중 1번째' }).waitFor()
    await field.fill('골랐어요')
    await field.press('Enter')
    await arrived('골랐어요')

    await dropPath(page, field, join(folder, '메뉴'))
    await page.getByRole('button', { name: '메뉴 폴더, 1개 중 1번째' }).waitFor()
    await field.fill('떨어뜨렸어요')
    await field.press('Enter')
    await arrived('떨어뜨렸어요')
  },
)

itAtHome('files that are dropped are put in order, one goes back out, and the rest arrives byte for byte', async (home) => {
  const { jiwoo, suah, room } = await pair(home)
  const { page } = await home.page(jiwoo)
  const field = await openRoom(page)
  const price = Uint8Array.from({ length: 700_000 }, (_, index) => index % 251)
  await give(page, 'drop', [
    { name: '가격표.pdf', type: 'application/pdf', content: price },
    { name: '메모.txt', type: 'text/plain', content: bytes('hello') },
    { name: '빈 파일.bin', type: '', content: bytes() },
  ])
  await page.getByRole('button', { name: '가격표.pdf, 3개 중 1번째' }).focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.getByRole('button', { name: '메모.txt, 3개 중 1번째' }).focus()
  await page.keyboard.press('Delete')
  // Going to another room and back loses nothing.
  await page.evaluate(`location.hash = '#/people'`)
  await field.waitFor({ state: 'detached' })
  await openRoom(page)
  await page.getByRole('button', { name: '가격표.pdf, 2개 중 1번째' }).waitFor()
  await page.getByRole('textbox', { name: FIELD }).fill('이번 달 가격이에요')
  await page.getByRole('button', { name: '보내기', exact: true }).click()
  const sent = await suah.until('it is there', async () => (await messagesIn(suah, room)).find(({ text }) => text === '이번 달 가격이에요'))
  expect(sent.attachments.map(({ name, size }) => [name, size])).toEqual([
    ['가격표.pdf', price.length],
    ['빈 파일.bin', 0],
  ])
  expect(Buffer.from(await fetched(suah, sent, 0)).equals(Buffer.from(price))).toBe(true)
  expect((await fetched(suah, sent, 1)).byteLength).toBe(0)
  expect(await page.evaluate<string>('document.activeElement?.tagName ?? ""')).toBe('TEXTAREA')
})

itAtHome('a voice note is recorded, listened to and sent; the microphone is let go of', async (home) => {
  const { jiwoo, suah, room } = await pair(home)
  await withMicrophone(async (browser) => {
    const view = await openView(browser, jiwoo)
    const { page } = view
    await openRoom(page)
    await page.getByRole('textbox', { name: FIELD }).fill('쓰다 만 글')
    await page.getByRole('textbox', { name: FIELD }).fill('')
    await page.getByRole('button', { name: '음성 녹음' }).press('Enter')
    await page.getByRole('timer', { name: '녹음한 시간' }).getByText('0:02').waitFor()
    await home.expectAccessible(view)
    await page.getByRole('button', { name: '그만 녹음하기' }).click()
    await page.getByRole('button', { name: '듣기' }).waitFor()
    await home.expectAccessible(view)
    await page.getByRole('button', { name: '보내기', exact: true }).click()
    const sent = await suah.until('it is there', async () =>
      (await messagesIn(suah, room)).find(({ attachments }) => attachments.length === 1),
    )
    const [voice] = sent.attachments
    expect(voice).toMatchObject({ sort: 'voice' })
    expect(voice?.durationMs).toBeGreaterThan(1_500)
    expect(voice?.waveform?.length).toBeGreaterThan(0)
    const sound = await fetched(suah, sent, 0)
    expect([...sound.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3])
    await page.getByRole('textbox', { name: FIELD }).waitFor()

    // Thrown away after a question, since it is worth one; nothing goes out.
    await page.getByRole('button', { name: '음성 녹음' }).press('Enter')
    await page.getByRole('timer', { name: '녹음한 시간' }).getByText('0:04').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').getByRole('button', { name: '버리기' }).click()
    await page.getByRole('textbox', { name: FIELD }).waitFor()
    expect(await messagesIn(jiwoo, room)).toHaveLength(1)
    expect(view.troubles()).toEqual([])
  })
})

itAtHome('a contact and a place go as messages of their own', async (home) => {
  const { jiwoo, suah, room } = await pair(home)
  await jiwoo.ask('book.add', { name: '미소헤어', phones: [{ value: '02-123-4567' }], emails: [{ value: 'miso@example.org' }] })
  const view = await home.page(jiwoo)
  const { page } = view
  await openRoom(page)
  await page.getByRole('button', { name: '붙이기' }).click()
  await page.getByRole('menuitem', { name: '연락처' }).waitFor()
  await home.expectAccessible(view)
  await page.getByRole('menuitem', { name: '연락처' }).click()
  await page.getByRole('radio', { name: '미소헤어' }).check()
  await page.getByRole('checkbox', { name: 'miso@example.org' }).uncheck()
  await home.expectAccessible(view)
  await page.getByRole('dialog').getByRole('button', { name: '보내기' }).click()
  const card = await suah.until('the card is there', async () =>
    (await messagesIn(suah, room)).find((message) => message.card !== undefined),
  )
  expect(card.card).toEqual({ name: '미소헤어', phones: ['02-123-4567'], mails: [] })

  await page.getByRole('button', { name: '붙이기' }).click()
  await page.getByRole('menuitem', { name: '장소' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('지도 링크나 좌표').fill('https://kko.to/abc')
  await dialog.getByRole('button', { name: '보내기' }).click()
  await dialog.getByText(/좌표가 들어 있지 않아요/).waitFor()
  await home.expectAccessible(view)
  await dialog.getByLabel('지도 링크나 좌표').fill('https://map.kakao.com/link/map/서울역,37.5547,126.9707')
  await dialog.getByText('37.55470, 126.97070').waitFor()
  await dialog.getByRole('button', { name: '보내기' }).click()
  const place = await suah.until('the place is there', async () =>
    (await messagesIn(suah, room)).find((message) => message.place !== undefined),
  )
  expect(place.place).toEqual({ latitude: 37.5547, longitude: 126.9707, name: '서울역' })
})

itAtHome('when Sarangbang goes away in the middle, what is being sent waits, goes on by itself, and is there once', async (home) => {
  const { jiwoo, suah, room } = await pair(home)
  const view = await home.page(jiwoo)
  const { page } = view
  view.expectTrouble(/WebSocket|ERR_CONNECTION_(?:REFUSED|RESET)|ws:/)
  const field = await openRoom(page)
  const theirs = async (words: string) => (await messagesIn(suah, room)).filter(({ text }) => text === words)
  const comeBack = async () => {
    await jiwoo.start()
    await page.getByRole('status').getByText('새 주소를 이 탭에 넣으면').first().waitFor()
    await page.goto(jiwoo.pageUrl())
    await openRoom(page)
  }
  const film = Uint8Array.from({ length: 3 * RPC.BUNDLE_CHUNK_BYTES }, (_, index) => (index * 7) % 256)
  await give(page, 'drop', [{ name: '큰 것.bin', type: '', content: film }])
  await field.fill('받아 줘')
  await jiwoo.crash()
  await field.press('Enter')
  await page.getByText('사랑방이 다시 켜지면 이어서 보내요').first().waitFor()
  expect(await page.getByRole('article', { name: /받아 줘/ }).count()).toBe(0)
  await comeBack()
  const sent = await suah.until('it is there', async () => (await theirs('받아 줘'))[0])
  expect(Buffer.from(await fetched(suah, sent, 0)).equals(Buffer.from(film))).toBe(true)

  // While pieces cross, or while it is posted, or just after: whichever it was, there is one of it.
  for (const moment of [60, 250]) {
    const words = `${moment} ms`
    await page.evaluate(`{
      const data = new DataTransfer()
      data.items.add(new File([new Uint8Array(12_000_000).fill(${moment})], '더 큰 것.bin'))
      document.querySelector('[data-composer] textarea').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    }`)
    await page.getByRole('textbox', { name: FIELD }).fill(words)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(moment)
    await jiwoo.crash()
    await comeBack()
    await suah.until('it is there', async () => (await theirs(words)).length > 0)
    await page.getByRole('group', { name: '보내는 중' }).waitFor({ state: 'detached' })
    expect((await messagesIn(jiwoo, room)).filter(({ text }) => text === words)).toHaveLength(1)
    expect(await theirs(words)).toMatchObject([{ attachments: [{ size: 12_000_000 }] }])
  }
})

itAtHome('what has no room here says so, and goes back to the tray with its words', async (home) => {
  const { jiwoo, room } = await pair(home)
  await jiwoo.ask('profile.changeSettings', { mediaMib: 1 })
  const view = await home.page(jiwoo)
  const { page } = view
  const field = await openRoom(page)
  await give(page, 'drop', [{ name: '너무 큰 것.bin', type: '', content: new Uint8Array(1_500_000).fill(1) }])
  await field.fill('갈 수 있을까')
  await field.press('Enter')
  await page
    .getByRole('alert')
    .getByText(/둘 수 있는 파일보다 많아요/)
    .waitFor()
  await home.expectAccessible(view)
  expect(await messagesIn(jiwoo, room)).toEqual([])
  // Out of the field, and kept all the same.
  await jiwoo.until('the words are kept', async () => (await draftOf(jiwoo, room))?.text === '갈 수 있을까')
  await page.getByRole('button', { name: '고쳐서 보내기' }).click()
  await page.getByRole('button', { name: '너무 큰 것.bin, 1개 중 1번째' }).waitFor()
  expect(await field.inputValue()).toBe('갈 수 있을까')
  await jiwoo.ask('profile.changeSettings', { mediaMib: 100 })
  await field.press('Enter')
  await jiwoo.until('it is sent', async () => (await messagesIn(jiwoo, room)).some(({ text }) => text === '갈 수 있을까'))
})

const FIELD = '우리 가족에 보내기'

async function pair(home: Home): Promise<{ readonly jiwoo: House; readonly suah: House; readonly room: RoomId }> {
  const [jiwoo, suah] = await Promise.all([home.openHouse({ name: '김지우' }), home.openHouse({ name: '박수아' })])
  await home.neighbourhood.introduce(jiwoo, suah)
  const room = await jiwoo.ask('rooms.create', { name: '우리 가족', members: [suah.account] })
  await suah.until('the room is there', async () =>
    (await suah.ask('rooms.list')).some((each) => each.room === room && each.state === 'open'),
  )
  return { jiwoo, suah, room }
}

async function openRoom(page: Page) {
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/rooms'`)
  await page.getByRole('link', { name: /^우리 가족/ }).click()
  const field = page.getByRole('textbox', { name: FIELD })
  await field.waitFor()
  return field
}

interface Given {
  readonly name: string
  readonly type: string
  readonly content: Uint8Array
}

/** As the browser tells of it, into the field. */
async function give(page: Page, how: 'paste' | 'drop', files: readonly Given[]): Promise<void> {
  const given = files.map(({ name, type, content }) => ({ name, type, content: Buffer.from(content).toString('base64') }))
  await page.evaluate(`{
    const data = new DataTransfer()
    for (const { name, type, content } of ${JSON.stringify(given)})
      data.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name, { type }))
    const field = document.querySelector('[data-composer] textarea')
    field.dispatchEvent(${how === 'paste' ? 'new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })' : 'new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })'})
  }`)
}

async function drawnJpeg(page: Page, width: number, height: number): Promise<Uint8Array> {
  const text = await page.evaluate<string>(`(async () => {
    const canvas = new OffscreenCanvas(${width}, ${height})
    const context = canvas.getContext('2d')
    for (let at = 0; at < 60; at++) {
      context.fillStyle = 'hsl(' + at * 6 + ' 60% 60%)'
      context.fillRect(at * ${width} / 60, 0, ${width} / 60, ${height})
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  })()`)
  return new Uint8Array(Buffer.from(text, 'base64'))
}

/** Brought here if it did not come by itself, and read as the page would. */
async function fetched(house: House, { id, attachments }: MessageView, index: number): Promise<Uint8Array> {
  const message = parseId('message', id)
  const file = attachments[index]?.file
  if (message === undefined || file === undefined) throw new RangeError(`no file ${index}`)
  await house.ask('transfers.fetch', { message, index })
  await house.until('the file is here', async () => (await house.ask('transfers.arrivals', { files: [file] }))[0]?.state === 'here')
  const { address, size } = await house.ask('attachments.open', { message, index })
  const parts: Buffer[] = []
  for (let from = 0; from < size; from += RPC.BUNDLE_CHUNK_BYTES) {
    const { bytes: part } = await house.ask('attachments.read', { address, from, length: RPC.BUNDLE_CHUNK_BYTES })
    parts.push(Buffer.from(part, 'base64'))
  }
  return new Uint8Array(Buffer.concat(parts))
}

async function messagesIn(house: House, room: RoomId): Promise<readonly MessageView[]> {
  return house.ask('messages.page', { room })
}

async function draftOf(house: House, room: RoomId) {
  return (await house.ask('rooms.list')).find((each) => each.room === room)?.draft
}

async function withMicrophone(body: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await launchChromium({ flags: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
  try {
    await body(browser)
  } finally {
    await browser.close()
  }
}

/** As the system does it: a page cannot make an entry of a folder by itself. */
async function dropPath(page: Page, over: Locator, path: string): Promise<void> {
  const { x, y } = (await over.boundingBox()) ?? { x: 0, y: 0 }
  const session = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: x + 5, y: y + 5, data: { items: [], files: [path], dragOperationsMask: 1 } })
}

/** A folder with these files, gone after the test. */
function someFolder(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-e2e-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}
