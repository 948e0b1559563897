/** A door that locks by itself, and what is left of the house in the memory of the page then. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchChromium, openView } from '../harness/browser/index.ts'
import { itAtHome } from './at-home.ts'

const SECRET = '다락방 열쇠는 팔이칠일구'
const DRAFT = '장독대 아래 삼공사이'
const PASSPHRASE = '감자 두 박스 반'

itAtHome('after a silence the door locks, and nothing of what was said stays in the memory of the page', async (home) => {
  const jiwoo = await home.openHouse({ name: '김지우' })
  const room = await jiwoo.ask('rooms.create', { name: '오미자밭 모임' })
  await jiwoo.ask('messages.send', { room, texts: [SECRET] })
  const browser = await launchChromium()
  try {
    const view = await openView(browser, jiwoo, {}, (page) => page.clock.install())
    const { page } = view
    await setPassphrase(page)
    await jiwoo.ask('profile.changeSettings', { lockAfterMinutes: 1 })
    await page.evaluate(`location.hash = '#/rooms/${room}'`)
    await page.getByText(SECRET).first().waitFor()
    await page.keyboard.type(DRAFT)
    await jiwoo.until('it is kept', async () => (await jiwoo.ask('rooms.list')).some(({ draft }) => draft?.text === DRAFT))
    expect(await memoryHolds(page, SECRET)).toBe(true)

    await page.clock.fastForward(50_000)
    await page.keyboard.press('Shift')
    await page.clock.fastForward(50_000)
    await page.getByText(SECRET).first().waitFor()
    await page.clock.fastForward(11_000)
    await page.getByRole('heading', { name: '잠겨 있어요' }).waitFor()
    await expect.poll(() => page.title()).toBe('사랑방')
    for (const said of [SECRET, DRAFT, '오미자밭 모임']) {
      await expect.poll(() => memoryHolds(page, said), { timeout: 20_000, message: said }).toBe(false)
    }

    await page.getByLabel('비밀번호', { exact: true }).fill(PASSPHRASE)
    await page.keyboard.press('Enter')
    await page.getByText(SECRET).first().waitFor()
    await expect.poll(() => page.getByRole('textbox', { name: '오미자밭 모임에 보내기' }).inputValue()).toBe(DRAFT)
    expect(view.troubles()).toEqual([])
  } finally {
    await browser.close()
  }
})

itAtHome(
  'the key that locks is left to the browser where there is no passphrase yet, and keeps the last letters where there is',
  async (home) => {
    const jiwoo = await home.openHouse({ name: '김지우' })
    const room = await jiwoo.ask('rooms.create', { name: '우리 가족' })
    const { page } = await home.page(jiwoo)
    await page.getByRole('navigation').first().waitFor()
    await page.keyboard.press('Control+L')
    expect(page.url()).not.toContain('settings')
    await setPassphrase(page)
    await page.evaluate(`location.hash = '#/rooms/${room}'`)
    await page.getByRole('textbox', { name: '우리 가족에 보내기' }).waitFor()
    await page.keyboard.type('방금 쓴 글')
    await page.keyboard.press('Control+L')
    await page.getByRole('heading', { name: '잠겨 있어요' }).waitFor()
    await page.getByLabel('비밀번호', { exact: true }).fill(PASSPHRASE)
    await page.keyboard.press('Enter')
    const field = page.getByRole('textbox', { name: '우리 가족에 보내기' })
    await field.waitFor()
    await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe('방금 쓴 글')
  },
)

async function setPassphrase(page: Page): Promise<void> {
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/settings/lock'`)
  await page.getByRole('button', { name: '비밀번호 걸기' }).click()
  await page.getByLabel('새 비밀번호', { exact: true }).fill(PASSPHRASE)
  await page.getByLabel('한 번 더', { exact: true }).fill(PASSPHRASE)
  await page.getByRole('dialog').getByRole('button', { name: '비밀번호 걸기' }).click()
  await page.getByText('비밀번호를 걸었어요').waitFor()
}

/** Looks through everything that is still alive in the page's memory, after a collection. */
async function memoryHolds(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page)
  let snapshot = ''
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (snapshot += chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return snapshot.includes(text) || snapshot.includes(escaped(text))
}

/** As a snapshot writes letters beyond Latin. */
function escaped(text: string): string {
  const code = (letter: string): string => letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return [...text].map((letter) => (letter === ' ' ? letter : `\\u${code(letter)}`)).join('')
}
