/** How a page in a browser calls back a person who looks elsewhere. */
import * as v from 'valibot'
import { expect } from 'vitest'
import { launchChromium, openView } from '../harness/browser/index.ts'
import { itAtHome } from './at-home.ts'

/** Notifications of the browser, written down as they are shown. */
const WATCH_NOTICES = `
  window.shownNotices = []
  window.closedNotices = []
  const Real = Notification
  window.Notification = class extends Real {
    constructor(title, options) {
      super(title, options)
      window.shownNotices.push({ title, body: options.body })
      window.lastNotice = this
    }
    close() {
      window.closedNotices.push(this.body)
      super.close()
    }
  }`

itAtHome('the title counts what is unread; the browser tells of it only where it was asked for in the settings', async (home) => {
  const [jiwoo, suah] = await Promise.all([home.openHouse({ name: '김지우' }), home.openHouse({ name: '박수아' })])
  await home.neighbourhood.introduce(jiwoo, suah)
  const room = await suah.ask('rooms.create', { name: '우리 가족', members: [jiwoo.account] })
  await jiwoo.until('the room is there', async () =>
    (await jiwoo.ask('rooms.list')).some((each) => each.room === room && each.state === 'open'),
  )
  const browser = await launchChromium()
  try {
    const view = await openView(browser, jiwoo, {}, async (page) => void (await page.addInitScript(WATCH_NOTICES)))
    const { page } = view
    await page.getByRole('navigation').first().waitFor()
    const notices = async () => v.parse(v.array(v.unknown()), await page.evaluate('window.shownNotices'))
    await page.evaluate(`location.hash = '#/settings/notices'`)
    await page.getByText('이 브라우저의 알림').waitFor()
    expect(await page.title()).toBe('사랑방')

    await suah.ask('messages.send', { room, texts: ['저녁 먹자'] })
    await expect.poll(() => page.title(), { timeout: 20_000 }).toBe('(1) 사랑방')
    expect(await notices()).toEqual([])

    await page.context().grantPermissions(['notifications'])
    await page.getByText('이 페이지가 열려 있는 동안 알려요.').waitFor()
    await home.expectAccessible(view)
    await suah.ask('messages.send', { room, texts: ['여섯 시에'] })
    await expect.poll(notices, { timeout: 20_000 }).toEqual([{ title: '우리 가족', body: '박수아: 여섯 시에' }])
    await expect.poll(() => page.title()).toBe('(2) 사랑방')

    // [DEL-2] Words that are written anew or taken back stand in no notification either.
    const [when = ''] = await suah.ask('messages.send', { room, texts: ['일곱 시에'] })
    await expect.poll(async () => (await notices()).at(-1), { timeout: 20_000 }).toEqual({ title: '우리 가족', body: '박수아: 일곱 시에' })
    await suah.ask('messages.edit', { message: when, text: '여덟 시에' })
    await expect.poll(async () => (await notices()).at(-1), { timeout: 20_000 }).toEqual({ title: '우리 가족', body: '박수아: 여덟 시에' })
    await suah.ask('messages.delete', { message: when })
    await expect.poll(() => page.evaluate('window.closedNotices.at(-1)'), { timeout: 20_000 }).toBe('박수아: 여덟 시에')
    await suah.ask('messages.send', { room, texts: ['아니, 여섯 시에'] })
    await expect
      .poll(async () => (await notices()).at(-1), { timeout: 20_000 })
      .toEqual({ title: '우리 가족', body: '박수아: 아니, 여섯 시에' })

    await page.evaluate(`window.lastNotice.dispatchEvent(new Event('click'))`)
    await page.getByRole('article', { name: /아니, 여섯 시에/ }).waitFor()
    await expect.poll(() => page.title(), { timeout: 20_000 }).toBe('사랑방')
    // What is in front of the person needs no second voice.
    await suah.ask('messages.send', { room, texts: ['알았지?'] })
    await page.getByRole('article', { name: /알았지/ }).waitFor()
    expect((await notices()).at(-1)).toEqual({ title: '우리 가족', body: '박수아: 아니, 여섯 시에' })
    expect(view.troubles()).toEqual([])
  } finally {
    await browser.close()
  }
})
