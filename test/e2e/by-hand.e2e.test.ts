import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { itAtHome } from './at-home.ts'

/** Presses the button and keeps what the browser saves. */
async function saved(page: Page, stick: string): Promise<string> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '담기', exact: true }).click()
  const save = dialog.getByRole('button', { name: /\.sbundle 저장$/ })
  await save.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  const path = join(stick, download.suggestedFilename())
  copyFileSync(await download.path(), path)
  await dialog.getByRole('button', { name: '마치기' }).click()
  await page.getByText('USB에 담았어요. 답도 같은 방법으로 받아 오세요.').waitFor()
  return path
}

itAtHome('messages go by hand between two who cannot reach each other, and the answer comes back', async (home) => {
  const stick = mkdtempSync(join(tmpdir(), 'sb-stick-'))
  onTestFinished(() => rmSync(stick, { recursive: true, force: true }))
  const { neighbourhood } = home
  const [mum, dad] = await Promise.all([home.openHouse({ name: '엄마', runs: 'here' }), home.openHouse({ name: '아빠', runs: 'here' })])
  await neighbourhood.introduce(mum, dad)
  await neighbourhood.cut(mum, dad)
  const there = await home.page(mum)
  const here = await home.page(dad)

  // She cannot reach him: the row says how else it goes.
  const [contact] = await mum.ask('people.contacts')
  const account = contact?.account
  if (account === undefined) throw new Error('introduced')
  const room = await mum.ask('rooms.direct', { account })
  await mum.ask('messages.send', { room, texts: ['USB로 보내는 말'] })
  await there.page.getByRole('link', { name: '연결' }).click()
  const row = there.page.getByRole('list', { name: '지금은 안 닿아요' })
  await row.getByRole('button', { name: 'USB에 담기' }).click()
  await there.page.getByRole('dialog', { name: '아빠가 받을 것 담기' }).waitFor()
  await home.expectAccessible(there)
  const file = await saved(there.page, stick)

  // The message says so.
  await there.page.getByRole('link', { name: '방', exact: true }).click()
  await there.page.getByRole('link', { name: /아빠/ }).first().click()
  await there.page.getByText('USB에 담았어요 · 아빠를 기다리는 중').waitFor()
  await home.expectAccessible(there)

  // He reads what she brought, and what is none of it.
  const photo = join(stick, 'photo.jpg')
  writeFileSync(photo, 'not one of ours')
  await here.page.getByRole('link', { name: '연결' }).click()
  await here.page.getByLabel('받은 파일 읽기').setInputFiles([file, photo])
  const summary = here.page.getByRole('dialog', { name: '파일을 읽었어요' })
  await summary.getByText('새 메시지 1개').first().waitFor()
  await summary.getByText('photo.jpg: 사랑방에서 담은 파일이 아니에요.').waitFor()
  await home.expectAccessible(here)
  await dad.ask('messages.markRead', { room })
  await summary.getByRole('button', { name: '답 담아 가기' }).click()
  const answer = await saved(here.page, stick)

  // Dropped anywhere on the window.
  await drop(there.page, answer)
  await there.page.getByText('내 메시지 1개가 도착했어요').waitFor()
  await there.page.getByRole('dialog').getByRole('button', { name: '닫기' }).last().click()
  await there.page
    .getByText(/아빠가 받았어요|읽음/)
    .first()
    .waitFor()
  expect(await there.page.getByText(/USB에 담았어요 ·/).count()).toBe(0)
})

async function drop(page: Page, path: string): Promise<void> {
  const bytes = readFileSync(path).toString('base64')
  // As a text: tests have no document.
  await page.evaluate(`{
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob('${bytes}'), (letter) => letter.charCodeAt(0))], 'answer.sbundle'))
    for (const type of ['dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }))
  }`)
}
