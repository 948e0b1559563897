import { expect } from 'vitest'
import { shown } from '../harness/browser/index.ts'
import { itAtHome } from './at-home.ts'

itAtHome('the page says who can be reached, what to try when not, and moves nobody under the pointer', async (home) => {
  const { neighbourhood } = home
  const [jiwoo, mum, dad] = await Promise.all([
    home.openHouse({ name: '지우', runs: 'here' }),
    home.openHouse({ name: '엄마', runs: 'here' }),
    home.openHouse({ name: '아빠', runs: 'here' }),
  ])
  await neighbourhood.introduce(jiwoo, mum)
  await neighbourhood.introduce(jiwoo, dad)
  const view = await home.page(jiwoo)
  const { page } = view
  const now = page.getByRole('list', { name: '지금 닿아요' })
  const notNow = page.getByRole('list', { name: '지금은 안 닿아요' })
  await page.getByRole('link', { name: '연결' }).click()
  await now.getByText('아빠').waitFor()
  await page.getByRole('heading', { level: 1, name: '연결' }).waitFor()
  await page.getByText('모두에게 지금 닿아요').waitFor()
  await home.expectAccessible(view)

  // Pointed at, a row says at once what is so, and stays where it is.
  await now.getByText('아빠').hover()
  await neighbourhood.cut(jiwoo, dad)
  await page.getByText('2명 중 1명에게 지금 닿아요').waitFor()
  expect(await now.getByText('아빠').count()).toBe(1)
  await page.mouse.move(5, 400)
  await notNow.getByText('아빠').waitFor()
  await page.getByRole('status').filter({ hasText: '닿는 사람이 1명이 되었어요' }).waitFor({ state: 'attached' })
  const how = notNow.getByRole('button', { name: '방법 보기' })
  await how.click()
  expect(await how.getAttribute('aria-expanded')).toBe('true')
  await notNow.getByText(/사랑방이 켜져|와이파이를 켜/).waitFor()
  await home.expectAccessible(view)

  await page.getByRole('button', { name: '내 주소 보기' }).click()
  await page
    .getByRole('dialog')
    .getByText(/127\.0\.0\.1/)
    .waitFor()
  await home.expectAccessible(view)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  // Looking again dials at once, however long the next try would have been away.
  await neighbourhood.heal(jiwoo, dad)
  await Promise.all([shown(page, '찾는 중'), page.getByRole('button', { name: '다시 찾기' }).click()])
  await now.getByText('아빠').waitFor()
  await page.getByRole('button', { name: '다시 찾기' }).waitFor()
  await page.getByText('모두에게 지금 닿아요').waitFor()
})

itAtHome('somebody who always came to us was met, also when the cable is out', async (home) => {
  const [shop, guest] = await Promise.all([
    home.openHouse({ name: '가게', runs: 'here' }),
    home.openHouse({ name: '손님', runs: 'served' }),
  ])
  const { link } = await shop.ask('people.invite')
  await guest.ask('people.accept', { link })
  const view = await home.page(shop)
  const { page } = view
  await page.getByRole('link', { name: '연결' }).click()
  await page.getByRole('list', { name: '지금 닿아요' }).getByText('손님').waitFor()
  await guest.crash()
  const away = page.getByRole('list', { name: '지금은 안 닿아요' })
  await away.getByText('손님').waitFor()
  await away.getByText(/부터/).waitFor()
  expect(await page.getByText('아직 한 번도 이어지지 않았어요').count()).toBe(0)
})
