/** Files that are not what they say: what a room shows of them, what it asks before they are saved, under which names, and that nothing of them runs. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { ZipFile } from 'yazl'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { House } from '../harness/houses/index.ts'
import { pngOf } from '../harness/pictures.ts'
import { sendFiles } from '../harness/send-files.ts'
import { jpegIn } from '../harness/some-media.ts'
import { type Home, itAtHome } from './at-home.ts'

const RISKY = '컴퓨터에서 실행될 수 있는 파일이에요'
const FORBIDDEN = /[\p{Cc}\p{Cf}/\\:]/u

itAtHome('programs, scripts, pages and drawings under names of pictures are told for what they are, and run nowhere', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  const outside = await listener()
  try {
    const call = `parent.hostile = 1; document.title = 'hostile'; fetch('${outside.url}')`
    const page = `<!doctype html><title>x</title><script>${call}</script><img src="${outside.url}">`
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" onload="${call}"><script>${call}</script><image href="${outside.url}"/></svg>`
    const disguised = [
      ['사진.jpg', Buffer.from('MZ\u0090\0\u0003\0\0\0\u0004\0 no picture', 'latin1')],
      ['가족.png', Buffer.from('\u007fELF\u0002\u0001\u0001\0 no picture', 'latin1')],
      ['바다.webp', Buffer.from('#!/bin/sh\nrm -rf ~\n')],
      ['공지.png', Buffer.from(page)],
      ['로고.png', Buffer.from(`<?xml version="1.0"?><!-- logo -->${drawing}`)],
    ] as const
    const sent = new Map<string, MessageId>()
    for (const [name, bytes] of disguised) sent.set(name, await sendFiles(mum, room, [{ name, bytes, width: 640, height: 480 }]))
    const view = await home.page(jiwoo)
    const asked: string[] = []
    view.page.on('request', (request) => asked.push(request.url()))
    const feed = await openRoom(view.page, room)
    for (const [name, bytes] of disguised) {
      const card = feed.getByRole('button', { name })
      await card.getByText(RISKY).waitFor()
      await bring(card)
      expect(await card.locator('img').count()).toBe(0)

      // By the card and by the menu: a question first, and the safe answer saves nothing.
      await card.click()
      await leave(view.page, name)
      await card.click({ button: 'right' })
      await view.page.getByRole('menuitem', { name: '저장', exact: true }).click()
      await leave(view.page, name)

      // Its address gives bytes to be saved, whatever a page does with it.
      const message = sent.get(name)
      if (message === undefined) throw new Error(`${name} was not sent`)
      const { address, type } = await jiwoo.ask('attachments.open', { message, index: 0 })
      expect(type).not.toMatch(/^image\/(jpeg|png|webp)$/)
      expect(await headersOf(view.page, address)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': expect.stringMatching(/^attachment/),
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
      })
      const saving = view.page.waitForEvent('download')
      await card.click()
      await view.page.getByRole('alertdialog').getByRole('button', { name: '저장하기' }).click()
      const saved = await saving
      expect(saved.suggestedFilename()).toBe(name)
      expect(await readFile(await saved.path())).toEqual(bytes)
    }
    await home.expectAccessible(view)
    await lives(view.page, mum, room)
    expect(await view.page.evaluate('window.hostile')).toBeUndefined()
    expect(await view.page.title()).not.toBe('hostile')
    const own = new URL(view.page.url()).host
    expect(asked.filter((url) => /^https?:/.test(url) && new URL(url).host !== own)).toEqual([])
    expect(outside.count()).toBe(0)
  } finally {
    await outside.close()
  }
})

itAtHome(
  'names that turn around, lead elsewhere or are nobody’s are harmless where they are shown and where they are saved',
  async (home) => {
    const { jiwoo, mum, room } = await direct(home)
    const folder = await mkdtemp(join(tmpdir(), 'sarangbang-saved-'))
    try {
      const turned = await sendFiles(mum, room, [{ name: 'invoice\u202Efdp.exe', bytes: Buffer.from('MZ\u0090\0', 'latin1') }])
      const names = ['../../../.bashrc', 'C:\\Windows\\system32\\evil.bat', '/etc/cron.d/x', 'nul', '..', 'a\nb\u0000.txt']
      const others: MessageId[] = []
      for (const name of names) others.push(await sendFiles(mum, room, [{ name, bytes: Buffer.from('plain words') }]))
      await sendFiles(mum, room, [{ name: '빈 파일.txt', bytes: new Uint8Array(0) }])
      await sendFiles(mum, room, [{ name: '공짜.zip', bytes: await bombOf(64 * 1024 * 1024) }])
      const view = await home.page(jiwoo)
      const feed = await openRoom(view.page, room)

      const card = feed.getByRole('button', { name: /invoice fdp\.exe/ })
      await card.getByText(RISKY).waitFor()
      await bring(card)
      const saving = view.page.waitForEvent('download')
      await card.click()
      await view.page
        .getByRole('alertdialog', { name: /invoice fdp\.exe/ })
        .getByRole('button', { name: '저장하기' })
        .click()
      expect((await saving).suggestedFilename()).toBe('invoice fdp.exe')

      for (const [name, bytes] of [
        ['빈 파일.txt', 0],
        ['공짜.zip', (await bombOf(64 * 1024 * 1024)).length],
      ] as const) {
        const plain = feed.getByRole('button', { name })
        await bring(plain)
        const handed = view.page.waitForEvent('download')
        await plain.click()
        expect((await readFile(await (await handed).path())).length).toBe(bytes)
      }

      for (const message of [turned, ...others]) {
        await jiwoo.ask('transfers.fetch', { message, index: 0 })
        const path = await jiwoo.until('it is saved', async () =>
          jiwoo.ask('attachments.save', { message, index: 0, folder }).then(
            (saved) => saved.path,
            () => undefined,
          ),
        )
        expect(dirname(path)).toBe(folder)
        expect(basename(path)).not.toMatch(FORBIDDEN)
        expect(basename(path)).not.toMatch(/^(\.|nul$)/i)
      }
      expect(await readdir(folder)).toHaveLength(1 + others.length)
      const shown = await view.page.evaluate<string>('document.body.innerText')
      expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
      expect(shown).not.toContain('../')
      await home.expectAccessible(view)
      await lives(view.page, mum, room)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)

itAtHome('pictures of more than can be unpacked stay closed, and one with the ending of a program is asked about', async (home) => {
  const { jiwoo, mum, room } = await direct(home)
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('navigation').first().waitFor()
  const side = Math.ceil(Math.sqrt(RESOURCE.SEND_PICTURE_PIXELS)) + 1
  await sendFiles(mum, room, [{ name: '하늘.png', bytes: pngOf(400, side), width: 64, height: 64 }])
  await sendFiles(mum, room, [{ name: '더 큰 하늘.png.exe', bytes: pngOf(400, 0xffff_ffff), width: 64, height: 64 }])
  await sendFiles(mum, room, [{ name: '빈 하늘.png', bytes: pngOf(400, 0), width: 64, height: 64 }])
  await sendFiles(mum, room, [{ name: '한강.jpg.exe', bytes: await jpegIn(page, 640, 480), width: 640, height: 480 }])
  const feed = await openRoom(page, room)
  const closed = feed.getByRole('button', { name: /여기서는 볼 수 없어요|보여 드릴 수 없어요|열 수 없어요/ })
  await expect.poll(() => closed.count(), { timeout: 20_000 }).toBe(3)
  expect(await closed.locator('img[src^="media/"]').count()).toBe(0)

  const tooLarge = feed.getByRole('button', { name: /너무 커서/ })
  const saving = page.waitForEvent('download')
  await tooLarge.first().click()
  expect((await saving).suggestedFilename()).toBe('하늘.png')
  await tooLarge.last().click()
  await leave(page, '더 큰 하늘.png.exe')

  // A picture it is; the system would run it all the same.
  const drawn = feed.locator('img[src^="media/"]')
  await expect.poll(() => drawn.count(), { timeout: 20_000 }).toBe(1)
  await drawn.click({ button: 'right' })
  await page.getByRole('menuitem', { name: '저장', exact: true }).click()
  await leave(page, '한강.jpg.exe')
  await drawn.click()
  await page.getByRole('dialog', { name: /사진/ }).waitFor()
  await page.keyboard.press('s')
  await leave(page, '한강.jpg.exe')
  await home.expectAccessible(view)
  await lives(page, mum, room)
})

/** The question is there, and is answered with no. */
async function leave(page: Page, name: string): Promise<void> {
  const question = page.getByRole('alertdialog', { name: new RegExp(name) })
  await question.waitFor()
  await question.getByRole('button', { name: '저장하지 않기' }).click()
  await question.waitFor({ state: 'detached' })
}

/** Files are got by a press, unless they came by themselves. */
async function bring(card: Locator): Promise<void> {
  // Pressed again where the list moved under the pointer; not while it comes, when a press pauses.
  await expect
    .poll(async () => {
      if ((await card.getByText('누르면 받아요').count()) > 0) await card.click()
      return card.getByText('누르면 저장해요').count()
    })
    .toBe(1)
}

/** What is said next is seen. */
async function lives(page: Page, from: House, room: RoomId): Promise<void> {
  await from.ask('messages.send', { room, texts: ['아직 잘 보이니?'] })
  await page.getByRole('feed').getByText('아직 잘 보이니?').waitFor()
}

function headersOf(page: Page, address: string): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(`fetch(${JSON.stringify(address)}).then(({ headers }) => Object.fromEntries(headers))`)
}

/** Somebody outside who would like to be called. */
async function listener() {
  let calls = 0
  const server = createServer((_, response) => {
    calls += 1
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/called`,
    count: () => calls,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** A zip of a few kilobytes that unpacks to so many zeros. */
async function bombOf(bytes: number): Promise<Uint8Array> {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.alloc(bytes), 'word/document.xml')
  zip.end()
  const pieces: Uint8Array[] = []
  for await (const piece of zip.outputStream) pieces.push(piece as Uint8Array)
  return Buffer.concat(pieces)
}

async function direct(home: Home): Promise<{ readonly jiwoo: House; readonly mum: House; readonly room: RoomId }> {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: '엄마' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  await Promise.all([jiwoo.ask('rooms.direct', { account: mum.account }), mum.ask('rooms.direct', { account: jiwoo.account })])
  const room = await jiwoo.until('one room', async () => {
    const [[here], [there]] = await Promise.all([jiwoo.ask('rooms.list'), mum.ask('rooms.list')])
    return here?.room === there?.room ? here?.room : undefined
  })
  return { jiwoo, mum, room }
}

async function openRoom(page: Page, room: RoomId): Promise<Locator> {
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  const feed = page.getByRole('feed')
  await feed.getByRole('article').last().waitFor()
  return feed
}
