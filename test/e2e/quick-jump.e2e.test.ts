import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { itAtHome } from './at-home.ts'

const option = (page: Page) => page.getByRole('option')
const chosen = (page: Page) => page.locator('[role="option"][aria-selected="true"]')
const hash = (page: Page) => page.evaluate('decodeURIComponent(location.hash)')

itAtHome('everything is a few letters away: people by half a syllable, rooms by initials, messages by their words', async (home) => {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우', runs: 'here' }), home.openHouse({ name: '엄마', runs: 'here' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  // Each may have made one; both are one, under the same name, as soon as they know of each other.
  await Promise.all([jiwoo.ask('rooms.direct', { account: mum.account }), mum.ask('rooms.direct', { account: jiwoo.account })])
  const direct = await jiwoo.until('one room', async () => {
    const [[here], [there]] = await Promise.all([jiwoo.ask('rooms.list'), mum.ask('rooms.list')])
    return here?.room === there?.room ? here?.room : undefined
  })
  const village = await jiwoo.ask('rooms.create', { name: '마을 소식' })
  await jiwoo.ask('messages.send', { room: direct, texts: ['저녁에 떡볶이 먹자'] })
  await jiwoo.ask('messages.send', { room: direct, texts: ['여섯 시'] })
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('link', { name: /^엄마/ }).waitFor()

  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: '어디로 갈까요?' })
  await field.waitFor()
  // Before anything is typed: where one was last, and what one may do.
  expect(await option(page).first().textContent()).toContain('엄마')
  await home.expectAccessible(view)

  // One person is one result, and leads to what was said.
  await page.keyboard.insertText('어')
  await expect.poll(() => option(page).count()).toBe(1)
  expect(await option(page).locator('mark').textContent()).toBe('엄')
  expect(await option(page).textContent()).toContain('이 컴퓨터 안에서')
  await page.getByRole('status').filter({ hasText: '1개, 첫째 엄마' }).waitFor({ state: 'attached' })
  await page.keyboard.press('Enter')
  await expect.poll(() => hash(page)).toBe(`#/rooms/${direct}`)

  await page.keyboard.press('Control+k')
  await field.fill('ㅁㅇ')
  expect(await option(page).first().locator('mark').textContent()).toBe('마을')
  await page.keyboard.press('Enter')
  await expect.poll(() => hash(page)).toBe(`#/rooms/${village}`)

  await page.keyboard.press('Control+k')
  await field.fill('떡볶')
  await option(page).filter({ hasText: '저녁에 떡볶이 먹자' }).waitFor()
  await home.expectAccessible(view)
  await page.keyboard.press('Enter')
  // The room opens there; the address has done its work then, and names the room.
  await page.getByRole('article', { name: /저녁에 떡볶이 먹자/ }).waitFor()
  expect(await hash(page)).toContain(`#/rooms/${direct}`)

  // The field says which result is chosen; the arrows go round.
  await page.keyboard.press('Control+k')
  const count = await option(page).count()
  const ids: (string | null)[] = []
  for (let at = 0; at <= count; at++) {
    const id = await chosen(page).getAttribute('id')
    expect(await field.getAttribute('aria-activedescendant')).toBe(id)
    ids.push(id)
    await page.keyboard.press('ArrowDown')
  }
  expect(new Set(ids).size).toBe(count)
  expect(ids.at(-1)).toBe(ids[0])

  await field.fill('없는 이름')
  await page.getByText('‘없는 이름’에 맞는 것을 찾지 못했어요.').first().waitFor()
  expect(await field.getAttribute('aria-expanded')).toBe('false')
  await home.expectAccessible(view)
  // The first Esc empties the field, the second closes.
  await page.keyboard.press('Escape')
  expect(await field.inputValue()).toBe('')
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'hidden' })
})

itAtHome('what is under the pointer stays there while rooms come to life behind', async (home) => {
  const jiwoo = await home.openHouse({ name: '지우', runs: 'here' })
  const quiet = await jiwoo.ask('rooms.create', { name: '조용한 방' })
  await jiwoo.ask('rooms.create', { name: '시끄러운 방' })
  const { page } = await home.page(jiwoo)
  await page.getByRole('button', { name: /이름, 초성, 메시지 찾기/ }).click()
  await option(page).first().waitFor()
  const before = await option(page).allTextContents()
  await jiwoo.ask('messages.send', { room: quiet, texts: ['여기요'] })
  await expect.poll(async () => page.getByText('나: 여기요').count()).toBeGreaterThan(0)
  expect(await option(page).allTextContents()).toEqual(before)
})
