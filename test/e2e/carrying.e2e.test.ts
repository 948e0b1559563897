import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { itAtHome } from './at-home.ts'

const section = (page: Page) => page.getByRole('region', { name: '대신 보관' })

itAtHome('a contact is asked to keep a room, agrees, and hands on what was written while the other was away', async (home) => {
  const [jiwoo, mum, shop] = await Promise.all([
    home.openHouse({ name: '지우', runs: 'here' }),
    home.openHouse({ name: '엄마', runs: 'here' }),
    home.openHouse({ name: '가게 컴퓨터', runs: 'here' }),
  ])
  await home.neighbourhood.introduce(jiwoo, mum)
  await home.neighbourhood.introduce(jiwoo, shop)
  await home.neighbourhood.introduce(mum, shop)
  const room = await jiwoo.ask('rooms.create', { name: '우리 집', members: [mum.account] })
  await expect.poll(async () => (await mum.ask('rooms.list')).map((each) => each.room)).toContain(room)

  // Jiwoo asks, in the details of the room.
  const mine = await home.page(jiwoo)
  await mine.page.evaluate(`location.hash = '#/rooms/${room}'`)
  await mine.page.getByRole('heading', { name: '우리 집' }).first().waitFor()
  await mine.page.keyboard.press('Control+i')
  await section(mine.page).getByRole('button', { name: '부탁하기' }).click()
  const dialog = mine.page.getByRole('dialog', { name: '누구에게 부탁할까요?' })
  await dialog.getByRole('option', { name: /가게 컴퓨터/ }).click()
  await home.expectAccessible(mine)
  await dialog.getByRole('button', { name: '부탁하기' }).click()
  await section(mine.page).getByText('답을 기다리는 중').waitFor()

  // At the shop it is a card among the people; it says who, and not which room.
  const theirs = await home.page(shop)
  await theirs.page.evaluate(`location.hash = '#/people'`)
  const card = theirs.page.getByRole('region', { name: '부탁이 왔어요' })
  await card.getByText(/내용은 볼 수 없고 200/).waitFor()
  expect(await card.textContent()).not.toContain('우리 집')
  await home.expectAccessible(theirs)
  await card.getByRole('button', { name: '지우 메시지 맡기' }).click()
  await card.waitFor({ state: 'detached' })
  await section(mine.page)
    .getByText(/^보관 중/)
    .waitFor()

  // Mum is away; the message is with the shop, and says so.
  await home.neighbourhood.cut(mum, jiwoo)
  await home.neighbourhood.cut(mum, shop)
  await jiwoo.ask('messages.send', { room, texts: ['저녁 냉장고에 있어요'] })
  await mine.page.getByText(/가게 컴퓨터가 보관 중/).waitFor()
  await mine.page.getByRole('button', { name: /가게 컴퓨터가 보관 중/ }).click()
  await mine.page.getByRole('heading', { name: '가게 컴퓨터가 보관하다가 전해 줘요' }).waitFor()
  await mine.page.getByText('읽지 않고 보관 중').waitFor()
  // Away from the message: what shows where the mouse is lies half under the answer.
  await mine.page.mouse.move(0, 0)
  await home.expectAccessible(mine)
  await mine.page.keyboard.press('Escape')

  // What it keeps, of how much; and it comes to Mum although Jiwoo is cut off.
  await theirs.page.evaluate(`location.hash = '#/settings/kept'`)
  await theirs.page.getByText(/대화 1개/).waitFor()
  await home.expectAccessible(theirs)
  await home.neighbourhood.heal(mum, shop)
  await expect
    .poll(async () => (await mum.ask('messages.page', { room })).map(({ text }) => text), { timeout: 60_000 })
    .toContain('저녁 냉장고에 있어요')

  // The shop stops: it asks first, and Jiwoo is told.
  await theirs.page.getByRole('button', { name: '지우 메시지 맡기 그만두기' }).click()
  await theirs.page.getByRole('alertdialog').getByRole('button', { name: '그만두기' }).click()
  await theirs.page.getByRole('heading', { name: '맡아 둔 것이 없어요' }).waitFor()
  await section(mine.page).getByText('이제 보관하지 않아요').waitFor()
})
