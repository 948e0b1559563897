/** Pictures, files, voices and films in a room's conversation, between real people: they come, are looked at, played, saved, sent on and taken off. */
import { readFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import type { House } from '../harness/houses/index.ts'
import { pngOf } from '../harness/pictures.ts'
import { sendFiles } from '../harness/send-files.ts'
import { filmIn, jpegIn, soundOf } from '../harness/some-media.ts'
import { type Home, itAtHome } from './at-home.ts'

const MIB = 1024 * 1024

itAtHome('pictures come by themselves, keep their place, and are looked at over the whole window by keys', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('navigation').first().waitFor()
  const [wide, high] = [await jpegIn(page, 1600, 900), await jpegIn(page, 900, 1600, 'sienna')]
  await mum.ask('messages.send', { room, texts: ['소풍 사진이야'] })
  const feed = await openRoom(page, room)
  await sendFiles(mum, room, [{ name: '한강.jpg', bytes: wide, width: 1600, height: 900 }])
  const single = feed.getByRole('article', { name: /^엄마, 사진, / })
  await drawn(single, 1)
  const { width, height } = (await single.getByRole('button', { name: /^사진/ }).boundingBox()) ?? { width: 0, height: 0 }
  expect([Math.round(width), Math.round(height)]).toEqual([320, 180])

  const two = ['나무.jpg', '돗자리.jpg'].map((name) => ({ name, bytes: high, width: 900, height: 1600 }))
  const bundle = await sendFiles(mum, room, two, '둘 다 잘 나왔지?')
  const mosaic = feed.getByRole('group', { name: '사진 2장' })
  await mosaic.waitFor()
  await drawn(mosaic, 2)
  await feed.getByText('둘 다 잘 나왔지?').waitFor()
  await home.expectAccessible(view)

  const first = mosaic.getByRole('button', { name: '사진 2장 중 1번째' })
  await first.focus()
  await page.keyboard.press('Enter')
  const viewer = page.getByRole('dialog', { name: /사진 3개 중 2번째, 엄마/ })
  await viewer.waitFor()
  await home.expectAccessible(view)
  await page.keyboard.press('ArrowRight')
  await page.getByRole('dialog', { name: /사진 3개 중 3번째/ }).waitFor()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  const last = page.getByRole('dialog', { name: /사진 3개 중 1번째/ })
  await last.waitFor()
  await page.keyboard.press('+')
  await expect.poll(() => last.locator('img[style]').first().getAttribute('style')).toContain('scale(1.5)')
  const saving = page.waitForEvent('download')
  await page.keyboard.press('s')
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('한강.jpg')
  expect(await readFile(await saved.path())).toEqual(Buffer.from(wide))
  await page.keyboard.press('Escape')
  await last.waitFor({ state: 'detached' })
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('사진 2장 중 1번째')

  // What stands for them where they are not shown themselves.
  await jiwoo.ask('messages.send', { room, texts: ['응 예쁘다'], replyTo: bundle })
  await feed.getByRole('button', { name: /엄마\s*사진 2장 · 둘 다 잘 나왔지/ }).waitFor()
  await mum.ask('messages.delete', { message: bundle })
  await mosaic.waitFor({ state: 'detached' })
})

itAtHome('a large file waits for a press, says how far it is and from whom, pauses, goes on, and is saved whole', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  const bytes = randomBytes(24 * MIB)
  // Long enough on its way to be looked at and paused on a busy computer.
  await mum.ask('profile.changeSettings', { uploadKib: 512 })
  await sendFiles(mum, room, [{ name: '재개발 설명회 녹화.hwp', bytes }])
  const view = await home.page(jiwoo)
  const { page } = view
  const feed = await openRoom(page, room)
  const card = feed.getByRole('button', { name: /재개발 설명회 녹화\.hwp/ })
  const says = async (words: RegExp) => {
    await expect.poll(() => describedBy(card), { timeout: 20_000 }).toMatch(words)
  }
  await says(/누르면 받아요/)
  const before = await card.boundingBox()
  // Said at once: on a busy computer one presses again, and the second press would pause what the first began.
  const pressed = card.evaluate((element: Pressed) => {
    element.click()
    return Promise.resolve().then(() => element.textContent)
  })
  expect(await pressed).not.toContain('누르면 받아요')
  await says(/25.2\sMB 중 .*엄마 컴퓨터에서 받는 중/)
  await home.expectAccessible(view)
  await card.click()
  await says(/멈춰 두었어요/)
  const standing = await describedBy(card)
  await page.waitForTimeout(1_500)
  expect(await describedBy(card)).toBe(standing)
  await card.click()
  await mum.ask('profile.changeSettings', { uploadKib: 0 })
  await says(/누르면 저장해요/)
  expect((await card.boundingBox())?.height).toBe(before?.height)
  const saving = page.waitForEvent('download')
  await card.click()
  expect((await readFile(await (await saving).path())).equals(bytes)).toBe(true)

  await card.click({ button: 'right' })
  await page.getByRole('menuitem', { name: '누가 가지고 있나요?' }).click()
  const holders = page.getByRole('dialog', { name: '누가 가지고 있나요?' })
  await holders.getByText('엄마 컴퓨터에도 있어서, 이 컴퓨터를 꺼도 남아 있어요.').waitFor()
  await home.expectAccessible(view)
  await page.keyboard.press('Escape')
  await holders.waitFor({ state: 'detached' })
  await card.click({ button: 'right' })
  await page.getByRole('menuitem', { name: '이 기기에서 빼기' }).click()
  await page
    .getByRole('alertdialog', { name: /이 기기에서 뺄까요/ })
    .getByRole('button', { name: '빼기' })
    .click()
  await says(/누르면 받아요/)
})

itAtHome('a press means what it began on, also where the list moves under it', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  await mum.ask('messages.send', { room, texts: Array.from({ length: 20 }, (_, at) => `${at + 1}번째 이야기`) })
  await sendFiles(mum, room, [{ name: '회의록.hwp', bytes: randomBytes(64 * 1024) }])
  const { page } = await home.page(jiwoo)
  const feed = await openRoom(page, room)
  const card = feed.getByRole('button', { name: /회의록\.hwp/ })
  await expect.poll(() => describedBy(card)).toMatch(/누르면 받아요/)
  /** The list moves while the button of the mouse is down. */
  const pressOn = async (target: Locator): Promise<void> => {
    await target.hover()
    await page.mouse.down()
    const before = (await target.boundingBox())?.y ?? 0
    // Again where it went back to its end.
    const moved = async (): Promise<number> => {
      const by = ((await target.boundingBox())?.y ?? before) - before
      if (by < 100) await feed.evaluate((element: Scrolled) => (element.scrollTop -= 160))
      return by
    }
    await expect.poll(moved).toBeGreaterThan(100)
    await page.mouse.up()
  }
  await pressOn(card)
  await expect.poll(() => describedBy(card)).toMatch(/누르면 저장해요/)

  await feed.getByRole('article').last().focus()
  await page.keyboard.press('Space')
  const bar = page.getByRole('toolbar', { name: '고른 메시지' })
  await bar.getByText('1개 골랐어요').waitFor()
  await pressOn(feed.getByRole('article', { name: /20번째 이야기/ }))
  await bar.getByText('2개 골랐어요').waitFor()
})

itAtHome('voices play one after another, are heard from then on, and a film goes to any place of it', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  const waveform = Buffer.from(Array.from({ length: 40 }, (_, at) => (at * 37) % 256)).toString('base64')
  for (const name of ['하나.wav', '둘.wav'])
    await sendFiles(mum, room, [{ name, bytes: soundOf(1), durationMs: 1_000, isVoice: true, waveform }])
  const view = await home.page(jiwoo)
  const { page } = view
  const feed = await openRoom(page, room)
  const unheard = feed.getByText('아직 안 들었어요')
  await expect.poll(() => unheard.count()).toBe(2)
  await expect.poll(() => feed.getByRole('button', { name: '듣기', exact: true }).count()).toBe(2)
  await home.expectAccessible(view)
  await feed.getByRole('button', { name: '듣기', exact: true }).first().click()
  await expect.poll(() => unheard.count(), { timeout: 15_000 }).toBe(0)
  await page.reload()
  await openRoom(page, room)
  await feed.getByRole('slider').nth(1).waitFor()
  await expect.poll(() => feed.getByRole('button', { name: '듣기', exact: true }).count()).toBe(2)
  expect(await unheard.count()).toBe(0)

  const film = await filmIn(page, 3)
  await sendFiles(mum, room, [{ name: '나들이.webm', bytes: film, width: 320, height: 180, durationMs: 3_000 }])
  const filmed = feed.getByRole('article', { name: /^엄마, 동영상/ })
  const tile = filmed.getByRole('button', { name: /^동영상, .*0:03/ })
  await tile.waitFor()
  const place = await tile.boundingBox()
  const video = filmed.locator('video')
  const state = () => video.evaluate(({ readyState, seeking, currentTime }: Film) => ({ readyState, seeking, currentTime }))
  // Films are got by a press, and played by the next.
  const toDo = async () => tile.getAttribute('aria-description')
  if ((await toDo()) !== null) await tile.click()
  await expect.poll(toDo, { timeout: 15_000 }).toBeNull()
  await tile.click()
  await video.waitFor()
  expect(await video.boundingBox()).toEqual(place)
  await expect.poll(async () => (await state()).readyState).toBeGreaterThan(1)
  await video.evaluate((element: Film) => {
    element.pause()
    element.currentTime = 2
  })
  await expect.poll(async () => ({ ...(await state()), readyState: 0 })).toEqual({ readyState: 0, seeking: false, currentTime: 2 })
  await home.expectAccessible(view)
})

interface Pressed {
  readonly textContent: string
  click(): void
}

interface Scrolled {
  scrollTop: number
}

interface Film {
  readonly readyState: number
  readonly seeking: boolean
  currentTime: number
  pause(): void
}

itAtHome('a picture that claims too much is not unpacked, and what could run is asked about', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  await sendFiles(mum, room, [{ name: '폭탄\u202egpj.png', bytes: pngOf(2_000, 60_000), width: 64, height: 64 }])
  await sendFiles(mum, room, [{ name: '사진.jpg.exe', bytes: Buffer.from('MZ\u0090\0 not a picture') }])
  const view = await home.page(jiwoo)
  const { page } = view
  const feed = await openRoom(page, room)
  const bomb = feed.getByRole('button', { name: /너무 커서 여기서는 볼 수 없어요/ })
  await bomb.waitFor({ timeout: 20_000 })
  expect(await bomb.locator('img[src^="media/"]').count()).toBe(0)
  expect(await page.evaluate('document.body.innerText')).not.toContain('\u202e')
  const card = feed.getByRole('button', { name: /사진\.jpg\.exe/ })
  if (/누르면 받아요/.test(await describedBy(card))) await card.click()
  await expect.poll(() => describedBy(card), { timeout: 20_000 }).toMatch(/누르면 저장해요/)
  await card.click()
  const question = page.getByRole('alertdialog', { name: /사진\.jpg\.exe/ })
  await question.waitFor()
  await home.expectAccessible(view)
  await question.getByRole('button', { name: '저장하지 않기' }).click()
  await question.waitFor({ state: 'detached' })
})

itAtHome('files are sent on to another room under another key, and cards and places do what they say', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  const other = await jiwoo.ask('rooms.create', { name: '가게', members: [mum.account] })
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('navigation').first().waitFor()
  const message = await sendFiles(
    mum,
    room,
    [{ name: '메뉴.jpg', bytes: await jpegIn(page, 640, 480), width: 640, height: 480 }],
    '새 메뉴',
  )
  await mum.ask('outbox.say', { room, what: { kind: 'card', name: '광화문 설비', phones: ['02-120'], mails: [] } })
  await mum.ask('outbox.say', { room, what: { kind: 'place', latitude: 37.566535, longitude: 126.977969, name: '시청 앞' } })
  const feed = await openRoom(page, room)
  const picture = feed.getByRole('article', { name: /사진 · 새 메뉴/ })
  await drawn(picture, 1)
  await picture.click({ button: 'right', position: { x: 60, y: 30 } })
  await page.getByRole('menuitem', { name: '다른 방에 보내기' }).click()
  const dialog = page.getByRole('dialog', { name: '어느 방에 보낼까요?' })
  await dialog.getByRole('checkbox', { name: '가게' }).check()
  await dialog.getByRole('button', { name: '보내기' }).click()
  await dialog.waitFor({ state: 'detached' })
  const sent = await mum.until('it is in the other room', async () =>
    (await mum.ask('messages.page', { room: other })).find(({ attachments }) => attachments.length > 0),
  )
  expect(sent).toMatchObject({ text: '새 메뉴', attachments: [{ name: '메뉴.jpg', sort: 'photo', width: 640 }] })
  const original = await jiwoo.ask('messages.get', { message })
  expect(sent.attachments[0]?.file).not.toBe(original.attachments[0]?.file)

  await feed.getByRole('button', { name: '주소록에 넣기' }).click()
  await jiwoo.until('it is in the book', async () => (await jiwoo.ask('book.entries')).some(({ name }) => name === '광화문 설비'))
  await feed.getByRole('button', { name: '지도에서 열기' }).click()
  const maps = page.getByRole('dialog', { name: '어느 지도에서 열까요?' })
  expect(await maps.getByRole('link', { name: '카카오맵' }).getAttribute('href')).toContain('37.566535')
  await home.expectAccessible(view)
})

async function direct(home: Home): Promise<{ readonly jiwoo: House; readonly mum: House; readonly room: RoomId }> {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: '엄마' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  await Promise.all([jiwoo.ask('rooms.direct', { account: mum.account }), mum.ask('rooms.direct', { account: jiwoo.account })])
  const room = await jiwoo.until('one room', async () => {
    const [[here], [there]] = await Promise.all([jiwoo.ask('rooms.list'), mum.ask('rooms.list')])
    return here?.room === there?.room ? here?.room : undefined
  })
  return { jiwoo, mum, room }
}

async function openRoom(page: Page, room: RoomId): Promise<Locator> {
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  const feed = page.getByRole('feed')
  await feed.getByRole('article').last().waitFor()
  return feed
}

/** So many pictures are drawn, by the engine's own address. */
async function drawn(where: Locator, count: number): Promise<void> {
  const pictures = where.locator('img[src^="media/"]')
  await expect
    .poll(
      () =>
        pictures.evaluateAll(
          (all: readonly { complete: boolean; naturalWidth: number }[]) => all.filter((one) => one.complete && one.naturalWidth > 0).length,
        ),
      {
        timeout: 20_000,
      },
    )
    .toBe(count)
}

async function describedBy(card: Locator): Promise<string> {
  return card.evaluate(
    (element: {
      getAttribute(name: string): string | null
      ownerDocument: { getElementById(id: string): { textContent: string | null } | null }
    }) => element.ownerDocument.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
  )
}
