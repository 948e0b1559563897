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
  // Nothing is chosen for anybody: the question has the focus, and Enter answers nothing.
  for (const { page } of [mine, theirs]) {
    expect(await page.evaluate('document.activeElement?.textContent')).toMatch(/화면에도 이 번호가 보이나요/)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '네, 똑같아요' }).waitFor()
  }
  await press(mine.page, '네, 똑같아요')
  await mine.page.getByRole('heading', { name: /에서도 눌러 주세요/ }).waitFor()
  expect(await mine.page.evaluate('document.activeElement?.textContent')).toMatch(/에서도 눌러 주세요/)
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

itAtHome(
  '[OWN-9] a computer that a stolen one took out: the words, typed there, take the stolen one out and bring it back',
  async (home) => {
    const [old, fresh] = [await home.openDoorstep(), await home.openDoorstep()]
    const made = await old.client.call('host.create', { name: '김지우', language: 'ko' })
    const words = made.ok ? made.value.words : []
    expect(words).toHaveLength(12)
    const shown = await old.client.call('devices.show')
    await fresh.client.call('host.linkTake', { link: shown.ok ? (shown.value.link ?? '') : '' })
    const hasDigits = async () => {
      const state = await old.client.call('devices.get')
      return state.ok && state.value.linking?.digits !== undefined
    }
    await expect.poll(hasDigits, { timeout: 15_000 }).toBe(true)
    await Promise.all([old.client.call('devices.confirm', { same: true }), fresh.client.call('host.linkConfirm', { same: true })])
    const mine = await home.page(old)
    await mine.page.goto(`${mine.page.url().split('#')[0]}#/settings/devices`)
    await mine.page.getByText('지금 이어져 있어요').waitFor({ timeout: 30_000 })

    // Asked about on the way to taking it out as well.
    await mine.page.getByRole('button', { name: / 빼기$/ }).click()
    await mine.page.getByRole('alertdialog').getByRole('button', { name: '도둑맞았거나 잃어버렸어요' }).click()
    await mine.page.getByRole('dialog', { name: '도둑맞은 컴퓨터 빼기' }).getByRole('combobox', { name: '언제부터 없었나요?' }).waitFor()
    await home.expectAccessible(mine)
    await mine.page.keyboard.press('Escape')

    const state = await old.client.call('devices.get')
    const device = state.ok ? state.value.devices.find(({ isThis }) => isThis)?.device : undefined
    if (device === undefined) throw new Error('a device')
    expect(await fresh.client.call('devices.revoke', { device })).toMatchObject({ ok: true })
    await mine.page.goto(`${mine.page.url().split('#')[0]}#/`)
    await press(mine.page, '제가 안 뺐어요')
    const dialog = mine.page.getByRole('dialog')
    await dialog.getByText(/모두 없던 일이 돼요/).waitFor()
    await home.expectAccessible(mine)
    await dialog.getByRole('button', { name: '계속' }).click()
    const fields = dialog.getByRole('combobox')
    await fields.first().waitFor()
    await dialog.getByRole('button', { name: '빼기', exact: true }).click()
    await dialog.getByRole('alert').getByText('단어 12개를 모두 넣어 주세요.').waitFor()
    for (const [place, word] of words.toReversed().entries()) await fields.nth(place).fill(word)
    await dialog.getByRole('button', { name: '빼기', exact: true }).click()
    await dialog
      .getByRole('alert')
      .getByText(/단어|복구/)
      .waitFor()
    for (const [place, word] of words.entries()) await fields.nth(place).fill(word)
    await home.expectAccessible(mine)
    await dialog.getByRole('button', { name: '빼기', exact: true }).click()
    await mine.page
      .getByText(/이 컴퓨터를 되돌리고/)
      .first()
      .waitFor()
    await mine.page.getByRole('button', { name: '제가 안 뺐어요' }).waitFor({ state: 'detached' })
    expect(await old.client.call('devices.get')).toMatchObject({
      ok: true,
      value: { isRevoked: false, devices: [{ isThis: true }, { isRevokedByWords: true }] },
    })
    const isOut = async () => {
      const seen = await fresh.client.call('devices.get')
      return seen.ok && seen.value.isRevoked
    }
    await expect.poll(isOut, { timeout: 30_000 }).toBe(true)
  },
)

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
