/** People on one network find each other by themselves, and become contacts by six digits on both screens. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { itOnAStreet } from './street.ts'

async function toPeople(page: Page): Promise<void> {
  await page.getByRole('navigation').waitFor()
  await page.getByRole('link', { name: /^사람/ }).click()
}

const digitsOn = async (page: Page): Promise<string> => {
  const text = (await page.getByText(/^\d \d \d, \d \d \d$/).textContent()) ?? ''
  return text.replaceAll(/\D/g, '')
}

itOnAStreet(
  'whoever is near appears by himself, six digits are compared, and both know each other',
  ['김지우', '이순자'],
  async (jiwoo, soonja) => {
    const [mine, theirs] = [jiwoo.view.page, soonja.view.page]
    await Promise.all([toPeople(mine), toPeople(theirs)])
    await mine.getByRole('region', { name: '가까이 있어요' }).getByRole('button', { name: /추가$/ }).click()
    await mine.getByRole('heading', { name: /답을 기다려요/ }).waitFor()
    const knock = theirs.getByRole('region', { name: '두드린 사람' })
    await knock.getByRole('button', { name: /받아들이기$/ }).click()

    await Promise.all([mine, theirs].map((page) => page.getByRole('heading', { name: /화면에도 이 번호가 보이나요/ }).waitFor()))
    const digits = await digitsOn(mine)
    expect(digits).toMatch(/^\d{6}$/)
    expect(await digitsOn(theirs)).toBe(digits)
    // Nothing is chosen for anybody.
    expect(await mine.evaluate('document.activeElement?.tagName')).toBe('MAIN')

    await mine.getByRole('button', { name: '네, 똑같아요' }).click()
    await mine.getByRole('heading', { name: /누르기를 기다려요/ }).waitFor()
    expect((await jiwoo.house.ask('people.contacts')).filter(({ state }) => state === 'paired')).toEqual([])
    await theirs.getByRole('button', { name: '네, 똑같아요' }).click()
    await Promise.all([mine, theirs].map((page) => page.waitForURL(/#\/people\/[0-9a-f]{64}$/)))
    await Promise.all([mine, theirs].map((page) => page.getByText('만나서 비교했어요').first().waitFor()))
    expect(await jiwoo.house.ask('people.contacts')).toMatchObject([{ account: soonja.house.account, verified: true }])
  },
)

itOnAStreet(
  'when the digits differ both stop and nothing is kept; a no at the door ends it too',
  ['지우', '한결'],
  async (jiwoo, stranger) => {
    const [mine, theirs] = [jiwoo.view.page, stranger.view.page]
    await Promise.all([toPeople(mine), toPeople(theirs)])
    await theirs.getByRole('region', { name: '가까이 있어요' }).getByRole('button', { name: /추가$/ }).click()
    await mine
      .getByRole('region', { name: '두드린 사람' })
      .getByRole('button', { name: /받아들이기$/ })
      .click()
    await mine.getByRole('button', { name: '번호가 달라요' }).click()
    await Promise.all([mine, theirs].map((page) => page.getByRole('heading', { name: '안전하게 끊었어요' }).waitFor()))
    expect(await jiwoo.house.ask('people.contacts')).toEqual([])
    expect(await stranger.house.ask('people.contacts')).toEqual([])

    // The other way round, and sent away at the door.
    await mine.getByRole('button', { name: '사람으로 가기' }).click()
    await mine.getByRole('region', { name: '가까이 있어요' }).getByRole('button', { name: /추가$/ }).click()
    await theirs.getByRole('region', { name: '두드린 사람' }).getByRole('button', { name: /거절$/ }).click()
    await mine.getByRole('heading', { name: /받지 않았어요/ }).waitFor()
  },
)
