import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { expect } from 'vitest'
import type { House } from '../harness/houses/index.ts'
import { itAtHome } from './at-home.ts'

const rows = (page: Page) => page.getByRole('list', { name: '방 목록' }).getByRole('link')
const row = (page: Page, name: string) => rows(page).filter({ hasText: name })
const focused = (page: Page) => page.evaluate('document.activeElement?.dataset?.room')
const ROOMS = '[...document.querySelectorAll("[data-room]")].map((link) => link.dataset.room)'
const names = async (page: Page) => v.parse(v.array(v.string()), await page.evaluate(ROOMS))

itAtHome('a room with one person is listed from the first word on, and tells who, what and how many', async (home) => {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우', runs: 'here' }), home.openHouse({ name: '엄마', runs: 'here' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('button', { name: '초대하기' }).waitFor()
  expect(await rows(page).count()).toBe(0)
  await home.expectAccessible(view)

  const room = await mum.ask('rooms.direct', { account: jiwoo.account })
  await mum.ask('messages.send', { room, texts: ['밥 먹었니'] })
  await row(page, '엄마').waitFor()
  expect(await row(page, '엄마').textContent()).toContain('밥 먹었니')
  expect(await row(page, '엄마').textContent()).toContain('안 읽음 1개')
  await home.expectAccessible(view)

  const mine = await jiwoo.ask('rooms.direct', { account: mum.account })
  await jiwoo.ask('rooms.saveDraft', { room: mine, draft: { text: '아직' } })
  await row(page, '쓰던 글').waitFor()
  await jiwoo.ask('rooms.saveDraft', { room: mine, draft: null })
  await home.neighbourhood.cut(jiwoo, mum)
  await jiwoo.ask('messages.send', { room: mine, texts: ['먹었어요'] })
  await row(page, '가는 중').waitFor()
  expect(await row(page, '엄마').textContent()).toContain('나: 먹었어요')
})

itAtHome('the list is walked, searched by initial consonants, pinned, put away and brought back without a mouse', async (home) => {
  const jiwoo = await home.openHouse({ name: '지우', runs: 'here' })
  const rooms = await makeRooms(jiwoo, ['가족', '나들이', '마을 소식', '바둑'])
  const view = await home.page(jiwoo)
  const { page } = view
  await row(page, '바둑').waitFor()
  expect(await rows(page).count()).toBe(4)
  // One stop for Tab, newest first.
  const [first, second, , last] = await names(page)
  expect(first).toBe(rooms.at(-1))
  await rows(page).first().focus()
  await page.keyboard.press('ArrowDown')
  expect(await focused(page)).toBe(second)
  await page.keyboard.press('End')
  expect(await focused(page)).toBe(last)
  await page.keyboard.press('Home')
  // As a keyboard that is set to Hangul says it where no field has the focus.
  for (const key of 'ㅁㅇ')
    await page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }))`)
  expect(await focused(page)).toBe(rooms[2])
  expect(await rows(page).and(page.locator('[tabindex="0"]')).count()).toBe(1)

  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: '고정하기' }).click()
  await expect.poll(async () => (await names(page))[0]).toBe(rooms[2])
  await expect.poll(() => row(page, '마을 소식').textContent()).toContain('고정됨')

  // Put away: the focus stays in the list, and the step can be taken back.
  await rows(page).first().focus()
  await page.keyboard.press('Delete')
  await expect.poll(() => rows(page).count()).toBe(3)
  await expect.poll(() => focused(page)).toBe(first)
  await page.getByRole('button', { name: '되돌리기' }).click()
  await expect.poll(() => rows(page).count()).toBe(4)
  await row(page, '바둑').focus()
  await page.keyboard.press('Control+Shift+M')
  await expect.poll(() => row(page, '바둑').textContent()).toContain('알림 끔')
  await page.keyboard.press('Delete')
  await page.getByRole('link', { name: '보관한 방 1개' }).click()
  await page.getByRole('heading', { name: '보관한 방' }).waitFor()
  await home.expectAccessible(view)
  await row(page, '바둑').focus()
  await page.keyboard.press('Delete')
  await page.getByText('보관한 방이 없어요').waitFor()
  await page.getByRole('button', { name: '닫기' }).click()
  await expect.poll(() => rows(page).count()).toBe(4)

  // Rooms follow each other by Alt and the arrows, wherever the focus is.
  await rows(page).first().click()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => page.evaluate('location.hash')).toContain((await names(page))[1])
})

itAtHome('hundreds of rooms are there at once, and those out of sight cost nothing', async (home) => {
  const jiwoo = await home.openHouse({ name: '지우', runs: 'here' })
  await makeRooms(
    jiwoo,
    Array.from({ length: 150 }, (_, at) => `방 ${at}`),
  )
  const { page } = await home.page(jiwoo)
  await expect.poll(() => rows(page).count()).toBe(150)
  expect(await page.evaluate('document.querySelector("[data-room]").closest("li").checkVisibility({ contentVisibilityAuto: true })')).toBe(
    true,
  )
  const last = '[...document.querySelectorAll("[data-room]")].at(-1)'
  expect(await page.evaluate(`${last}.checkVisibility({ contentVisibilityAuto: true })`)).toBe(false)
  await rows(page).first().focus()
  await page.keyboard.press('End')
  await expect.poll(() => page.evaluate(`${last}.checkVisibility({ contentVisibilityAuto: true })`)).toBe(true)
  expect(await page.evaluate(`document.activeElement === ${last}`)).toBe(true)
})

itAtHome('the parts of the window are reached by keys, and the sheet of keys opens where nobody writes', async (home) => {
  const jiwoo = await home.openHouse({ name: '지우', runs: 'here' })
  await makeRooms(jiwoo, ['가족'])
  const view = await home.page(jiwoo)
  const { page } = view
  const pane = () => page.evaluate('document.activeElement?.closest("[data-pane]")?.dataset.pane')
  await rows(page).first().focus()
  await page.keyboard.press('Shift+F6')
  expect(await pane()).toBe('rail')
  await page.keyboard.press('F6')
  expect(await pane()).toBe('list')
  for (const [digit, hash] of ['#/rooms', '#/people', '#/reach', '#/ready', '#/settings'].entries()) {
    await page.keyboard.press(`Control+${digit + 1}`)
    expect(await page.evaluate('location.hash')).toBe(hash)
  }
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '단축키' }).waitFor()
  await home.expectAccessible(view)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '단축키' }).waitFor({ state: 'hidden' })
  await page.getByRole('textbox', { name: '이름' }).focus()
  await page.keyboard.type('?')
  expect(await page.getByRole('dialog').count()).toBe(0)
})

async function makeRooms(house: House, all: readonly string[]): Promise<readonly string[]> {
  const made: string[] = []
  for (const name of all) made.push(await house.ask('rooms.create', { name }))
  return made
}
