/** Codes seen by the camera: what the browser's pretended camera films is a picture of the other screen. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchChromium, openView } from '../harness/browser/index.ts'
import { itAtHome } from './at-home.ts'

/** A camera held before that code, with some of the screen around it; a film of one picture. */
async function withCameraOn<T>(code: Locator, body: (browser: Awaited<ReturnType<typeof launchChromium>>) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-camera-'))
  const film = join(folder, 'screen.mjpeg')
  const box = await code.boundingBox()
  if (box === null) throw new Error('the code is not on the screen')
  const clip = { x: box.x - AROUND, y: box.y - AROUND, width: even(box.width) + 2 * AROUND, height: even(box.height) + 2 * AROUND }
  writeFileSync(film, await code.page().screenshot({ type: 'jpeg', quality: 92, animations: 'disabled', clip }))
  const flags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
  const browser = await launchChromium({ flags })
  try {
    return await body(browser)
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const AROUND = 20
/** Films have even sides. */
const even = (size: number): number => 2 * Math.round(size / 2)

async function at(page: Page, path: string): Promise<void> {
  await page.getByRole('navigation').waitFor()
  await page.evaluate(`location.hash = '#/people${path}'`)
}

itAtHome('whoever scans the code on the other screen is connected and compared at once', async (home) => {
  const [jiwoo, minjun] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: '민준' })])
  const mine = await home.page(jiwoo)
  await at(mine.page, '/invite')
  const code = mine.page.getByRole('img', { name: '초대 QR' })
  await code.waitFor()
  await withCameraOn(code, async (browser) => {
    const theirs = await openView(browser, minjun)
    await at(theirs.page, '/accept')
    await theirs.page.getByRole('button', { name: '카메라로 찍기' }).click()
    await theirs.page.getByText('지우라고 해요').waitFor()
    await theirs.page.getByRole('button', { name: '이어지기' }).click()
    const verified = (account: string) => async () =>
      (await (account === jiwoo.account ? minjun : jiwoo).ask('people.contacts')).some((each) => each.account === account && each.verified)
    await Promise.all([minjun.until('compared', verified(jiwoo.account)), jiwoo.until('compared', verified(minjun.account))])
    // The camera is let go of with what needed it.
    expect(await theirs.page.getByLabel('카메라 화면').count()).toBe(0)
    expect(theirs.troubles()).toEqual([])
  })
})

itAtHome('a safety number is compared by camera, and one of somebody else never counts', async (home) => {
  const [jiwoo, mum, dad] = await Promise.all(['지우', '엄마', '아빠'].map((name) => home.openHouse({ name })))
  if (jiwoo === undefined || mum === undefined || dad === undefined) throw new Error('nobody home')
  await home.neighbourhood.introduce(jiwoo, mum)
  await home.neighbourhood.introduce(jiwoo, dad)
  const theirs = await home.page(mum)
  await at(theirs.page, `/${jiwoo.account}`)
  const code = theirs.page.getByRole('img', { name: '안전 번호 QR' })
  await code.scrollIntoViewIfNeeded()
  await withCameraOn(code, async (browser) => {
    const mine = await openView(browser, jiwoo)
    const verified = async (account: string) =>
      (await jiwoo.ask('people.contacts')).some((each) => each.account === account && each.verified)
    // Mum's screen, but Dad's page.
    await at(mine.page, `/${dad.account}`)
    await mine.page.getByRole('button', { name: 'QR 찍어서 비교' }).click()
    await mine.page.getByText('비교했다고 하지 마세요').waitFor()
    expect(await verified(dad.account)).toBe(false)
    await mine.page.keyboard.press('Escape')
    await at(mine.page, `/${mum.account}`)
    await mine.page.getByRole('button', { name: 'QR 찍어서 비교' }).click()
    await mine.page.getByText('번호가 같아요').waitFor()
    await jiwoo.until('compared', () => verified(mum.account))
    expect(mine.troubles()).toEqual([])
  })
})

itAtHome('without a camera, or where it is refused, the page says so and what to do instead', async (home) => {
  const jiwoo = await home.openHouse({ name: '지우' })
  const { page } = await home.page(jiwoo)
  await at(page, '/accept')
  await page.getByRole('button', { name: '카메라로 찍기' }).click()
  await page.getByText(/카메라가 없어요|카메라를 쓸 수 없게 되어 있어요/).waitFor()
  await page.getByRole('textbox', { name: '받은 초대' }).waitFor()
})
