import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Settings } from '../../shared/messenger/index.ts'
import { ELSEWHERE, type View } from '../harness/browser/index.ts'
import type { Doorstep } from '../harness/houses/index.ts'
import { type Home, itAtHome } from './at-home.ts'

async function section(page: Page, name: string): Promise<void> {
  // The rail has my profile too.
  await page.getByRole('link', { name, exact: true }).last().click()
  await page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
}

async function settingsOf({ client }: Doorstep): Promise<Settings> {
  const answer = await client.call('profile.settings')
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

const sampleSize = `getComputedStyle([...document.querySelectorAll('p')].find((p) => p.textContent === '이만하면 안경 없이도 보이겠다')).fontSize`
const fontSize = (page: Page, selector: string) => page.evaluate(`getComputedStyle(document.querySelector('${selector}')).fontSize`)

/** A page on another device: without https, as on a network at home. */
async function fromElsewhere(home: Home, door: Doorstep): Promise<View> {
  const pageUrl = () => door.pageUrl().replace('127.0.0.1', ELSEWHERE)
  const view = await home.page({ language: 'ko', pageUrl }, { width: 'narrow' })
  view.expectTrouble(/Cross-Origin-Opener-Policy/)
  return view
}

itAtHome('every setting takes effect at once and is kept', async (home) => {
  const door = await home.openDoorstep({ name: '김지우' })
  const view = await home.page(door)
  const { page } = view
  await page.getByRole('link', { name: '설정' }).click()

  await section(page, '보기')
  await page.getByRole('radio', { name: '어둡게' }).click()
  await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
  await page.getByRole('radio', { name: '컴퓨터 설정대로' }).click()
  await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBeUndefined()

  const slider = page.getByRole('slider', { name: '글자 크기' })
  await slider.focus()
  await page.keyboard.press('End')
  await expect.poll(() => fontSize(page, 'html')).toBe('24px')
  // The sample is as large as what it is a sample of.
  await expect.poll(() => page.evaluate(sampleSize)).toBe('22.5px')
  await home.expectAccessible(view)
  await page.keyboard.press('Home')
  await expect.poll(() => fontSize(page, 'html')).toBe('14.4px')
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await settingsOf(door)).textSize).toBe(100)

  await page.getByRole('combobox', { name: '언어' }).click()
  await page.getByRole('option', { name: 'English' }).click()
  await page.getByRole('heading', { level: 2, name: 'Appearance' }).waitFor()
  expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  await page.getByRole('combobox', { name: 'Language' }).click()
  await page.getByRole('option', { name: '한국어' }).click()

  await section(page, '대화')
  for (const [name, key] of [
    ['Enter로 보내기', 'enterSends'],
    ['쓰는 중 알리기', 'typing'],
    ['읽음 알리기', 'readReceipts'],
  ] as const) {
    const before = (await settingsOf(door))[key]
    await page.getByRole('switch', { name }).click()
    await expect.poll(async () => (await settingsOf(door))[key]).toBe(!before)
    await expect.poll(() => page.getByRole('switch', { name }).getAttribute('aria-checked')).toBe(String(!before))
  }
  await home.expectAccessible(view)

  await section(page, '닿는 길')
  await page.getByText('내 인터넷 주소와 언제 물어봤는지예요').waitFor()
  await page.getByRole('switch', { name: '다른 컴퓨터를 거쳐 찾기' }).click()
  await expect.poll(async () => (await settingsOf(door)).rendezvous).toBe(true)
  await page.getByText('켜짐. 지금은 필요 없어요').waitFor()
  await page.getByText('물어볼 컴퓨터를 아직 몰라요').waitFor()
  for (const [name, key] of [
    ['내 사람들이 이 컴퓨터를 거쳐 이야기하기', 'relay'],
    ['공유기에 길을 열어 달라고 하기', 'portMapping'],
  ] as const) {
    const before = (await settingsOf(door))[key]
    await page.getByRole('switch', { name }).click()
    await expect.poll(async () => (await settingsOf(door))[key]).toBe(!before)
  }
  // Agreed: from now on it is said who talks through here.
  await page.getByText('지금은 없어요').waitFor()
  await home.expectAccessible(view)

  await section(page, '알림')
  await page.getByRole('combobox', { name: '알림에 보여 줄 것' }).click()
  await page.getByRole('option', { name: '누가 보냈는지만' }).click()
  await expect.poll(async () => (await settingsOf(door)).notifications).toBe('name')

  await section(page, '내 정보')
  await page.getByRole('textbox', { name: '이름' }).fill('지우')
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await door.client.call('profile.me')).ok && (await page.getByText('저장했어요').count()))
    .toBeGreaterThan(0)
  expect(await door.client.call('profile.me')).toMatchObject({ ok: true, value: { name: '지우' } })

  for (const name of ['내 정보', '열두 단어', '내 기기', '차단한 사람', '저장 공간', '사랑방 정보'] as const) {
    await section(page, name)
    await home.expectAccessible(view)
  }
  await page.getByText('better-sqlite3-multiple-ciphers').waitFor()
})

itAtHome('a blocked person is found in the settings and let go there', async (home) => {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우', runs: 'here' }), home.openHouse({ name: '엄마', runs: 'here' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  await jiwoo.ask('people.block', { account: mum.account, blocked: true })
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('link', { name: '설정' }).click()
  await page.getByRole('link', { name: /^차단한 사람/ }).click()
  await page.getByText('엄마').waitFor()
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '차단 풀기' }).click()
  await page.getByText('차단한 사람이 없어요').waitFor()
  expect((await jiwoo.ask('people.contacts')).map(({ blocked }) => blocked)).toEqual([false])
})

itAtHome('from another device, what concerns the computer is said to be changed there, and nothing fails', async (home) => {
  const door = await home.openDoorstep({ name: '지우' })
  const { page } = await fromElsewhere(home, door)
  await page.getByRole('link', { name: '설정' }).click()
  await page.getByRole('link', { name: '잠금' }).click()
  await page.getByText('사랑방이 켜진 컴퓨터에서 바꿀 수 있어요.').waitFor()
  expect(await page.getByRole('button', { name: '비밀번호 걸기' }).count()).toBe(0)
  await page.getByRole('button', { name: '뒤로' }).click()
  await page.getByRole('link', { name: '열두 단어' }).click()
  await page.getByRole('heading', { level: 1, name: '열두 단어' }).waitFor()
  expect(await page.getByRole('button', { name: /확인하기|단어 보기/ }).count()).toBe(0)
  await page.getByRole('button', { name: '뒤로' }).click()
  await page.getByRole('link', { name: '백업', exact: true }).click()
  await page.getByText(/백업은 사랑방이 켜진 컴퓨터에서 만들어요/).waitFor()
  expect(await page.getByRole('button', { name: '지금 백업하기' }).count()).toBe(0)
})

itAtHome('a house without a profile sends another device to the computer, and opens there when it has one', async (home) => {
  const door = await home.openDoorstep()
  const { page } = await fromElsewhere(home, door)
  await page.getByRole('heading', { name: '컴퓨터에서 먼저 시작해 주세요' }).waitFor()
  expect(await page.getByRole('button').count()).toBe(0)
  expect(await door.client.call('host.create', { name: '지우', language: 'ko' })).toMatchObject({ ok: true })
  await page.getByText('불은 켜 두었어요').waitFor()
})
