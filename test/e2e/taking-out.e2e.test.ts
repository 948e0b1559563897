/** Rooms and the address book leave as files, and what happened meanwhile is told room by room. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { axeFindings, launchChromium } from '../harness/browser/index.ts'
import { itAtHome } from './at-home.ts'

interface Saved {
  readonly name: string
  readonly bytes: Buffer
}

/** Makes the file of the open dialog and keeps what the browser saves. */
async function saved(page: Page): Promise<Saved> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '파일 만들기' }).click()
  const save = dialog.getByRole('button', { name: / 저장$/ })
  await save.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  const bytes = readFileSync(await download.path())
  await dialog.getByText('저장하도록 넘겼어요').waitFor()
  await dialog.getByRole('button', { name: '마치기' }).click()
  await dialog.waitFor({ state: 'detached' })
  return { name: download.suggestedFilename(), bytes }
}

itAtHome('a room, all rooms and the address book leave as files', async (home) => {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우', runs: 'here' }), home.openHouse({ name: '엄마', runs: 'here' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  const room = await jiwoo.ask('rooms.create', { name: '우리 집: <b>봄</b>', members: [mum.account] })
  await jiwoo.ask('messages.send', { room, texts: ['<script>alert(1)</script> 안녕', '=SUM(A1)'] })
  const view = await home.page(jiwoo)
  const { page } = view
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  const open = async () => {
    await page.getByRole('button', { name: '더 보기' }).last().click()
    await page.getByRole('menuitem', { name: '대화 내보내기' }).click()
    await page.getByRole('dialog').getByRole('radio', { name: '텍스트' }).waitFor()
  }

  await open()
  await home.expectAccessible(view)
  const text = await saved(page)
  expect(text.name).toMatch(/^우리 집.*\.txt$/)
  expect(text.name).not.toMatch(/[<>:/\\]/)
  expect(text.bytes.toString()).toMatch(/^Sarangbang text 1\n/)
  expect(text.bytes.toString()).toContain(' 지우: <script>alert(1)</script> 안녕\n')
  expect(text.bytes.toString()).toContain('\nEnd: 2\n')

  // A stretch that ends before it begins is said; one before the first message is empty.
  await open()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('처음 날').fill('2022-10-16')
  await dialog.getByLabel('마지막 날').fill('2022-10-15')
  await dialog.getByRole('button', { name: '파일 만들기' }).click()
  await dialog.getByText('마지막 날이 처음 날보다 빨라요.').waitFor()
  await dialog.getByLabel('마지막 날').fill('2022-10-17')
  await dialog.getByRole('radio', { name: /JSON Lines/ }).click()
  const lines = (await saved(page)).bytes.toString().trim().split('\n')
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ type: 'end', messages: 0 })

  await open()
  await page.getByRole('dialog').getByRole('radio', { name: '웹 페이지(HTML)' }).click()
  const html = await saved(page)
  expect(html.name).toMatch(/\.html$/)
  await looksRight(html.bytes)

  await page.evaluate(`location.hash = '#/settings/out'`)
  await page.getByRole('button', { name: '모든 대화 내보내기 고르기' }).click()
  await home.expectAccessible(view)
  const all = await saved(page)
  expect(all.name).toMatch(/\.zip$/)
  expect(all.bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  for (const [kind, begins] of [
    [/vCard 3/, 'BEGIN:VCARD\r\nVERSION:3.0'],
    [/vCard 4/, 'BEGIN:VCARD\r\nVERSION:4.0'],
    [/구글/, ''],
  ] as const) {
    await page.getByRole('button', { name: '연락처 내보내기 고르기' }).click()
    await page.getByRole('dialog').getByRole('radio', { name: kind }).click()
    const contacts = (await saved(page)).bytes.toString()
    expect(contacts.startsWith(begins)).toBe(true)
    expect(contacts).toContain('엄마')
  }
  await home.expectAccessible(view)
})

/** Opened from the disk like a person opens it: nothing runs, nothing is fetched, and axe finds nothing. */
async function looksRight(bytes: Buffer): Promise<void> {
  const html = bytes.toString()
  expect(html).not.toMatch(/<script/i)
  expect(html).toContain('&lt;script&gt;')
  const folder = mkdtempSync(join(tmpdir(), 'sb-html-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', (request) => void asked.push(request.url()))
    page.on('dialog', () => void asked.push('dialog'))
    await page.setContent(html)
    await page.getByText('<script>alert(1)</script> 안녕').waitFor()
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([])
    expect(await axeFindings(page)).toEqual([])
  } finally {
    await browser.close()
  }
}

itAtHome('what happened meanwhile leads to where it was said', async (home) => {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우', runs: 'here' }), home.openHouse({ name: '엄마', runs: 'here' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  const view = await home.page(jiwoo)
  const { page } = view
  await page.evaluate(`location.hash = '#/settings/out'`)
  const open = page.getByRole('button', { name: /그동안 있었던 일/ })
  await open.click()
  const dialog = page.getByRole('dialog', { name: '그동안 있었던 일' })
  await dialog.getByText('그동안 조용했어요').waitFor()
  await home.expectAccessible(view)
  await dialog.getByRole('button', { name: '닫기' }).click()

  const [contact] = await mum.ask('people.contacts')
  const room = await mum.ask('rooms.direct', { account: contact?.account ?? jiwoo.account })
  await mum.ask('messages.send', { room, texts: ['밥은 먹었니?'] })
  await expect.poll(async () => (await jiwoo.ask('exports.digest', { since: 0 })).messages).toBe(1)
  await open.click()
  await dialog.getByText('방 1개에서 메시지 1개').waitFor()
  await dialog.getByText('엄마 1개').waitFor()
  const waiting = dialog.getByRole('group', { name: '답을 기다려요' })
  await home.expectAccessible(view)
  await dialog.getByRole('combobox', { name: '언제부터' }).click()
  await page.getByRole('option', { name: '지난 7일' }).click()
  await waiting.getByRole('link', { name: /밥은 먹었니/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('feed').getByText('밥은 먹었니?').waitFor()
})
