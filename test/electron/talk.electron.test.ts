/** Two apps, each with its own engine in memory, over loopback: what the person of one sees of the other outside the page. */
import type { ElectronApplication, Page } from 'playwright-core'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { SHELL } from '../../shared/limits.ts'
import { ask } from './engine-caller.ts'
import { keepPicture, launch } from './window.ts'

const Link = v.object({ link: v.string() })
const Rooms = v.array(v.object({ room: v.string(), unread: v.number() }))
const Messages = v.array(v.object({ id: v.string(), text: v.optional(v.string()) }))
const Seen = v.array(v.object({ title: v.string(), body: v.string() }))

async function person(name: string): Promise<{ app: ElectronApplication; page: Page }> {
  const { app, page: open } = await launch()
  const page = await open()
  await ask(page, 'host.create', { name, language: 'ko' })
  await expect.poll(async () => v.parse(v.object({ phase: v.string() }), await ask(page, 'host.state')).phase).toBe('ready')
  return { app, page }
}

/** Every notification that is shown from now on, as the system gets it. */
async function listen(app: ElectronApplication): Promise<() => Promise<v.InferOutput<typeof Seen>>> {
  await app.evaluate(({ Notification }) => {
    const seen: unknown[] = []
    const closed: string[] = []
    const last: { click?: () => void } = {}
    Object.assign(globalThis, { seenNotices: seen, closedNotices: closed, lastNotice: last })
    const { show, close } = Notification.prototype
    Notification.prototype.close = function (this: Electron.Notification) {
      closed.push(this.body)
      close.call(this)
    }
    Notification.prototype.show = function (this: Electron.Notification) {
      seen.push({ title: this.title, body: this.body })
      last.click = () => void this.emit('click')
      show.call(this)
    }
  })
  return async () => v.parse(Seen, await app.evaluate(() => (globalThis as unknown as { seenNotices: unknown }).seenNotices))
}

it('[SHELL-5] two people become contacts and talk; the one who is away hears of it, and a click opens the message', async () => {
  const mum = await person('엄마')
  const jiwoo = await person('지우')
  const notices = await listen(jiwoo.app)
  await jiwoo.app.evaluate(({ BrowserWindow, app, Tray }) => {
    BrowserWindow.getAllWindows()[0]?.hide()
    const tips: string[] = []
    Object.assign(globalThis, { badges: [], tips })
    const { setToolTip } = Tray.prototype
    Tray.prototype.setToolTip = function (this: Electron.Tray, text) {
      tips.push(text)
      setToolTip.call(this, text)
    }
    app.setBadgeCount = (count) => (globalThis as unknown as { badges: unknown[] }).badges.push(count) > 0
  })

  const { link } = v.parse(Link, await ask(mum.page, 'people.invite', {}))
  await ask(jiwoo.page, 'people.accept', { link })
  const rooms = async (page: Page) => v.parse(Rooms, await ask(page, 'rooms.list'))
  await expect.poll(async () => (await rooms(mum.page)).length, { timeout: 30_000 }).toBe(1)
  await expect.poll(async () => (await rooms(jiwoo.page)).length, { timeout: 30_000 }).toBe(1)
  const [{ room } = { room: '' }] = await rooms(mum.page)

  await ask(mum.page, 'messages.send', { room, texts: ['저녁 먹자'] })
  await expect.poll(notices, { timeout: 30_000 }).toEqual([{ title: '엄마', body: '저녁 먹자' }])
  const badges = () => jiwoo.app.evaluate(() => (globalThis as unknown as { badges: number[] }).badges)
  expect((await badges()).at(-1)).toBe(1)
  const tips = () => jiwoo.app.evaluate(() => (globalThis as unknown as { tips: string[] }).tips)
  expect((await tips()).at(-1)).toBe('사랑방 · 안 읽음 1개')

  // [DEL-2] Words that are written anew or taken back stand in no notification either.
  const closed = () => jiwoo.app.evaluate(() => (globalThis as unknown as { closedNotices: string[] }).closedNotices)
  const [{ id: first } = { id: '' }] = v.parse(Messages, await ask(mum.page, 'messages.page', { room }))
  await ask(mum.page, 'messages.edit', { message: first, text: '저녁은 일곱 시' })
  await expect.poll(async () => (await notices()).at(-1), { timeout: 30_000 }).toEqual({ title: '엄마', body: '저녁은 일곱 시' })
  expect(await closed()).toEqual(['저녁 먹자'])
  await ask(mum.page, 'messages.delete', { message: first })
  await expect.poll(closed, { timeout: 30_000 }).toEqual(['저녁 먹자', '저녁은 일곱 시'])

  // Many at once, within SHELL.NOTIFY_GATHER_MS, are one notice.
  expect(SHELL.NOTIFY_GATHER_MS).toBeGreaterThan(0)
  await ask(mum.page, 'messages.send', { room, texts: ['하나', '둘', '셋', '넷', '다섯'] })
  await expect.poll(async () => (await notices()).at(-1), { timeout: 30_000 }).toEqual({ title: '엄마', body: '새 메시지 5개' })

  await jiwoo.page.evaluate(`window.sarangbang.onOpen((room, message) => { window.opened = [room, typeof message] })`)
  await jiwoo.app.evaluate(() => (globalThis as unknown as { lastNotice: { click(): void } }).lastNotice.click())
  await expect.poll(() => jiwoo.page.evaluate('window.opened')).toEqual([(await rooms(jiwoo.page))[0]?.room, 'string'])
  expect(await jiwoo.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)

  const [{ room: own } = { room: '' }] = await rooms(jiwoo.page)
  const said = v.parse(Messages, await ask(jiwoo.page, 'messages.page', { room: own }))
  expect(said.map(({ text }) => text)).toEqual([undefined, '하나', '둘', '셋', '넷', '다섯'])
  await ask(jiwoo.page, 'messages.markRead', { room: own })
  await expect.poll(async () => (await badges()).at(-1)).toBe(0)
  expect((await tips()).at(-1)).toBe('사랑방')
  await keepPicture(jiwoo.page, 'window-after-talk')
})
