/** Writing, as people do: in Korean, in a hurry, over and over, and without losing a word. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { INTRINSIC } from '../../shared/limits.ts'
import type { RoomId } from '../../shared/ids/index.ts'
import type { MessageView } from '../../shared/messenger/index.ts'
import type { House, NewHouse } from '../harness/houses/index.ts'
import { type Home, itAtHome } from './at-home.ts'

itAtHome('a syllable that is being made is never sent, and Enter sends or breaks as one chose', async (home) => {
  const { jiwoo, room } = await family(home)
  const { page } = await home.page(jiwoo)
  const field = await openRoom(page, room)
  const session = await page.context().newCDPSession(page)
  const compose = (text: string) =>
    session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })

  for (const text of ['ㅇ', '아', '안']) await compose(text)
  // As Chromium tells of Enter while an input method composes, and as others do.
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 })
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 })
  expect(await field.inputValue()).toBe('안')
  await session.send('Input.insertText', { text: '안' })
  for (const text of ['ㄴ', '녀', '녕']) await compose(text)
  await session.send('Input.insertText', { text: '녕' })
  expect(await field.inputValue()).toBe('안녕')
  expect(await textsIn(jiwoo, room)).toEqual([])
  await field.press('Enter')
  await jiwoo.until('it is sent', async () => (await textsIn(jiwoo, room)).length > 0)
  expect(await textsIn(jiwoo, room)).toEqual(['안녕'])
  expect(await field.inputValue()).toBe('')

  await page.keyboard.type('첫 줄')
  await field.press('Shift+Enter')
  await page.keyboard.type('둘째 줄')
  await field.press('Enter')
  await jiwoo.until('both lines are one message', async () => (await textsIn(jiwoo, room)).includes('첫 줄\n둘째 줄'))

  await jiwoo.ask('profile.changeSettings', { enterSends: false })
  await page.locator('textarea[enterkeyhint="enter"]').waitFor()
  await page.keyboard.type('하나')
  await field.press('Enter')
  await page.keyboard.type('둘')
  expect(await field.inputValue()).toBe('하나\n둘')
  await field.press('Control+Enter')
  await jiwoo.until('Ctrl+Enter sent it', async () => (await textsIn(jiwoo, room)).includes('하나\n둘'))
})

itAtHome('what was typed is still there after a reload and after the power went', async (home) => {
  const { jiwoo, suah, room } = await family(home)
  const [asked] = await suah.ask('messages.send', { room, texts: ['언제 와?'] })
  await jiwoo.until('the question is here', async () => (await textsIn(jiwoo, room)).length > 0)
  const first = await home.page(jiwoo)
  const field = await openRoom(first.page, room)
  await first.page.getByRole('article', { name: /언제 와/ }).waitFor()
  await field.press('Shift+Tab')
  await first.page.keyboard.press('r')
  await first.page.getByText('박수아에게 답장').waitFor()
  await first.page.keyboard.type('@ㅊㅁ')
  await first.page.getByRole('option', { name: '최민준' }).waitFor()
  await first.page.keyboard.press('Enter')
  await first.page.keyboard.type('이랑 여섯 시에')
  expect(await field.inputValue()).toBe('@최민준 이랑 여섯 시에')
  await jiwoo.until('it is kept', async () => (await draftOf(jiwoo, room))?.text === '@최민준 이랑 여섯 시에')
  await home.expectAccessible(first)

  await first.page.reload()
  await expectWritten(first.page, '@최민준 이랑 여섯 시에')
  await first.page.getByText('박수아에게 답장').waitFor()
  await first.close()

  await jiwoo.crash()
  await jiwoo.start()
  const second = await home.page(jiwoo)
  await openRoom(second.page, room)
  await expectWritten(second.page, '@최민준 이랑 여섯 시에')
  await second.page.getByText('박수아에게 답장').waitFor()
  await second.page.keyboard.press('Enter')
  const sent = await jiwoo.until('it is sent', async () =>
    (await messagesIn(jiwoo, room)).find(({ text }) => text?.startsWith('@최민준') === true),
  )
  expect(sent.replyTo).toBe(asked)
  expect(sent.mentions).toMatchObject([{ from: 0, to: 4 }])
  await jiwoo.until('nothing is left of the draft', async () => (await draftOf(jiwoo, room)) === undefined)
  await second.page.getByText('박수아에게 답장').waitFor({ state: 'detached' })
})

itAtHome('an own message gets another wording by ↑, and what was typed before comes back', async (home) => {
  const { jiwoo, suah, room } = await family(home)
  const [message] = await jiwoo.ask('messages.send', { room, texts: ['떡복이 먹자'] })
  if (message === undefined) throw new Error('nothing was sent')
  await suah.until('it is there', async () => (await textsIn(suah, room)).includes('떡복이 먹자'))
  const view = await home.page(jiwoo)
  const { page } = view
  const field = await openRoom(page, room)
  await field.press('ArrowUp')
  await page.getByText('글 고치기').waitFor()
  await expectWritten(page, '떡복이 먹자')
  await home.expectAccessible(view)
  await field.press('Escape')
  await expectWritten(page, '')
  await field.press('ArrowUp')
  await expectWritten(page, '떡복이 먹자')
  await field.fill('떡볶이 먹자')
  await field.press('Enter')
  await suah.until('she reads the new wording', async () => (await suah.ask('messages.get', { message })).text === '떡볶이 먹자')
  expect(await textsIn(jiwoo, room)).toEqual(['떡볶이 먹자'])

  // Begun while something else was being written.
  await page.keyboard.type('그런데')
  await page.getByRole('article', { name: /떡볶이 먹자/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: '고치기' }).click()
  await expectWritten(page, '떡볶이 먹자')
  await field.press('Escape')
  await expectWritten(page, '그런데')
})

itAtHome('a person named with @ is named on the other side', async (home) => {
  const { jiwoo, suah, minjun, room } = await family(home)
  await jiwoo.ask('messages.send', { room, texts: ['여기서 이야기해요'] })
  const view = await home.page(jiwoo)
  const { page } = view
  const field = await openRoom(page, room)
  await page.keyboard.type('내일 @')
  await page.getByRole('option').nth(1).waitFor()
  for (const name of ['박수아', '최민준']) expect(await page.getByRole('option', { name, exact: true }).count()).toBe(1)
  await home.expectAccessible(view)
  await field.press('Escape')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  await page.keyboard.type('ㅅㅇ')
  await field.press('Backspace')
  await field.press('Backspace')
  await field.press('Backspace')
  await page.keyboard.type('@ㅅㅇ')
  await page.getByRole('option', { name: '박수아' }).click()
  await expectWritten(page, '내일 @박수아 ')
  await field.press('Backspace')
  await page.keyboard.type('도 와')
  // Typed in front of it, it moves along.
  await field.press('Home')
  await page.keyboard.type('우리 ')
  await field.press('Enter')
  const there = await suah.until('it is there', async () =>
    (await messagesIn(suah, room)).find(({ text }) => text === '우리 내일 @박수아도 와'),
  )
  expect(there.mentionsMe).toBe(true)
  expect(there.mentions).toEqual([{ account: suah.account, from: 6, to: 10 }])
  const elsewhere = await minjun.until('there too', async () =>
    (await messagesIn(minjun, room)).find(({ text }) => text?.includes('@박수아') === true),
  )
  expect(elsewhere.mentionsMe).toBe(false)

  // What I call somebody is shown to me and written to nobody.
  await jiwoo.ask('people.rename', { account: suah.account, name: '수아 누나' })
  await page.getByText('@수아 누나').waitFor()
  await page.keyboard.type('@누나')
  await page.getByRole('option', { name: '수아 누나' }).click()
  await expectWritten(page, '@박수아 ')
})

itAtHome('[MSG-2] ENTRY_BYTES: a text too long for one message goes out as several, in order', async (home) => {
  const { jiwoo, suah, room } = await family(home)
  await jiwoo.ask('messages.send', { room, texts: ['여기서 이야기해요'] })
  const view = await home.page(jiwoo)
  const { page } = view
  const field = await openRoom(page, room)
  const paragraphs = Array.from({ length: 700 }, (_, index) => `${index}. 판교 데이터센터에 불이 났대요. 그래서 카톡이 안 돼요.`)
  await field.fill(paragraphs.join('\n'))
  const button = page.getByRole('button', { name: /나눠 보내기/ })
  await button.waitFor()
  await home.expectAccessible(view)
  // Enter does not send what would be refused; it leads to the way out.
  await field.press('Enter')
  await page.locator('button:focus').getByText('나눠 보내기').waitFor()
  expect(await textsIn(jiwoo, room)).toHaveLength(1)
  await page.keyboard.press('Enter')
  const parts = await suah.until('all of it is there', async () => {
    const [, ...texts] = await textsIn(suah, room)
    return texts.at(-1)?.endsWith('돼요.') === true && texts.join('\n') === paragraphs.join('\n') ? texts : undefined
  })
  expect(parts.length).toBeGreaterThan(1)
  for (const part of parts) expect(new TextEncoder().encode(part).length).toBeLessThan(INTRINSIC.ENTRY_BYTES)
  await expectWritten(page, '')
  await button.waitFor({ state: 'detached' })
})

itAtHome('the other side sees who is writing, until it is sent, and not where somebody does not want it', async (home) => {
  const { jiwoo, suah, room } = await family(home)
  const [mine, hers] = [await home.page(jiwoo), await home.page(suah)]
  const field = await openRoom(mine.page, room)
  await openRoom(hers.page, room)
  const hint = hers.page.getByRole('status').getByText('김지우가 쓰고 있어요')
  await mine.page.keyboard.type('지금')
  await hint.waitFor()
  await field.press('Enter')
  await hint.waitFor({ state: 'detached' })

  await mine.page.keyboard.type('또')
  await hint.waitFor()
  await field.fill('')
  await hint.waitFor({ state: 'detached' })

  await jiwoo.ask('profile.changeSettings', { typing: false })
  await mine.page.keyboard.type('몰래')
  await field.press('Enter')
  await hers.page.getByRole('article', { name: /몰래/ }).waitFor()
  expect(await hint.count()).toBe(0)
})

itAtHome('an emoji is found in Korean and in English, goes where the caret is, and is remembered', async (home) => {
  const { jiwoo, room } = await family(home)
  await jiwoo.ask('messages.send', { room, texts: ['여기서 이야기해요'] })
  const view = await home.page(jiwoo)
  const { page } = view
  const field = await openRoom(page, room)
  await page.keyboard.type('좋아!')
  await field.press('ArrowLeft')
  await page.getByRole('button', { name: '이모지' }).click()
  const search = page.getByRole('searchbox', { name: '이모지 찾기' })
  await search.fill('강아지')
  await page.getByRole('gridcell', { name: '강아지 얼굴' }).waitFor()
  await home.expectAccessible(view)
  await search.press('Enter')
  await expectWritten(page, /^좋아\p{Extended_Pictographic}.*!$/u)
  await page.locator('textarea:focus').waitFor()

  await page.getByRole('button', { name: '이모지' }).click()
  await search.fill('thumbs up')
  await page.getByRole('gridcell').first().waitFor()
  await page.getByRole('button', { name: '중간 색', exact: true }).click()
  await page.getByText('👍🏽', { exact: true }).click()
  await expectWritten(page, /👍🏽/u)
  await page.getByRole('button', { name: '이모지' }).click()
  await page.getByRole('group', { name: '최근에 쓴 이모지' }).getByText('👍🏽').waitFor()
  await search.press('Escape')
  await search.waitFor({ state: 'detached' })
  // As if it had been typed: undo takes it back.
  await field.press('Control+Z')
  await expectWritten(page, /^좋아[^👍]*!$/u)
})

itAtHome('one can also react with an emoji that is not among the usual ones', async (home) => {
  const { jiwoo, suah, room } = await family(home)
  const [message] = await suah.ask('messages.send', { room, texts: ['떡볶이 먹자'] })
  if (message === undefined) throw new Error('nothing was sent')
  await jiwoo.until('it is here', async () => (await textsIn(jiwoo, room)).length > 0)
  const { page } = await home.page(jiwoo)
  const field = await openRoom(page, room)
  await page.getByRole('article', { name: /떡볶이/ }).waitFor()
  await field.press('Shift+Tab')
  await page.keyboard.press('e')
  await page.getByRole('button', { name: '다른 이모지' }).click()
  const search = page.getByRole('searchbox', { name: '이모지 찾기' })
  await search.fill('핫도그')
  await page.getByRole('gridcell', { name: '핫도그' }).waitFor()
  await expect.poll(() => page.getByRole('gridcell').count()).toBe(1)
  await search.press('Enter')
  await suah.until('she sees it', async () => (await suah.ask('messages.get', { message })).reactions.some(({ emoji }) => emoji === '🌭'))
})

itAtHome('what could not be sent comes back with the reason', async (home) => {
  const { jiwoo, room } = await family(home)
  const view = await home.page(jiwoo)
  view.expectTrouble(/WebSocket|ERR_CONNECTION_REFUSED|ws:/)
  const { page } = view
  const field = await openRoom(page, room)
  await page.keyboard.type('들리세요?')
  await jiwoo.crash()
  await field.press('Enter')
  await page.getByRole('alert').getByText('보내지 못했어요.').waitFor()
  await expectWritten(page, '들리세요?')
})

itAtHome('two pages of one profile show the same draft, and neither fights the other', async (home) => {
  const { jiwoo, room } = await family(home, { runs: 'here' })
  const [desk, phone] = [await home.page(jiwoo), await home.page(jiwoo, { width: 'narrow' })]
  const field = await openRoom(desk.page, room)
  const other = await openRoom(phone.page, room)
  await desk.page.keyboard.type('책상에서')
  await expectWritten(phone.page, '책상에서')
  await other.focus()
  await other.press('End')
  await phone.page.keyboard.type(' 전화로')
  await expectWritten(desk.page, '책상에서 전화로')
  await field.press('Enter')
  await expectWritten(phone.page, '')
  await jiwoo.until('nothing is kept', async () => (await draftOf(jiwoo, room)) === undefined)
  expect(await textsIn(jiwoo, room)).toEqual(['책상에서 전화로'])
})

interface Family {
  readonly jiwoo: House
  readonly suah: House
  readonly minjun: House
  readonly room: RoomId
}

/** Three who know each other, in one room. */
async function family(home: Home, first: Pick<NewHouse, 'runs'> = {}): Promise<Family> {
  const [jiwoo, suah, minjun] = await Promise.all([
    home.openHouse({ name: '김지우', ...first }),
    home.openHouse({ name: '박수아' }),
    home.openHouse({ name: '최민준' }),
  ])
  await home.neighbourhood.introduce(jiwoo, suah)
  await home.neighbourhood.introduce(jiwoo, minjun)
  const room = await jiwoo.ask('rooms.create', { name: '우리 가족', members: [suah.account, minjun.account] })
  for (const house of [suah, minjun]) await house.until('the room is there', async () => (await roomOf(house, room))?.state === 'open')
  return { jiwoo, suah, minjun, room }
}

async function openRoom(page: Page, room: RoomId) {
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  const field = page.getByRole('textbox', { name: '우리 가족에 보내기' })
  await field.waitFor()
  return field
}

async function expectWritten(page: Page, text: string | RegExp): Promise<void> {
  await expect
    .poll(() => page.locator('[data-composer] textarea').inputValue(), { timeout: 20_000 })
    [typeof text === 'string' ? 'toBe' : 'toMatch'](text)
}

async function messagesIn(house: House, room: RoomId): Promise<readonly MessageView[]> {
  return house.ask('messages.page', { room })
}

async function textsIn(house: House, room: RoomId): Promise<readonly (string | undefined)[]> {
  return (await messagesIn(house, room)).map(({ text }) => text)
}

async function roomOf(house: House, room: RoomId) {
  return (await house.ask('rooms.list')).find((each) => each.room === room)
}

async function draftOf(house: House, room: RoomId) {
  return (await roomOf(house, room))?.draft
}
