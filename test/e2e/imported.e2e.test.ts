/** History of another messenger as it is read: in a room among what is said there, found, shared on purpose, and alone until it has a place. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { bringIn, type House } from '../harness/houses/index.ts'
import { type Home, itAtHome } from './at-home.ts'

const HEAD = (title: string) => `${title} 님과 카카오톡 대화\n저장한 날짜 : 2022년 10월 14일 오후 9:10\n\n`
const FAMILY = `${HEAD('우리 가족')}--------------- 2019년 3월 4일 월요일 ---------------
엄마님이 지우님과 민수님을 초대하였습니다.
[엄마] [오후 2:05] 밥 먹었니
[지우] [오후 2:06] 네, 떡볶이 먹었어요
[민수] [오후 2:07] 사진 3장
[엄마] [오후 2:08] 파일: 제주도 일정.pdf
[엄마] [오후 2:09] 보이스톡 3:21
[엄마] [오후 2:10] 삭제된 메시지입니다.
`

itAtHome(
  '[ARC-1] [ARC-5] what was brought into a room is read there under a label, found, and has no acts of signed messages',
  async (home) => {
    const { jiwoo, mum, room } = await family(home)
    await bringIn(jiwoo, {
      ...{ name: 'talk.txt', text: FAMILY, target: { to: 'room', room }, me: '지우' },
      authors: [{ name: '엄마', who: { is: 'contact', account: mum.account } }],
    })
    await mum.ask('messages.send', { room, texts: ['여기서 이어서 하자'] })
    const view = await home.page(jiwoo)
    const { page } = view
    const feed = await openRoom(page, room)
    await article(feed, '여기서 이어서 하자').waitFor()
    const label = feed.getByRole('article', { name: /^카카오톡에서 가져온 대화\. 이 컴퓨터에만 있어요/ })
    await label.waitFor()
    expect(await label.count()).toBe(1)
    await feed.getByText('엄마님이 지우님과 민수님을 초대하였습니다.').waitFor()
    await article(feed, '밥 먹었니').getByText('엄마').waitFor()
    expect(await article(feed, '떡볶이 먹었어요').getAttribute('data-own')).toBe('true')
    for (const words of ['사진 3장', '제주도 일정.pdf', '보이스톡 3:21', '지워진 메시지', '내보낼 때 빠졌어요'])
      await feed.getByText(words).first().waitFor()

    await article(feed, '밥 먹었니').click({ button: 'right' })
    const menu = page.getByRole('menu')
    await menu.waitFor()
    expect((await menu.getByRole('menuitem').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
      '방에 나누기…',
      '복사',
      '여러 개 고르기',
      '내 기기에서만 지우기',
    ])
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'detached' })
    await article(feed, '밥 먹었니').focus()
    for (const key of ['r', 'e', 'p', 'w']) await page.keyboard.press(key)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await home.expectAccessible(view)

    // Found from anywhere, and shown where it stands.
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('떡볶이')
    const hit = page.getByRole('option').filter({ hasText: '가져온 글' })
    await hit.waitFor()
    await home.expectAccessible(view)
    await hit.click()
    await feed.getByRole('article', { name: /^가져온 글: 나, 네, 떡볶이 먹었어요/ }).waitFor()
  },
)

itAtHome('[ARC-8] one message is shared on purpose, one is deleted for me and comes back, and all of it can be taken out', async (home) => {
  const { jiwoo, mum, room } = await family(home)
  await bringIn(jiwoo, { name: 'talk.txt', text: FAMILY, target: { to: 'room', room }, me: '지우' })
  const view = await home.page(jiwoo)
  const { page } = view
  const feed = await openRoom(page, room)
  await article(feed, '밥 먹었니').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('f')
  const dialog = page.getByRole('dialog', { name: '어느 방에 나눌까요?' })
  await dialog.getByText(/내가 보내는 보통 메시지가 돼요/).waitFor()
  await dialog.getByRole('radio', { name: '우리 가족' }).check()
  await home.expectAccessible(view)
  await dialog.getByRole('button', { name: '나누기' }).click()
  await dialog.waitFor({ state: 'detached' })
  const shared = await mum.until('it is with her', async () =>
    (await mum.ask('messages.page', { room, limit: 50 })).find(({ text }) => text?.includes('밥 먹었니') === true),
  )
  expect([shared.imported, shared.author.account]).toEqual([undefined, jiwoo.account])
  expect(shared.text).toContain('엄마')
  expect((await mum.ask('messages.search', { text: '떡볶이' })).length).toBe(0)

  const told = feed.getByRole('article', { name: /^가져온 글: 나, 네, 떡볶이/ })
  await told.click({ button: 'right' })
  await page.getByRole('menuitem', { name: '내 기기에서만 지우기' }).click()
  await told.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '되돌리기' }).click()
  await told.waitFor()

  // Several at once; those said here are not mixed in.
  await told.focus()
  await page.keyboard.press('Space')
  const bar = page.getByRole('toolbar', { name: '고른 메시지' })
  await bar.getByRole('button', { name: '나누기' }).waitFor()
  await feed.getByRole('article').last().click()
  await bar.getByText('2개 골랐어요').waitFor()
  expect(await bar.getByRole('button', { name: '나누기' }).getAttribute('aria-description')).toBe(
    '이 방의 글과 가져온 글은 따로 골라 주세요',
  )
  await bar.getByRole('button').first().click()
  await bar.waitFor({ state: 'detached' })

  // What stands in a room is said in its details, and goes out of it again.
  await page.keyboard.press('Control+i')
  await page.getByRole('button', { name: '우리 가족 더 보기' }).click()
  await page.getByRole('menuitem', { name: '이 방에서 빼기' }).click()
  await told.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: /^우리 가족.*카카오톡 · 메시지 7개/ }).waitFor()
  expect(await feed.getByText('엄마님이 지우님과 민수님을 초대하였습니다.').count()).toBe(0)
})

itAtHome('[ARC-1] what stands in no room is read alone, renamed, and put into a room; what is removed is gone', async (home) => {
  const { jiwoo, room } = await family(home)
  await bringIn(jiwoo, { name: 'old.txt', text: FAMILY, target: { to: 'new', title: '옛 가족방' }, me: '지우' })
  await bringIn(jiwoo, { name: 'hostile.txt', text: HOSTILE, target: { to: 'new', title: '이상한 방' } })
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('heading', { name: /^옮겨 온 대화/ }).waitFor()
  const [first, second] = [page.getByRole('link', { name: /^이상한 방/ }), page.getByRole('link', { name: /^옛 가족방/ })]
  await first.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  const rows = await page.locator('[data-archive]').count()
  expect([rows, await page.locator('[data-archive][tabindex="0"]').count()]).toEqual([2, 1])
  await page.keyboard.press('Home')
  expect(await page.evaluate('document.activeElement === document.querySelector("[data-archive]")')).toBe(true)
  await second.click()
  const feed = page.getByRole('feed')
  await article(feed, '밥 먹었니').waitFor()
  await page.getByText('여기는 읽기만 해요').waitFor()
  expect(await page.locator('[data-composer]').count()).toBe(0)
  await home.expectAccessible(view)

  await page.keyboard.press('Control+f')
  await page.getByRole('searchbox', { name: '옛 가족방에서 찾기' }).fill('떡볶이')
  await feed.locator('mark', { hasText: '떡볶이' }).waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('main').getByRole('button', { name: '더 보기' }).first().click()
  await page.getByRole('menuitem', { name: '이름 바꾸기…' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('')
  await page.keyboard.press('Enter')
  await page.getByText('이름을 적어 주세요').waitFor()
  await page.getByRole('dialog').getByRole('textbox').fill('예전 가족방')
  await page.keyboard.press('Enter')
  await page.getByRole('main').getByRole('heading', { name: '예전 가족방' }).waitFor()

  await page.getByRole('button', { name: '방에 넣기…' }).click()
  const dialog = page.getByRole('dialog', { name: '어디에 넣을까요?' })
  await dialog.getByRole('radio', { name: '우리 가족' }).check()
  await home.expectAccessible(view)
  await dialog.getByRole('button', { name: '넣기' }).click()
  await page.getByRole('main', { name: '우리 가족' }).waitFor()
  await article(feed, '밥 먹었니').waitFor()
  expect((await jiwoo.ask('imports.archives')).find(({ title }) => title === '예전 가족방')?.room).toBe(room)

  // Whatever a file holds, it stays words in its bubble.
  await page.getByRole('link', { name: /^이상한 방/ }).click()
  await page.getByRole('main', { name: '이상한 방' }).waitFor()
  await feed.getByText('<img src=x onerror=alert(1)>').waitFor()
  expect(await feed.locator('img').count()).toBe(0)
  await feed.getByRole('button', { name: '모두 보기' }).click()
  const whole = page.getByRole('dialog', { name: '글 전체' })
  const read = whole.getByRole('document')
  const more = whole.getByRole('button', { name: '이어서 보기' })
  await more.click()
  await more.click()
  // The button bears another name while it fetches: what is read says when the end is there.
  await expect.poll(() => read.evaluate(({ textContent }) => [textContent?.length, textContent?.endsWith('끝')])).toEqual([360_001, true])
  expect(await whole.getByRole('button', { name: '이어서 보기' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await home.expectAccessible(view)

  await page.getByRole('main').getByRole('button', { name: '더 보기' }).first().click()
  await page.getByRole('menuitem', { name: '아주 지우기…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '지우기' }).click()
  await page.getByRole('link', { name: /^이상한 방/ }).waitFor({ state: 'detached' })
  expect((await jiwoo.ask('imports.archives')).length).toBe(1)
})

itAtHome('[ARC-6] what waits for somebody says so, and what is taken back goes from the page that shows it', async (home) => {
  const jiwoo = await home.openHouse({ name: '지우' })
  const room = await jiwoo.ask('rooms.create', { name: '메모', members: [] })
  const waits = { name: 'minsu.txt', text: FAMILY, target: { to: 'new', title: '민수' }, me: '지우' } as const
  const { archives } = await bringIn(jiwoo, { ...waits, authors: [{ name: '민수', who: { is: 'new' } }] })
  const [archive] = archives
  if (archive === undefined) throw new Error('nothing was brought in')
  const page0 = await jiwoo.ask('messages.page', { room: archive, limit: 20 })
  const entry = page0.find(({ imported }) => imported?.author === '민수')?.imported?.entry
  if (entry === undefined) throw new Error('he is not in the address book')
  await jiwoo.ask('imports.change', { archive, place: { at: 'entry', entry } })
  const { batch } = await bringIn(jiwoo, { name: 'old.txt', text: FAMILY, target: { to: 'room', room }, me: '지우' })

  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('link', { name: /^민수/ }).click()
  await page.getByText('그 사람이 들어오면 함께 쓰는 방으로 옮겨져요.').waitFor()
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '초대하기' }).click()
  await page.waitForURL(/#\/people/)

  const feed = await openRoom(page, room)
  await article(feed, '밥 먹었니').waitFor()
  await jiwoo.ask('imports.undo', { batch })
  await article(feed, '밥 먹었니').waitFor({ state: 'detached' })
  expect(await feed.getByRole('article', { name: /가져온/ }).count()).toBe(0)
})

/** Markup, turned text, a name as long as may be, and a text of a megabyte. */
const HOSTILE = `${HEAD('이상한 방')}--------------- 2019년 3월 4일 월요일 ---------------
[${'아주긴이름'.repeat(16)}] [오후 2:05] <img src=x onerror=alert(1)>
[\u202Eevil\u202C] [오후 2:06] \u202Ecod.exe 여기를 눌러요
[민수] [오후 2:07] ${'가나다라마바사 '.repeat(45_000)}끝
[민수] [오후 2:08] ${'띄어쓰기가없는말'.repeat(60)}
`

async function family(home: Home): Promise<{ readonly jiwoo: House; readonly mum: House; readonly room: RoomId }> {
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: '엄마' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  const room = await jiwoo.ask('rooms.create', { name: '우리 가족', members: [mum.account] })
  await mum.until('she is in', async () => (await mum.ask('rooms.list')).some((each) => each.room === room && each.state === 'open'))
  return { jiwoo, mum, room }
}

async function openRoom(page: Page, room: RoomId): Promise<Locator> {
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  const feed = page.getByRole('feed')
  await feed.getByRole('article').last().waitFor()
  return feed
}

function article(feed: Locator, text: string): Locator {
  return feed.getByRole('article').filter({ hasText: text }).first()
}
