/** All that a room was given, with real engines: found, shown, saved, taken off and had again; what is on its way; what it takes of the disk. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { aPng, aWav, type House, postFiles } from '../harness/houses/index.ts'
import { pngOf } from '../harness/pictures.ts'
import { filmIn } from '../harness/some-media.ts'
import { type Home, itAtHome } from './at-home.ts'

const SEA = [40, 110, 160] as const
const SUN = [220, 140, 60] as const

itAtHome(
  'a room’s pictures, files, links and voices are found on its page, shown large, saved, and lead back to their messages',
  async (home) => {
    const { jiwoo, mum, room } = await family(home)
    const sea = await postFiles(mum, room, [picture('바다.png', SEA), picture('노을.png', SUN)], '제주도')
    await postFiles(mum, room, [{ name: '제주도 일정.txt', bytes: Buffer.from('아홉 시 비행기') }])
    await postFiles(mum, room, [{ name: '녹음.wav', bytes: aWav(3), isVoice: true, durationMs: 3_000 }])
    await mum.ask('messages.send', { room, texts: ['여기 봐 https://jeju.example/map 좋더라'] })
    await here(jiwoo, sea, 0)
    await here(jiwoo, sea, 1)

    const view = await home.page(jiwoo)
    const { page } = view
    await goTo(page, `#/rooms/${room}`)
    await page.getByRole('feed').getByRole('article').last().waitFor()
    // By the details, which say how many there are.
    await page.keyboard.press('Control+i')
    const row = page.getByRole('link', { name: /사진·파일 사진 2 · 파일 1 · 링크 1 · 음성 1/ })
    await row.click()
    const main = page.getByRole('main', { name: '사진·파일, 우리 가족' })
    await main.waitFor()
    expect(await page.getByRole('tab', { name: '사진' }).getAttribute('aria-selected')).toBe('true')
    const tiles = main.getByRole('button', { name: /^사진, 엄마/ })
    await expect.poll(() => tiles.count()).toBe(2)
    // The pictures themselves, by the address the engine gave.
    await expect.poll(() => drawn(page)).toBe(2)
    await home.expectAccessible(view)

    await tiles.first().click()
    const dialog = page.getByRole('dialog', { name: /사진 2개 중/ })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await page.getByRole('tab', { name: '파일' }).click()
    const file = main.getByRole('button', { name: /^제주도 일정\.txt(?! 메뉴)/ })
    await file.waitFor()
    expect(page.url()).toContain(`/rooms/${room}/files/files`)
    await home.expectAccessible(view)

    // By initial consonants, as everything is found here.
    await main.getByRole('searchbox').fill('ㅂㄷ')
    await page.getByText('‘ㅂㄷ’에 맞는 것이 없어요').waitFor()
    await page.getByRole('tab', { name: '사진' }).click()
    await expect.poll(() => tiles.count()).toBe(1)
    await main.getByRole('searchbox').fill('')
    await expect.poll(() => tiles.count()).toBe(2)

    await page.getByRole('tab', { name: '링크' }).click()
    const link = main.getByRole('link', { name: 'https://jeju.example/map' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe('https://jeju.example/map')
    await page.getByRole('tab', { name: '음성' }).click()
    await main.getByRole('group', { name: /음성 메시지, 3초/ }).waitFor()
    await home.expectAccessible(view)

    // Back to where it was said.
    await page.getByRole('tab', { name: '사진' }).click()
    await tiles.first().focus()
    await page.keyboard.press('m')
    await page.getByRole('feed').getByRole('article').filter({ hasText: '제주도' }).first().waitFor()
    expect(page.url()).not.toContain('/files')
  },
)

itAtHome(
  'several are selected by keys and marks, saved, sent on to another room without the others, and deleted for oneself',
  async (home) => {
    const { jiwoo, mum, room } = await family(home)
    const trip = await jiwoo.ask('rooms.create', { name: '제주 여행', members: [mum.account] })
    const sea = await postFiles(mum, room, [picture('바다.png', SEA), picture('노을.png', SUN), picture('오름.png', SEA)], '제주도')
    const last = await postFiles(mum, room, [picture('집.png', SUN)])
    for (const index of [0, 1, 2]) await here(jiwoo, sea, index)
    await here(jiwoo, last, 0)
    const view = await home.page(jiwoo)
    const { page } = view
    await goTo(page, `#/rooms/${room}/files`)
    const main = page.getByRole('main', { name: '사진·파일, 우리 가족' })
    const tiles = main.getByRole('button', { name: /^사진, 엄마/ })
    await expect.poll(() => drawn(page)).toBe(4)
    const bar = page.getByRole('toolbar', { name: '고른 것' })

    // The newest, which is a message of its own; from there on by Shift and arrows; and one less.
    await tiles.first().hover()
    await main.getByRole('checkbox').first().check()
    await bar.getByText('1개 골랐어요').waitFor()
    await bar.getByRole('button', { name: '메시지로 가기' }).waitFor()
    await tiles.first().focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+End')
    await bar.getByText('4개 골랐어요').waitFor()
    expect(await bar.getByRole('button', { name: '메시지로 가기' }).count()).toBe(0)
    await tiles.nth(2).click()
    await bar.getByText('3개 골랐어요').waitFor()
    await home.expectAccessible(view)

    const downloads: string[] = []
    page.on('download', (download) => downloads.push(download.suggestedFilename()))
    await bar.getByRole('button', { name: '저장' }).click()
    await expect.poll(() => downloads.toSorted()).toEqual(['바다.png', '오름.png', '집.png'])

    await bar.getByRole('button', { name: '보내기' }).click()
    const dialog = page.getByRole('dialog', { name: '어느 방에 보낼까요?' })
    await dialog.getByRole('checkbox', { name: '제주 여행' }).check()
    await dialog.getByRole('button', { name: '보내기' }).click()
    await dialog.waitFor({ state: 'detached' })
    await bar.waitFor({ state: 'detached' })
    expect(await page.evaluate('document.activeElement?.closest("[data-cell]") !== null')).toBe(true)
    const there = () => mum.ask('messages.page', { room: trip }).then((all) => all.filter(({ attachments }) => attachments.length > 0))
    await mum.until('all of them', async () => (await there()).length === 2)
    expect((await there()).map(({ text, attachments }) => [text ?? '', attachments.map(({ name }) => name)])).toEqual([
      ['', ['바다.png', '오름.png']],
      ['', ['집.png']],
    ])

    // All of them, and Escape; then the newest message alone goes away for oneself, and comes back.
    await page.keyboard.press('Control+a')
    await bar.getByText('4개 골랐어요').waitFor()
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached' })
    await tiles.first().focus()
    await page.keyboard.press('Space')
    await bar.getByRole('button', { name: '내 기기에서만 지우기' }).click()
    await expect.poll(() => tiles.count()).toBe(3)
    await page.getByRole('button', { name: '되돌리기' }).click()
    await expect.poll(() => tiles.count()).toBe(4)

    // A link is sent on as what it says.
    await mum.ask('messages.send', { room, texts: ['여기 봐 https://jeju.example/map 좋더라'] })
    await page.getByRole('tab', { name: '링크' }).click()
    const link = main.getByRole('link', { name: 'https://jeju.example/map' })
    await link.focus()
    await page.keyboard.press('Space')
    await bar.getByRole('button', { name: '보내기' }).click()
    await dialog.getByRole('checkbox', { name: '제주 여행' }).check()
    await dialog.getByRole('button', { name: '보내기' }).click()
    await mum.until('the link', async () => (await mum.ask('messages.page', { room: trip })).at(-1)?.text === 'https://jeju.example/map')
  },
)

itAtHome('a file is saved as it was sent, taken off this computer while another has it, and comes again', async (home) => {
  const { jiwoo, mum, room } = await family(home)
  const text = '아홉 시 비행기\n'.repeat(1_000)
  const message = await postFiles(mum, room, [{ name: '제주도 일정.txt', bytes: Buffer.from(text) }])
  await jiwoo.until('the message', async () => (await jiwoo.ask('attachments.shared', { room, sort: 'files' })).length === 1)
  const view = await home.page(jiwoo)
  const { page } = view
  await goTo(page, `#/rooms/${room}/files/files`)
  const card = page.getByRole('button', { name: /^제주도 일정\.txt(?! 메뉴)/ })
  await card.waitFor()
  // A file waits until somebody wants it.
  await card.click()
  await here(jiwoo, message, 0)
  const menu = page.getByRole('button', { name: '제주도 일정.txt 메뉴' })
  const item = async (name: string) => {
    await menu.click()
    await page.getByRole('menuitem', { name }).click()
  }
  const saved = page.waitForEvent('download')
  await item('저장')
  const download = await saved
  expect(download.suggestedFilename()).toBe('제주도 일정.txt')
  expect(readFileSync((await download.path()) ?? '', 'utf8')).toBe(text)

  // Mum has it and has said so: it may go, and comes back.
  await jiwoo.until('her word', async () => (await jiwoo.ask('transfers.holders', { message, index: 0 })).whole.length > 0)
  await item('이 기기에서 빼기')
  const asked = page.getByRole('alertdialog', { name: /이 기기에서 뺄까요/ })
  await asked.getByText('가진 사람에게서 다시 받을 수 있어요', { exact: false }).waitFor()
  await asked.getByRole('button', { name: '빼기' }).click()
  await asked.waitFor({ state: 'detached' })
  expect((await jiwoo.ask('transfers.holders', { message, index: 0 })).here).toBe(0)
  await expect.poll(() => card.count()).toBe(1)
  await card.click()
  await here(jiwoo, message, 0)

  // The only copy: it asks first, and stays unless told.
  const own = await postFiles(jiwoo, room, [{ name: '내 메모.txt', bytes: Buffer.from('나만 있어요') }])
  await mum.stop()
  await page.getByRole('button', { name: '내 메모.txt 메뉴' }).click()
  await page.getByRole('menuitem', { name: '이 기기에서 빼기' }).click()
  await asked.getByRole('button', { name: '빼기' }).click()
  await asked.getByText('다른 곳에는 없는 것 같아요', { exact: false }).waitFor()
  await home.expectAccessible(view)
  await asked.getByRole('button', { name: '그대로 두기' }).click()
  expect((await jiwoo.ask('transfers.holders', { message: own, index: 0 })).here).toBeGreaterThan(0)
})

itAtHome('what claims too much is not unpacked on the page either, and a film is played over the whole window', async (home) => {
  const { jiwoo, mum, room } = await family(home)
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('navigation').first().waitFor()
  const bomb = await postFiles(mum, room, [{ name: '폭탄.png', bytes: pngOf(2_000, 60_000), width: 64, height: 64 }])
  const film = await postFiles(mum, room, [
    { name: '나들이.webm', bytes: await filmIn(page, 1), width: 320, height: 180, durationMs: 1_000 },
  ])
  await jiwoo.until('both', async () => (await jiwoo.ask('attachments.shared', { room, sort: 'pictures' })).length === 2)
  await jiwoo.ask('transfers.fetch', { message: film, index: 0 })
  await here(jiwoo, bomb, 0)
  await here(jiwoo, film, 0)
  await goTo(page, `#/rooms/${room}/files`)
  const main = page.getByRole('main', { name: '사진·파일, 우리 가족' })
  const refused = main.getByRole('button', { name: /^사진, 엄마, .*너무 커서 여기서는 볼 수 없어요/ })
  await refused.waitFor()
  expect(await refused.locator('img').count()).toBe(0)
  await home.expectAccessible(view)
  const tile = main.getByRole('button', { name: /^동영상, 엄마, .*0:01/ })
  await tile.click()
  const viewer = page.getByRole('dialog', { name: /사진 2개 중 2번째, 엄마/ })
  await viewer.locator('video').waitFor()
  // In a film arrows go through the film.
  await viewer.getByRole('button', { name: '사진 2장 중 1번째' }).click()
  const large = page.getByRole('dialog', { name: /사진 2개 중 1번째, 엄마/ })
  await large.getByText('너무 커서 여기서는 볼 수 없어요').waitFor()
  expect(await large.locator('img').count()).toBe(0)
  await page.keyboard.press('Escape')
  await large.waitFor({ state: 'detached' })
})

itAtHome('what is on its way is seen from anywhere, paused and called off, and the settings say what files take', async (home) => {
  const { jiwoo, mum, room } = await family(home)
  const [first, second] = [
    await postFiles(mum, room, [{ name: '영상 하나.bin', bytes: Buffer.alloc(3_000_000, 1) }]),
    await postFiles(mum, room, [{ name: '영상 둘.bin', bytes: Buffer.alloc(3_000_000, 2) }]),
  ]
  await jiwoo.until('both', async () => (await jiwoo.ask('attachments.shared', { room, sort: 'files' })).length === 2)
  // Nobody who has them is there: they wait, in an order.
  await mum.stop()
  await jiwoo.ask('transfers.fetch', { message: first, index: 0 })
  await jiwoo.ask('transfers.fetch', { message: second, index: 0 })
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('navigation').first().waitFor()
  const sign = page.getByRole('button', { name: /^오가는 파일, 2개 기다림/ })
  await sign.click()
  const panel = page.getByRole('dialog', { name: '오가는 파일' })
  const rows = panel.getByRole('region', { name: '받고 있어요' }).getByRole('listitem')
  await expect.poll(() => rows.count()).toBe(2)
  await home.expectAccessible(view)
  await panel.getByRole('button', { name: '영상 둘.bin 멈추기' }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await jiwoo.until('the other order', async () => (await jiwoo.ask('transfers.list'))[0]?.name === '영상 둘.bin')
  await panel.getByRole('button', { name: '영상 둘.bin 멈추기' }).click()
  await panel.getByRole('button', { name: '영상 둘.bin 이어서 받기' }).waitFor()
  await panel.getByRole('button', { name: '영상 하나.bin 메뉴' }).click()
  await page.getByRole('menuitem', { name: '받지 않기' }).click()
  await expect.poll(() => rows.count()).toBe(1)
  await page.keyboard.press('Escape')

  await mum.start()
  await goTo(page, '#/settings/transfers')
  await page.getByRole('main').getByRole('button', { name: '영상 둘.bin 이어서 받기' }).click()
  await page.getByRole('main').getByText('오가는 파일이 없어요').waitFor({ timeout: 60_000 })
  await home.expectAccessible(view)

  await goTo(page, '#/settings/storage')
  await page.getByText(/^파일 3(\.\d)?\sMB$/).waitFor()
  await page.getByText(/메시지 2개 · 파일 3/).waitFor()
  await home.expectAccessible(view)
  await jiwoo.until('her word', async () => (await jiwoo.ask('transfers.holders', { message: second, index: 0 })).whole.length > 0)
  await page.getByRole('button', { name: '자리 비우기' }).click()
  const making = page.getByRole('dialog', { name: '자리 비우기' })
  await making.getByText('그런 것이 이 컴퓨터에 없어요.').waitFor()
  await making.getByRole('combobox', { name: '어떤 것을 비울까요' }).click()
  await page.getByRole('option', { name: '모두' }).click()
  await making.getByText(/파일 1개, 3/).waitFor()
  await home.expectAccessible(view)
  await making.getByRole('button', { name: '비우기', exact: true }).click()
  await making.getByText(/비웠어요/).waitFor()
  await making.getByRole('button', { name: '닫기' }).click()
  await page.getByText('아직 이 컴퓨터에 온 것이 없어요.').waitFor()
})

function picture(name: string, colour: readonly [number, number, number]) {
  return { name, bytes: aPng(640, 480, colour), width: 640, height: 480 }
}

async function here(house: House, message: MessageId, index: number): Promise<void> {
  await house.until('a file', async () => {
    const { here: bytes, size } = await house.ask('transfers.holders', { message, index }).catch(() => ({ here: 0, size: 1 }))
    return bytes === size
  })
}

/** Of the grid: what the browser made of what it was given. */
function drawn(page: Page): Promise<number> {
  return page
    .locator('[data-cell] img')
    .evaluateAll((images) => images.filter((image) => 'naturalWidth' in image && image.naturalWidth === 640).length)
}

async function goTo(page: Page, route: string): Promise<void> {
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = ${JSON.stringify(route)}`)
}

async function family(home: Home): Promise<{ readonly jiwoo: House; readonly mum: House; readonly room: RoomId }> {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: '엄마' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  const room = await jiwoo.ask('rooms.create', { name: '우리 가족', members: [mum.account] })
  await mum.until('she is in', async () => (await mum.ask('rooms.list')).some((each) => each.room === room && each.state === 'open'))
  return { jiwoo, mum, room }
}
