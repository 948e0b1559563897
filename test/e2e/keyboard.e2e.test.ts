/** What was built for people far apart, by keyboard alone: Enter does it, Escape leaves it, and the focus is never lost. */
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import type { Settings } from '../../shared/messenger/index.ts'
import type { Doorstep } from '../harness/houses/index.ts'
import { itAtHome } from './at-home.ts'

const focused = (page: Page) => page.evaluate(`document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`)
const hasFocus = (page: Page) => page.evaluate('document.activeElement !== document.body')

async function settingsOf({ client }: Doorstep): Promise<Settings> {
  const answer = await client.call('profile.settings')
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

/** Enter as the input method sends it while a syllable is being made. */
async function enterWhileComposing(page: Page): Promise<void> {
  await page.evaluate(`{
    const init = { key: 'Enter', code: 'Enter', keyCode: 229, which: 229, isComposing: true, bubbles: true, cancelable: true }
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', init))
  }`)
}

itAtHome('computers to ask are written down, taken out and put back, and notes are kept for others', async (home) => {
  const door = await home.openDoorstep({ name: '김지우' })
  const view = await home.page(door)
  const { page } = view
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/settings/ways'`)
  const agree = page.getByRole('switch', { name: '다른 컴퓨터를 거쳐 찾기' })
  await agree.waitFor()
  // Nothing of it before the person has agreed.
  expect(await page.getByRole('button', { name: /주소 더하기/ }).count()).toBe(0)
  await agree.focus()
  await page.keyboard.press('Space')
  const add = page.getByRole('button', { name: /주소 더하기/ })
  await add.waitFor()

  await add.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '물어볼 컴퓨터 더하기' })
  const field = dialog.getByRole('textbox', { name: '주소' })
  await expect.poll(() => field.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await dialog.getByText('먼저 주소를 붙여 넣으세요.').waitFor()
  await page.keyboard.type('엄마네 집')
  await enterWhileComposing(page)
  expect(await dialog.getByText('여기에는 주소가 없어요.').count()).toBe(0)
  await page.keyboard.press('Enter')
  await dialog.getByText('여기에는 주소가 없어요.').waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  await home.expectAccessible(view)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await focused(page)).toContain('주소 더하기')
  expect((await settingsOf(door)).bootstrap).toEqual([])

  await page.keyboard.press('Enter')
  await field.fill('우리 집은 203.0.113.7:4310이야')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('203.0.113.7:4310을 더했어요').waitFor()
  expect((await settingsOf(door)).bootstrap).toEqual(['/ip4/203.0.113.7/tcp/4310'])
  await expect.poll(() => focused(page)).toContain('주소 더하기')
  await page.keyboard.press('Enter')
  await field.fill('203.0.113.7:4310')
  await page.keyboard.press('Enter')
  await dialog.getByText('이미 적어 둔 주소예요.').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  await page.keyboard.press('Shift+Tab')
  expect(await focused(page)).toBe('빼기: 203.0.113.7:4310')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await settingsOf(door)).bootstrap).toEqual([])
  // What had the focus is gone; the part it stood in has it now.
  await expect.poll(() => page.evaluate(`document.activeElement.querySelector('h2, h3')?.textContent`)).toBe('물어볼 컴퓨터')
  await page.getByRole('button', { name: '되돌리기' }).click()
  await page.getByRole('button', { name: '빼기: 203.0.113.7:4310' }).waitFor()

  const keep = page.getByRole('switch', { name: '이 컴퓨터도 쪽지 맡기' })
  await keep.focus()
  await page.keyboard.press('Space')
  await expect.poll(async () => (await settingsOf(door)).rendezvousPort).toBe(4310)
  const change = page.getByRole('button', { name: '문 번호 바꾸기' })
  await change.focus()
  await page.keyboard.press('Enter')
  const choose = page.getByRole('dialog', { name: '어느 번호로 할까요?' })
  const number = choose.getByRole('textbox', { name: '문 번호' })
  await number.fill('80')
  await page.keyboard.press('Enter')
  await choose.getByText('1024부터 65535까지의 숫자를 적어 주세요.').waitFor()
  await number.fill('14310')
  await page.keyboard.press('Enter')
  await choose.waitFor({ state: 'detached' })
  await page.getByText('문 번호 14310').waitFor()
  await expect.poll(() => focused(page)).toBe('문 번호 바꾸기')
  await keep.focus()
  await page.keyboard.press('Space')
  await expect.poll(async () => (await settingsOf(door)).rendezvousPort).toBe(0)
  await home.expectAccessible(view)
})

itAtHome('an answer to somebody who asks leaves the focus among the people', async (home) => {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우', runs: 'here' }), home.openHouse({ name: '엄마', runs: 'here' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  const room = await mum.ask('rooms.create', { name: '합창단' })
  await mum.ask('carrying.ask', { room, account: jiwoo.account })
  await jiwoo.until('asked', async () => (await jiwoo.ask('carrying.asks')).length > 0 || undefined)
  const { page } = await home.page(jiwoo)
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/people'`)
  const card = page.getByRole('region', { name: '부탁이 왔어요' })
  await card.getByRole('button', { name: '엄마 메시지 맡기' }).focus()
  await page.keyboard.press('Enter')
  await card.waitFor({ state: 'detached' })
  await page.getByText('이제 이 컴퓨터가 엄마 메시지를 맡아요').waitFor()
  expect(await hasFocus(page)).toBe(true)
  expect(await page.evaluate(`document.activeElement.closest('[data-pane]').dataset.pane`)).toBe('list')

  // Escape leaves the question about ending it unanswered, Enter on the answer ends it.
  await page.evaluate(`location.hash = '#/settings/kept'`)
  const stop = page.getByRole('button', { name: '엄마 메시지 맡기 그만두기' })
  await stop.focus()
  await page.keyboard.press('Enter')
  const question = page.getByRole('alertdialog')
  await expect.poll(() => focused(page)).toBe('계속 맡기')
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'detached' })
  expect(await focused(page)).toBe('엄마 메시지 맡기 그만두기')
  await page.keyboard.press('Enter')
  await question.waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '맡아 둔 것이 없어요' }).waitFor()
  await question.waitFor({ state: 'detached' })
  await expect.poll(() => hasFocus(page)).toBe(true)
})
