/** A room's conversation between real people: what is seen, what can be done with it, and that nothing moves what is being read. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import type { House } from '../harness/houses/index.ts'
import { type Home, itAtHome } from './at-home.ts'

itAtHome('a message is seen at once, read when it was on the screen, and says where it is in words', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  await mum.ask('messages.send', { room, texts: ['카톡 안 되니?'] })
  await jiwoo.until('her words are here', async () => (await textsIn(jiwoo, room)).includes('카톡 안 되니?'))

  const view = await home.page(jiwoo)
  const feed = await openRoom(view.page, room)
  await feed.getByText('여기부터 안 읽었어요').waitFor()
  await article(feed, '카톡 안 되니?').waitFor()
  await jiwoo.until('it is read', async () => (await roomOf(jiwoo, room)).unread === 0)

  await jiwoo.ask('messages.send', { room, texts: ['여기서 이야기해요'] })
  await article(feed, '여기서 이야기해요').waitFor()
  await feed.getByRole('button', { name: /엄마가 받았어요/ }).waitFor()
  await mum.ask('messages.markRead', { room })
  await feed.getByRole('button', { name: /^읽음/ }).click()
  const trail = view.page.getByRole('dialog', { name: '모두 읽었어요' })
  await trail.getByText('이 컴퓨터').waitFor()
  await trail.getByText('엄마').waitFor()
  await home.expectAccessible(view)
  await view.page.keyboard.press('Escape')
  await trail.waitFor({ state: 'detached' })
})

itAtHome('answers, reactions, edits, pins and deletions are shown as they are', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  const [asked] = await mum.ask('messages.send', { room, texts: ['뭐 먹고 싶은 거 있니?'] })
  if (asked === undefined) throw new Error('nothing was sent')
  await jiwoo.until('the question is here', async () => (await textsIn(jiwoo, room)).length > 0)
  const [answer] = await jiwoo.ask('messages.send', { room, texts: ['떡복이요'], replyTo: asked })
  if (answer === undefined) throw new Error('nothing was sent')

  const view = await home.page(jiwoo)
  const { page } = view
  const feed = await openRoom(page, room)
  await article(feed, '떡복이요')
    .getByRole('button', { name: /뭐 먹고 싶은/ })
    .click()

  await mum.until('the answer is there', async () => (await textsIn(mum, room)).includes('떡복이요'))
  await mum.ask('messages.react', { message: answer, emoji: '👍', on: true })
  const chip = feed.getByRole('button', { name: /👍 1: 엄마/ })
  await chip.click()
  await feed.getByRole('button', { name: /👍 2/, pressed: true }).waitFor()

  await jiwoo.ask('messages.edit', { message: answer, text: '떡볶이요' })
  await article(feed, '떡볶이요')
    .getByRole('button', { name: /고친 글이에요/ })
    .click()
  await page.getByRole('dialog', { name: '고치기 전 글' }).getByText('떡복이요').waitFor()
  await page.keyboard.press('Escape')

  await menuOf(page, article(feed, '떡볶이요'), '고정')
  await page.getByRole('button', { name: /고정한 글: 나, 떡볶이요/ }).waitFor()
  expect((await mum.until('it is pinned there', async () => (await mum.ask('messages.pins', { room }))[0]))?.text).toBe('떡볶이요')

  await menuOf(page, article(feed, '뭐 먹고 싶은'), '내 기기에서만 지우기')
  await page.getByRole('button', { name: '되돌리기' }).click()
  await article(feed, '뭐 먹고 싶은').first().waitFor()

  await menuOf(page, article(feed, '떡볶이요'), '모두에게서 지우기')
  const dialog = page.getByRole('alertdialog', { name: '모두에게서 지울까요?' })
  await dialog.getByText('지금 닿는 엄마에게서는 바로 지워요.').waitFor()
  await dialog.getByRole('button', { name: '지우기' }).click()
  await feed.getByText('지운 메시지예요').waitFor()
  await mum.until('it is deleted there', async () => (await mum.ask('messages.get', { message: answer })).deleted)
})

itAtHome('new messages never move what is being read, and the way to the newest says how many there are', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  const many = Array.from({ length: 300 }, (_, index) => `옛이야기 ${index}`)
  await mum.ask('messages.send', { room, texts: many })
  await jiwoo.until('all of it is here', async () => (await textsIn(jiwoo, room)).length === many.length)
  await jiwoo.ask('messages.markRead', { room })

  const view = await home.page(jiwoo)
  const { page } = view
  const feed = await openRoom(page, room)
  await article(feed, '옛이야기 299').waitFor()
  // Far up, past pages that have to be fetched.
  await feed.hover()
  for (let turn = 0; turn < 12; turn++) {
    await page.mouse.wheel(0, -900)
    await page.waitForTimeout(60)
  }
  await page.waitForTimeout(600)
  const [key, before] = await inSight(feed)
  await mum.ask('messages.send', { room, texts: ['새 글 하나', '새 글 둘'] })
  await page.getByRole('button', { name: '가장 새 글로, 새 글 2개' }).waitFor()
  expect(await topOf(feed, key)).toBe(before)

  await page.getByRole('button', { name: /가장 새 글로/ }).click()
  await article(feed, '새 글 둘').waitFor()
  await jiwoo.until('both are read', async () => (await roomOf(jiwoo, room)).unread === 0)
  await page.getByRole('button', { name: /가장 새 글로/ }).waitFor({ state: 'detached' })

  // An old message that is far away is gone to, and stands where one left it when one comes back.
  const old = (await jiwoo.ask('messages.page', { room, limit: 500 })).find(({ text }) => text === '옛이야기 17')
  await page.evaluate(`location.hash = '#/rooms/${room}/${old?.id}'`)
  await feed.getByText('옛이야기 17', { exact: true }).waitFor()
  await page.waitForTimeout(500)
  const place = await inSight(feed)
  await page.evaluate(`location.hash = '#/people'`)
  await feed.waitFor({ state: 'detached' })
  const again = await openRoom(page, room)
  await again.locator(`article[data-key="${place[0]}"]`).waitFor()
  await expect.poll(async () => Math.abs((await topOf(again, place[0])) - place[1])).toBeLessThan(2)
})

itAtHome('the keys walk over the messages and act on the one that has the focus', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  await jiwoo.ask('messages.send', { room, texts: ['하나', '둘', '셋'] })
  await mum.until('they are there', async () => (await mum.ask('rooms.list')).length > 0)
  const view = await home.page(jiwoo)
  const { page } = view
  const feed = await openRoom(page, room)
  const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")')
  await article(feed, '셋').focus()
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toMatch(/^나, 둘,/)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('w')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await focused()).toMatch(/^나, 둘,/)
  await page.keyboard.press('Space')
  await page.getByRole('toolbar', { name: '고른 메시지' }).getByText('1개 골랐어요').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('toolbar', { name: '고른 메시지' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: '그대로 두기' }).click()
  await page.keyboard.press('Home')
  await home.expectAccessible(view)
})

itAtHome('words are found where they were said, days are gone to, and messages are sent on to other rooms', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  const other = await jiwoo.ask('rooms.create', { name: '가게', members: [mum.account] })
  await jiwoo.ask('messages.send', { room, texts: ['치킨 두 마리', ...Array.from({ length: 150 }, (_, index) => `말 ${index}`)] })
  const view = await home.page(jiwoo)
  const { page } = view
  const feed = await openRoom(page, room)
  await page.keyboard.press('Control+f')
  await page.getByRole('searchbox', { name: '엄마에서 찾기' }).fill('치킨')
  await page.getByText('1개 중 1번째').waitFor()
  await feed.locator('mark', { hasText: '치킨' }).waitFor()
  await home.expectAccessible(view)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: '엄마에서 찾기' }).waitFor({ state: 'detached' })

  await page.getByRole('main').getByRole('button', { name: '더 보기' }).first().click()
  await page.getByRole('menuitem', { name: '날짜로 가기' }).click()
  await page.getByRole('dialog', { name: '날짜로 가기' }).getByRole('button', { name: '어제' }).click()
  await article(feed, '치킨 두 마리').waitFor()

  await menuOf(page, article(feed, '치킨 두 마리'), '다른 방에 보내기')
  const dialog = page.getByRole('dialog', { name: '어느 방에 보낼까요?' })
  await dialog.getByRole('checkbox', { name: '가게' }).check()
  await home.expectAccessible(view)
  await dialog.getByRole('button', { name: '보내기' }).click()
  await dialog.waitFor({ state: 'detached' })
  await mum.until('it was sent on', async () => (await textsIn(mum, other)).includes('치킨 두 마리'))
})

itAtHome('a room one was put out of can be read, and says why one cannot write', async (home) => {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: '엄마' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  const room = await mum.ask('rooms.create', { name: '동네', members: [jiwoo.account] })
  await mum.ask('messages.send', { room, texts: ['어서 와'] })
  await jiwoo.until('it is here', async () => (await jiwoo.ask('rooms.list')).some((each) => each.room === room && each.unread > 0))
  const view = await home.page(jiwoo)
  const feed = await openRoom(view.page, room)
  await mum.ask('rooms.act', { room, act: { act: 'remove', account: jiwoo.account } })
  await view.page.getByText('이 방에서 빠졌어요.').waitFor()
  await article(feed, '어서 와').waitFor()
  await home.expectAccessible(view)
})

itAtHome('a split says calmly who is on which side, and closes when it heals', async (home) => {
  const { neighbourhood } = home
  const [jiwoo, mum, dad] = await Promise.all([
    home.openHouse({ name: '지우' }),
    home.openHouse({ name: '엄마' }),
    home.openHouse({ name: '아빠' }),
  ])
  await neighbourhood.introduce(jiwoo, mum)
  await neighbourhood.introduce(jiwoo, dad)
  const room = await jiwoo.ask('rooms.create', { name: '우리 가족', members: [mum.account, dad.account] })
  await dad.until('he is in', async () => (await dad.ask('rooms.list')).some((each) => each.room === room && each.state === 'open'))
  await mum.until('she is in', async () => (await mum.ask('rooms.list')).some((each) => each.room === room && each.state === 'open'))
  const view = await home.page(jiwoo)
  const { page } = view
  await openRoom(page, room, false)
  await page.getByText('3명 모두 이어져 있어요').waitFor()
  await neighbourhood.cut(jiwoo, dad)
  await page.getByText('3명 중 2명이 이어져 있어요').waitFor()
  await jiwoo.ask('messages.send', { room, texts: ['아빠 어디쯤이에요?'] })
  await page.getByRole('button', { name: /엄마 컴퓨터에 있어요 · 아빠를 기다리는 중/ }).waitFor()
  await page.getByText('이쪽: 나, 엄마. 저쪽: 아빠.').waitFor({ state: 'attached', timeout: 20_000 })
  await home.expectAccessible(view)
  await neighbourhood.heal(jiwoo, dad)
  await page.getByText('다시 이어졌어요. 밀린 이야기 1개를 전했어요.').first().waitFor({ state: 'attached' })
  await page.getByText('연결이 둘로 나뉘어 있어요').first().waitFor({ state: 'detached' })
})

async function direct(home: Home): Promise<{ readonly jiwoo: House; readonly mum: House; readonly room: RoomId }> {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: '엄마' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  await Promise.all([jiwoo.ask('rooms.direct', { account: mum.account }), mum.ask('rooms.direct', { account: jiwoo.account })])
  // Each has made one; both are one, under the same name, as soon as they know of each other.
  const room = await jiwoo.until('one room', async () => {
    const [[here], [there]] = await Promise.all([jiwoo.ask('rooms.list'), mum.ask('rooms.list')])
    return here?.room === there?.room ? here?.room : undefined
  })
  return { jiwoo, mum, room }
}

async function openRoom(page: Page, room: RoomId, hasMessages = true): Promise<Locator> {
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  const feed = page.getByRole('feed')
  if (hasMessages) await feed.getByRole('article').last().waitFor()
  return feed
}

function article(feed: Locator, text: string): Locator {
  return feed.getByRole('article').filter({ hasText: text }).last()
}

async function menuOf(page: Page, message: Locator, item: string): Promise<void> {
  await message.click({ button: 'right' })
  await page.getByRole('menuitem', { name: item, exact: false }).click()
}

async function textsIn(house: House, room: RoomId): Promise<readonly (string | undefined)[]> {
  return (await house.ask('messages.page', { room, limit: 500 })).map(({ text }) => text)
}

async function roomOf(house: House, room: RoomId) {
  const found = (await house.ask('rooms.list')).find((each) => each.room === room)
  if (found === undefined) throw new Error('no such room')
  return found
}

/** A message in the middle of what is seen, and where its upper edge is. */
async function inSight(feed: Locator): Promise<readonly [string, number]> {
  const box = await feed.boundingBox()
  if (box === null) throw new Error('no feed')
  for (const row of await feed.locator('article[data-own]').all()) {
    const [place, key] = [await row.boundingBox(), await row.getAttribute('data-key')]
    if (place !== null && key !== null && place.y > box.y + 60) return [key, place.y]
  }
  throw new Error('no message is in sight')
}

async function topOf(feed: Locator, key: string): Promise<number> {
  const place = await feed.locator(`article[data-key="${key}"]`).boundingBox()
  if (place === null) throw new Error('it is gone')
  return place.y
}
