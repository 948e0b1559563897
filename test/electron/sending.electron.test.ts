/** What the window sends: a folder that keeps its tree, a file in pieces, and a voice from a microphone it asked for. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { ask } from './engine-caller.ts'
import { keepPicture, launch } from './window.ts'

const Attached = v.object({ sort: v.string(), name: v.string(), type: v.string(), size: v.number(), durationMs: v.optional(v.number()) })
const Messages = v.array(v.object({ text: v.optional(v.string()), attachments: v.array(Attached) }))

it('a folder, a file and a voice go from the window; the microphone is allowed while it records, and no longer', async () => {
  const { app, home, page: open } = await launch({ flags: ['--use-fake-device-for-media-stream'] })
  const page = await open()
  await ask(page, 'host.create', { name: '지우', language: 'ko' })
  await expect.poll(async () => v.parse(v.object({ phase: v.string() }), await ask(page, 'host.state')).phase).toBe('ready')
  const room = v.parse(v.string(), await ask(page, 'rooms.create', { name: '우리 가족' }))
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  const field = page.getByRole('textbox', { name: '우리 가족에 보내기' })
  await field.waitFor()
  const sent = async () => {
    const messages = v.parse(Messages, await ask(page, 'messages.page', { room }))
    return messages.flatMap(({ attachments }) => attachments)
  }

  const folder = join(home, '여행 사진')
  mkdirSync(join(folder, '첫날'), { recursive: true })
  writeFileSync(join(folder, '첫날', '바다.txt'), '바다')
  writeFileSync(join(folder, '일정.txt'), '일정')
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, folder)
  await page.getByRole('button', { name: '붙이기' }).click()
  await page.getByRole('menuitem', { name: '폴더' }).click()
  await page.getByRole('button', { name: '여행 사진 폴더, 1개 중 1번째' }).waitFor()
  await attachFile(page, '일정.txt', '둘째 날은 산에')
  await page.getByRole('button', { name: '일정.txt, 2개 중 2번째' }).waitFor()
  await keepPicture(page, 'sending-folder')
  await field.press('Enter')
  await expect
    .poll(async () => (await sent()).map(({ name, type }) => [name, type]))
    .toEqual([
      ['여행 사진', 'application/vnd.sarangbang.set'],
      ['일정.txt', 'text/plain'],
    ])

  const microphone = () => page.evaluate<string>(`navigator.permissions.query({ name: 'microphone' }).then((it) => it.state)`)
  expect(await microphone()).toBe('denied')
  await page.getByRole('button', { name: '음성 녹음' }).press('Enter')
  await page.getByRole('timer', { name: '녹음한 시간' }).getByText('0:02').waitFor()
  expect(await microphone()).toBe('granted')
  await page.getByRole('button', { name: '보내기', exact: true }).click()
  await expect.poll(async () => (await sent()).at(-1)?.sort).toBe('voice')
  expect((await sent()).at(-1)?.durationMs).toBeGreaterThan(1_000)
  await expect.poll(microphone).toBe('denied')
})

/** Bytes that lie nowhere on a disk, as of a picture that was made smaller: they cross in pieces. */
async function attachFile(page: Page, name: string, text: string): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '더 붙이기' }).click()
  await (await asked).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
}
