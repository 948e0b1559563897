/** Two houses, two pages: an empty computer becomes one of the person's, shows what is there, and is taken out again. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { itAtHome } from './at-home.ts'

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

const digitsOn = async (page: Page): Promise<string> => {
  const text = (await page.getByText(/^\d \d \d, \d \d \d$/).textContent()) ?? ''
  return text.replaceAll(/\D/g, '')
}

itAtHome('[LINK-2] a code, six digits on both screens, and the new computer has the room; taken out, it says so', async (home) => {
  const [old, fresh] = [await home.openDoorstep({ name: '김지우' }), await home.openDoorstep()]
  const made = await old.client.call('rooms.create', { name: '우리 가족' })
  if (!made.ok) throw new Error(made.error.code)
  await old.client.call('messages.send', { room: made.value, texts: ['저녁은 카레'] })
  const [mine, theirs] = [await home.page(old), await home.page(fresh)]

  await press(theirs.page, '다른 컴퓨터와 이어 쓰기')
  await theirs.page.getByRole('heading', { level: 1, name: '다른 컴퓨터와 이어 쓰기' }).waitFor()
  await theirs.page.getByRole('img', { name: '컴퓨터를 잇는 코드' }).waitFor()
  await home.expectAccessible(theirs)

  await mine.page.goto(`${mine.page.url().split('#')[0]}#/settings/devices`)
  await mine.page.getByRole('button', { name: /컴퓨터 더하기/ }).click()
  const dialog = mine.page.getByRole('dialog')
  await dialog.getByRole('img', { name: '컴퓨터를 잇는 코드' }).waitFor()
  await home.expectAccessible(mine)
  const state = await old.client.call('devices.get')
  const link = state.ok ? (state.value.linking?.link ?? '') : ''
  const field = theirs.page.getByRole('textbox', { name: /붙여 넣기/ })
  await field.fill('sarangbang://add#none')
  await press(theirs.page, '연결')
  await theirs.page.getByText(/초대/).first().waitFor()
  await field.fill(link)
  await press(theirs.page, '연결')

  await Promise.all([mine, theirs].map(({ page }) => page.getByRole('heading', { name: /화면에도 이 번호가 보이나요/ }).waitFor()))
  const digits = await digitsOn(mine.page)
  expect(digits).toMatch(/^\d{6}$/)
  expect(await digitsOn(theirs.page)).toBe(digits)
  await home.expectAccessible(theirs)
  await press(mine.page, '네, 똑같아요')
  await mine.page.getByRole('heading', { name: /에서도 눌러 주세요/ }).waitFor()
  await press(theirs.page, '네, 똑같아요')
  await dialog.getByRole('heading', { name: '이었어요' }).waitFor()
  await dialog.getByRole('button', { name: '뒤로' }).click()

  await theirs.page.getByText('우리 가족').first().click()
  await theirs.page.getByText('저녁은 카레').first().waitFor()
  await mine.page.getByText('지금 이어져 있어요').waitFor()
  await home.expectAccessible(mine)

  await mine.page.getByRole('button', { name: / 빼기$/ }).click()
  await mine.page.getByRole('alertdialog').getByRole('button', { name: '빼기', exact: true }).click()
  await mine.page.getByText('뺀 컴퓨터').waitFor()
  await theirs.page.getByText(/있던 이야기만 볼 수 있어요/).waitFor()
  await home.expectAccessible(theirs)
})

itAtHome('[LINK-3] the digits differ: both end, and the new computer can begin in another way', async (home) => {
  const [old, fresh] = [await home.openDoorstep({ name: '김지우' }), await home.openDoorstep()]
  const { page } = await home.page(fresh)
  await press(page, '다른 컴퓨터와 이어 쓰기')
  await page.getByRole('img', { name: '컴퓨터를 잇는 코드' }).waitFor()
  const { linking } = fresh.host.state()
  expect(await old.client.call('devices.take', { link: linking?.link ?? '' })).toMatchObject({ ok: true })
  await page.getByRole('heading', { name: /화면에도 이 번호가 보이나요/ }).waitFor()
  await press(page, '번호가 달라요')
  await page.getByRole('heading', { name: '잇지 않았어요' }).waitFor()
  await press(page, '뒤로')
  await page.getByRole('heading', { name: '어떤 말로 쓸까요?' }).waitFor()
  const state = await old.client.call('devices.get')
  expect(state).toMatchObject({ ok: true, value: { linking: { state: 'ended', code: 'LINK_DIFFERENT' }, devices: [{ isThis: true }] } })
})
