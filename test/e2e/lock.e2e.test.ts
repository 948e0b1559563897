import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { RPC } from '../../shared/limits.ts'
import { itAtHome } from './at-home.ts'

const FIRST = '감자 두 박스'
const SECOND = '고구마 세 박스'
const selected = 'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)'

const field = (page: Page, name = '비밀번호') => page.getByRole('textbox', { name, exact: true }).or(page.getByLabel(name, { exact: true }))

itAtHome('a locked door shows nothing of what lies behind, says what was wrong, and counts the wait down', async (home) => {
  const door = await home.openDoorstep({ name: '김지우', passphrase: FIRST })
  const view = await home.page(door)
  const { page } = view
  await page.getByRole('heading', { level: 1, name: '잠겨 있어요' }).waitFor()
  expect(await page.title()).toBe('사랑방')
  expect(await page.content()).not.toContain('김지우')
  await home.expectAccessible(view)
  // The field has the focus by itself.
  await page.keyboard.type('rkawk en qkrtm')
  await page.keyboard.press('Enter')
  await page.getByText(/비밀번호가 달라요/).waitFor()
  expect(await page.evaluate(selected)).toBe('rkawk en qkrtm')
  await home.expectAccessible(view)
  for (let tried = 1; tried <= RPC.PASSPHRASE_FREE_TRIES; tried++) await door.client.call('host.unlock', { passphrase: `${tried}` })
  await page.getByText(/초 뒤에 다시 해 보세요/).waitFor()
  await page.getByText(/초 뒤에 다시 해 보세요/).waitFor({ state: 'hidden' })
  await page.keyboard.type(FIRST)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '설정' }).waitFor()
})

itAtHome('a passphrase is set, locks, is changed and taken away again in the settings', async (home) => {
  const door = await home.openDoorstep({ name: '지우' })
  const view = await home.page(door)
  const { page } = view
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = page.getByRole('dialog')
  await page.getByRole('link', { name: '설정' }).click()
  await page.getByRole('link', { name: '잠금' }).click()
  await button('비밀번호 걸기').click()
  await dialog.waitFor()
  await home.expectAccessible(view)
  await page.keyboard.type('짧다')
  await page.keyboard.press('Enter')
  await page.getByText('여덟 글자 이상으로 해 주세요.').waitFor()
  await field(page, '새 비밀번호').fill(`${FIRST} 더`)
  await field(page, '한 번 더').fill('다른 말')
  await page.keyboard.press('Enter')
  await page.getByText('두 번 쓴 것이 서로 달라요.').waitFor()
  await field(page, '한 번 더').fill(`${FIRST} 더`)
  await page.keyboard.press('Enter')
  await page.getByText('비밀번호를 걸었어요').waitFor()
  await home.expectAccessible(view)

  await page.getByRole('combobox', { name: '저절로 잠그기' }).click()
  await page.getByRole('option', { name: '5분 뒤', exact: true }).click()
  await expect.poll(async () => door.client.call('profile.settings')).toMatchObject({ value: { lockAfterMinutes: 5 } })

  await button('지금 잠그기').click()
  await page.getByRole('heading', { level: 1, name: '잠겨 있어요' }).waitFor()
  await page.keyboard.type(`${FIRST} 더`)
  await page.keyboard.press('Enter')
  await button('바꾸기').click()
  await field(page, '지금 비밀번호').fill('아니에요 아니에요')
  await field(page, '새 비밀번호').fill(SECOND)
  await field(page, '한 번 더').fill(SECOND)
  await page.keyboard.press('Enter')
  await dialog
    .getByText(/비밀번호가/)
    .first()
    .waitFor()
  await field(page, '지금 비밀번호').fill(`${FIRST} 더`)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })

  await page.keyboard.press('Control+l')
  await page.getByRole('heading', { level: 1, name: '잠겨 있어요' }).waitFor()
  await page.keyboard.type(SECOND)
  await page.keyboard.press('Enter')
  await button('없애기').click()
  await page.keyboard.type(SECOND)
  await page.keyboard.press('Enter')
  await page.getByText('비밀번호가 없어요').waitFor()
  expect(await door.client.call('host.lock')).toMatchObject({ ok: false })
})
