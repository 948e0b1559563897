/** The engine goes and comes back while somebody is writing. */
import { expect } from 'vitest'
import { itAtHome } from './at-home.ts'

itAtHome('a crash takes nothing that was being written, and with a new address in the same tab one goes on', async (home) => {
  const jiwoo = await home.openHouse({ name: '김지우' })
  const room = await jiwoo.ask('rooms.create', { name: '우리 가족' })
  await jiwoo.ask('messages.send', { room, texts: ['여기 있어요'] })
  const view = await home.page(jiwoo)
  view.expectTrouble(/WebSocket|ERR_CONNECTION_(?:REFUSED|RESET)|ws:/)
  const { page } = view
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  const field = page.getByRole('textbox', { name: '우리 가족에 보내기' })
  await field.waitFor()
  await page.keyboard.type('불이 꺼져도')
  await jiwoo.crash()

  const strips = page.getByRole('status').getByText('다시 시작하고 있어요. 쓴 글은 그대로 있어요.')
  await expect.poll(() => strips.count()).toBe(2)
  await page.keyboard.type(' 이야기는')
  await field.press('Enter')
  await page.getByRole('alert').getByText('보내지 못했어요.').waitFor()
  await expect.poll(() => field.inputValue()).toBe('불이 꺼져도 이야기는')
  await page.keyboard.type(' 이어져요')
  await home.expectAccessible(view)

  await jiwoo.start()
  const needed = page.getByRole('status').getByText('새 주소를 이 탭에 넣으면')
  await expect.poll(() => needed.count(), { timeout: 20_000 }).toBe(2)
  expect(await field.inputValue()).toBe('불이 꺼져도 이야기는 이어져요')
  await page.goto(jiwoo.pageUrl())
  await expect.poll(() => needed.count(), { timeout: 20_000 }).toBe(0)
  // The token is spent, and no place of the house.
  expect(page.url()).not.toMatch(/#[A-Za-z0-9_-]{43}/)
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  await expect.poll(() => field.inputValue()).toBe('불이 꺼져도 이야기는 이어져요')
  await field.press('Enter')
  await jiwoo.until('it is sent', async () =>
    (await jiwoo.ask('messages.page', { room })).some(({ text }) => text === '불이 꺼져도 이야기는 이어져요'),
  )
})
