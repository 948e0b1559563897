/** A room of 100,000 messages is walked from both ends, and a start with nobody to reach is a start like any other. */
import type { Locator, Page } from 'playwright-core'
import * as v from 'valibot'
import { expect } from 'vitest'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { RPC } from '../../shared/limits.ts'
import type { House } from '../harness/houses/index.ts'
import { itAtHome } from './at-home.ts'

const MANY = 100_000

itAtHome('a room of 100,000 messages is scrolled both ways without a gap, a double or a jump', async (home) => {
  const jiwoo = await home.openHouse({ name: '김지우' })
  const room = await jiwoo.ask('rooms.create', { name: '긴 방' })
  const ids = await fill(jiwoo, room)
  const { page } = await home.page(jiwoo)
  const feed = await openRoom(page, room)
  await feed.getByText(`말 ${MANY - 1}`, { exact: true }).waitFor()

  await expectWhole(feed)
  expect(await walked(page, feed, -1)).toBeLessThan(MANY - 400)
  // The other end is as near as this one.
  await page.evaluate(`location.hash = '#/rooms/${room}/${ids[300]}'`)
  await feed.getByText('말 300', { exact: true }).waitFor()
  expect(await walked(page, feed, -1)).toBeLessThan(100)
  expect(await walked(page, feed, 1)).toBeGreaterThan(250)
  await page.getByRole('button', { name: /가장 새 글로/ }).click()
  await feed.getByText(`말 ${MANY - 1}`, { exact: true }).waitFor()
  await expectWhole(feed)
})

itAtHome('with nobody to reach everything said is there, and what is written waits in words', async (home) => {
  const jiwoo = await home.openHouse({ name: '김지우' })
  const mum = await home.openHouse({ name: '엄마' })
  await home.neighbourhood.introduce(jiwoo, mum)
  const room = await jiwoo.ask('rooms.direct', { account: mum.account })
  await jiwoo.ask('messages.send', { room, texts: ['저녁 같이 먹어요'] })
  await jiwoo.until('she has it', async () =>
    (await jiwoo.ask('messages.page', { room })).some(({ delivery }) => delivery.state === 'delivered') ? true : undefined,
  )
  await mum.stop()
  await jiwoo.stop()
  await jiwoo.start()

  const { page } = await home.page(jiwoo)
  const feed = await openRoom(page, room)
  await feed.getByText('저녁 같이 먹어요', { exact: true }).waitFor()
  await page.getByRole('textbox', { name: /보내기$/ }).fill('몇 시에 와요?')
  await page.keyboard.press('Enter')
  await feed.getByRole('button', { name: /이 컴퓨터에만 있어요/ }).waitFor()
  await mum.start()
  await feed.getByRole('button', { name: /받았어요/ }).waitFor()
})

/** Resolves with the ids, oldest first. */
async function fill(house: House, room: RoomId): Promise<readonly MessageId[]> {
  const ids: MessageId[] = []
  while (ids.length < MANY) {
    const texts = Array.from({ length: RPC.TEXTS_PER_SEND }, (_, index) => `말 ${ids.length + index}`)
    ids.push(...(await house.ask('messages.send', { room, texts })))
  }
  return ids
}

/** Turns the wheel, looking after each turn; resolves with the number that stands uppermost at the end. */
async function walked(page: Page, feed: Locator, way: 1 | -1): Promise<number> {
  await feed.hover()
  let numbers: readonly number[] = []
  for (let turn = 0; turn < 40; turn++) {
    await page.mouse.wheel(0, way * 700)
    await page.waitForTimeout(50)
    if (turn % 8 === 7) numbers = await expectWhole(feed)
  }
  return numbers[0] ?? -1
}

/** What is in sight follows on one another and leaves no hole of the height of a message. */
async function expectWhole(feed: Locator): Promise<readonly number[]> {
  let numbers: readonly number[] = []
  await expect
    .poll(async () => {
      numbers = await numbersInSight(feed)
      return numbers.length > 5 && numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1)
    })
    .toBe(true)
  return numbers
}

/** From the top; rows that only wait out of sight do not count. */
async function numbersInSight(feed: Locator): Promise<readonly number[]> {
  const texts = v.parse(v.array(v.string()), await feed.page().evaluate(TEXTS_IN_SIGHT))
  return texts.flatMap((text) => /말 (\d+)/.exec(text)?.[1] ?? []).map(Number)
}

const TEXTS_IN_SIGHT = `(() => {
  const feed = document.querySelector('[role=feed]')
  const { top, bottom } = feed.getBoundingClientRect()
  const rows = [...feed.querySelectorAll('article')].map((row) => ({ text: row.innerText, place: row.getBoundingClientRect() }))
  return rows
    .filter(({ place }) => place.bottom > top && place.top < bottom)
    .sort((a, b) => a.place.top - b.place.top)
    .map(({ text }) => text)
})()`

async function openRoom(page: Page, room: RoomId): Promise<Locator> {
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  const feed = page.getByRole('feed')
  await feed.waitFor()
  return feed
}
