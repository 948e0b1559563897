/** Rooms of several, between three computers: made, shown, looked after, handed on and left, by hand and by keyboard. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import type { House } from '../harness/houses/index.ts'
import { type Home, itAtHome } from './at-home.ts'

interface Family {
  readonly jiwoo: House
  readonly mum: House
  readonly grandma: House
}

async function family(home: Home): Promise<Family> {
  const [jiwoo, mum, grandma] = await Promise.all([
    home.openHouse({ name: '김지우' }),
    home.openHouse({ name: '박미경' }),
    home.openHouse({ name: '이순자' }),
  ])
  await Promise.all([home.neighbourhood.introduce(jiwoo, mum), home.neighbourhood.introduce(jiwoo, grandma)])
  await Promise.all([
    jiwoo.ask('people.rename', { account: mum.account, name: '엄마' }),
    jiwoo.ask('people.rename', { account: grandma.account, name: '할머니' }),
  ])
  return { jiwoo, mum, grandma }
}

async function roomOf({ jiwoo, mum, grandma }: Family, kind: 'group' | 'notice' = 'group'): Promise<RoomId> {
  const room = await jiwoo.ask('rooms.create', { name: '우리 가족', kind, members: [mum.account, grandma.account] })
  await Promise.all([mum, grandma].map((each) => each.until('in the room', () => stateOf(each, room, 'open'))))
  return room
}

async function stateOf(house: House, room: RoomId, state: string): Promise<boolean> {
  return (await house.ask('rooms.list')).some((each) => each.room === room && each.state === state)
}

async function roleOf(house: House, room: RoomId, who: House): Promise<number | undefined> {
  return (await house.ask('rooms.members', { room })).find(({ account }) => account === who.account)?.role
}

/** Goes into a room and opens its details. */
async function openDetails(page: Page, room: RoomId): Promise<void> {
  await page.getByRole('navigation').waitFor()
  await page.evaluate(`location.hash = '#/rooms/${room}'`)
  await page.getByRole('feed').waitFor()
  await page.keyboard.press('Control+i')
  await details(page).getByRole('heading', { name: '우리 가족' }).waitFor()
}

const isFocused = async (what: Locator): Promise<boolean> => (await what.and(what.page().locator(':focus')).count()) === 1

const details = (page: Page) => page.getByRole('complementary', { name: '방 정보' })
const memberMenu = (page: Page, name: string) => details(page).getByRole('button', { name: `${name} 메뉴` })
const row = (page: Page, name: string) => details(page).getByRole('listitem').filter({ hasText: name })

async function choose(page: Page, name: string, item: string): Promise<void> {
  await memberMenu(page, name).click()
  await page.getByRole('menuitem', { name: item }).click()
}

itAtHome('a room is made by keyboard with two people, and they see its name, picture and description, and who set them', async (home) => {
  const people = await family(home)
  const { jiwoo, mum, grandma } = people
  const { page, ...view } = await home.page(jiwoo)
  await page.getByRole('navigation').waitFor()
  await page.keyboard.press('Control+n')
  const dialog = page.getByRole('dialog', { name: '새 방 만들기' })
  const name = dialog.getByRole('textbox', { name: '방 이름' })
  await expect.poll(() => isFocused(name)).toBe(true)
  await page.keyboard.press('Enter')
  await dialog.getByText('방 이름을 적어 주세요.').waitFor()
  await page.keyboard.type('우리 가족')
  await page.keyboard.press('Tab')
  const search = dialog.getByRole('combobox')
  await expect.poll(() => isFocused(search)).toBe(true)
  await search.fill('ㅎㅁ')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: '할머니 빼기' }).waitFor()
  await home.expectAccessible({ page, ...view })

  // Closed by accident, nothing is lost.
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+n')
  expect(await name.inputValue()).toBe('우리 가족')
  await search.focus()
  await page.keyboard.type('엄')
  await page.keyboard.press('Enter')
  await dialog.getByText('2명 골랐어요').waitFor()
  await name.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('feed').waitFor()
  const [made] = await jiwoo.ask('rooms.list')
  if (made === undefined) throw new Error('no room was made')
  const { room } = made
  expect(page.url()).toContain(room)
  await Promise.all([mum, grandma].map((each) => each.until('in the room', () => stateOf(each, room, 'open'))))

  await page.keyboard.press('Control+i')
  await details(page).getByRole('button', { name: '이름, 사진, 소개 바꾸기' }).click()
  await details(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'room.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await details(page).getByRole('button', { name: '사진 지우기' }).waitFor()
  await details(page).getByRole('textbox', { name: '소개' }).fill('저녁 약속은 여기에 적어요.')
  await details(page).getByRole('button', { name: '저장하기' }).click()
  await details(page).getByText('저녁 약속은 여기에 적어요.').waitFor()

  const { page: theirs, ...theirView } = await home.page(mum)
  await openDetails(theirs, room)
  await details(theirs).getByText('저녁 약속은 여기에 적어요.').waitFor()
  await details(theirs).getByRole('img', { includeHidden: true }).first().waitFor()
  const ours = (await jiwoo.ask('rooms.details', { room })).picture
  expect(ours).toMatch(/^data:image\//)
  expect((await mum.ask('rooms.details', { room })).picture).toBe(ours)
  for (const line of ['김지우가 방 소개를 바꿨어요', '김지우가 방 사진을 바꿨어요'])
    await theirs.getByRole('article', { name: line }).waitFor()
  await home.expectAccessible({ page: theirs, ...theirView })
})

itAtHome(
  'roles are given from the menu of a member, taken back by the toast, and what they change is said where one writes',
  async (home) => {
    const people = await family(home)
    const { jiwoo, mum, grandma } = people
    const room = await roomOf(people)
    const { page, ...view } = await home.page(jiwoo)
    await openDetails(page, room)

    // The menu of a member by keys alone.
    await memberMenu(page, '엄마').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => isFocused(memberMenu(page, '엄마'))).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor()
    const item = page.getByRole('menuitem', { name: '관리자로 하기' })
    while (!(await isFocused(item))) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await row(page, '엄마').getByText('관리자').waitFor()
    await mum.until('an admin', async () => (await roleOf(mum, room, mum)) === 3)

    await choose(page, '할머니', '읽기만 하게 하기')
    const { page: reading } = await home.page(grandma)
    await openDetails(reading, room)
    await reading.getByRole('main').getByText('이 방에서는 읽기만 할 수 있어요.').waitFor()
    await page.getByRole('button', { name: '되돌리기' }).click()
    await reading.getByRole('main').getByText('이 방에서는 읽기만 할 수 있어요.').waitFor({ state: 'hidden' })
    expect(await roleOf(jiwoo, room, grandma)).toBe(2)
    await home.expectAccessible({ page, ...view })

    // An admin rules members, not the owner, and says why nobody becomes an admin by him.
    const { page: hers } = await home.page(mum)
    await openDetails(hers, room)
    await memberMenu(hers, '김지우').click()
    await hers.getByRole('menu').getByText('방장은 다른 사람이 바꿀 수 없어요.').waitFor()
    expect(await hers.getByRole('menuitem', { name: '내보내기' }).count()).toBe(0)
    await hers.keyboard.press('Escape')
    await details(hers).getByRole('region', { name: '방 설정' }).waitFor()

    // A member sees none of it.
    await memberMenu(reading, '김지우').click()
    expect(await reading.getByRole('menuitem').allTextContents()).toEqual(['프로필 보기', '둘이 이야기하기'])
    await reading.keyboard.press('Escape')
    for (const act of ['사람 더하기', '이름, 사진, 소개 바꾸기'])
      expect(await details(reading).getByRole('button', { name: act }).count()).toBe(0)
    expect(await details(reading).getByRole('region', { name: '방 설정' }).count()).toBe(0)
  },
)

itAtHome('in a room of notices only those who look after it write, and the others are told so', async (home) => {
  const people = await family(home)
  const { mum, jiwoo } = people
  const room = await roomOf(people, 'notice')
  const { page } = await home.page(mum)
  await openDetails(page, room)
  await details(page).getByText('알림방 3명').waitFor()
  const why = page.getByRole('main').getByText('이 방은 방을 돌보는 사람만 써요.')
  await why.waitFor()
  await jiwoo.ask('rooms.act', { room, act: { act: 'role', account: mum.account, role: 3 } })
  await why.waitFor({ state: 'hidden' })
})

itAtHome(
  'open invitations show how many came and until when, who waits at the door is let in, and both end when withdrawn',
  async (home) => {
    const people = await family(home)
    const { jiwoo, mum, grandma } = people
    const room = await jiwoo.ask('rooms.create', { name: '우리 가족', members: [mum.account] })
    const { page, ...view } = await home.page(jiwoo)
    await openDetails(page, room)
    await details(page).getByRole('button', { name: '초대', exact: true }).click()
    await page.getByRole('dialog', { name: '우리 가족에 초대하기' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    for (const { invite } of await jiwoo.ask('rooms.invites', { room })) await jiwoo.ask('rooms.revokeInvite', { room, invite })

    const { link } = await jiwoo.ask('rooms.invite', { room, uses: 5, ask: true })
    const invitations = details(page).getByRole('region', { name: '열려 있는 초대' })
    await invitations.getByText('5명 중 0명 들어왔어요').waitFor()
    await invitations.getByText(/\d+월 \d+일.*까지/).waitFor()

    await grandma.ask('people.accept', { link })
    const door = details(page).getByRole('region', { name: '문 앞에 있어요' })
    await door.getByRole('button', { name: '받아들이기' }).waitFor()
    await home.expectAccessible({ page, ...view })
    await door.getByRole('button', { name: '받아들이기' }).click()
    await grandma.until('in the room', () => stateOf(grandma, room, 'open'))
    await row(page, '할머니').first().waitFor()
    await invitations.getByText('5명 중 1명 들어왔어요').waitFor()

    await invitations.getByRole('button', { name: /초대 거두기/ }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: '거두기' }).click()
    await invitations.waitFor({ state: 'hidden' })
    expect(await jiwoo.ask('rooms.invites', { room })).toEqual([])
  },
)

itAtHome('who is removed is told, the room can be handed over and left, and what was left can be put away', async (home) => {
  const people = await family(home)
  const { jiwoo, mum, grandma } = people
  const room = await roomOf(people)
  const { page } = await home.page(jiwoo)
  await openDetails(page, room)

  const { page: theirs } = await home.page(grandma)
  await openDetails(theirs, room)
  await choose(page, '할머니', '내보내기')
  const question = page.getByRole('alertdialog')
  await question.getByText('이미 받은 이야기는 할머니에게 남아요.').waitFor()
  await question.getByRole('button', { name: '내보내기' }).click()
  await row(page, '할머니').waitFor({ state: 'hidden' })
  await theirs.getByRole('main').getByText('이 방에서 빠졌어요.').waitFor()
  await details(theirs).getByText('내보내진 방이에요').waitFor()

  await choose(page, '엄마', '방 넘기기')
  await question.getByRole('button', { name: '넘기기' }).click()
  await row(page, '엄마').getByText('방장').waitFor()
  expect(await roleOf(jiwoo, room, jiwoo)).toBe(3)
  await mum.until('the owner', async () => (await roleOf(mum, room, mum)) === 4)

  // The only owner is told who looks after the room then.
  const { page: hers } = await home.page(mum)
  await openDetails(hers, room)
  await details(hers).getByRole('button', { name: '방에서 나가기' }).click()
  await hers.getByRole('alertdialog').getByText('방장이 나뿐이라 김지우가 방장이 돼요.').waitFor()
  await hers.getByRole('alertdialog').getByRole('button', { name: '나가기' }).click()
  await row(page, '엄마').waitFor({ state: 'hidden' })
  expect(await roleOf(jiwoo, room, jiwoo)).toBe(4)

  await hers.evaluate(`location.hash = '#/rooms/${room}'`)
  await details(hers).getByText('나온 방이에요').waitFor()
  await details(hers).getByRole('button', { name: '방 보관하기' }).click()
  await hers.getByRole('link', { name: '보관한 방 1개' }).waitFor()
})

itAtHome('that a room is quiet, and when it notifies, is kept over a reload, and taken back by the toast', async (home) => {
  const people = await family(home)
  const room = await roomOf(people)
  const { page } = await home.page(people.jiwoo)
  await openDetails(page, room)
  const notify = details(page).getByRole('button', { name: /^알림/ })
  await notify.click()
  await page.getByRole('menuitem', { name: '다시 켤 때까지 끄기' }).click()
  await details(page).getByRole('button', { name: '알림 , 꺼 두었어요' }).waitFor()
  await page.getByRole('button', { name: '되돌리기' }).click()
  await details(page).getByRole('button', { name: '알림 , 모든 이야기' }).waitFor()
  await notify.click()
  await page.getByRole('menuitemradio', { name: '나를 부를 때만' }).click()
  await notify.click()
  await page.getByRole('menuitem', { name: '1시간 동안 끄기' }).click()
  await details(page)
    .getByRole('button', { name: /까지 꺼 두었어요/ })
    .waitFor()
  await page.reload()
  await details(page)
    .getByRole('button', { name: /까지 꺼 두었어요/ })
    .click()
  expect(await page.getByRole('menuitemradio', { name: '나를 부를 때만' }).getAttribute('aria-checked')).toBe('true')
  const kept = (await people.jiwoo.ask('rooms.list')).find((each) => each.room === room)?.preferences
  expect(kept).toMatchObject({ notify: 'mentions' })
  await page.getByRole('menuitem', { name: '알림 다시 켜기' }).click()
  await details(page).getByRole('button', { name: '알림 , 나를 부를 때만' }).waitFor()
})

itAtHome('with one pane the details are a page of their own, from which people are added and the room is come back to', async (home) => {
  const { jiwoo, mum, grandma } = await family(home)
  const room = await jiwoo.ask('rooms.create', { name: '우리 가족', members: [mum.account] })
  const { page, ...view } = await home.page(jiwoo, { width: 'narrow' })
  await openDetails(page, room)
  await expect.poll(() => isFocused(details(page).getByRole('heading', { name: '방 정보' }))).toBe(true)
  await home.expectAccessible({ page, ...view })
  await details(page).getByRole('button', { name: '사람 더하기' }).click()
  const dialog = page.getByRole('dialog', { name: '누구를 더할까요?' })
  expect(await dialog.getByRole('option').allTextContents()).toHaveLength(1)
  await dialog.getByRole('option', { name: '할머니' }).click()
  await home.expectAccessible({ page, ...view })
  await dialog.getByRole('button', { name: '더하기' }).click()
  await grandma.until('in the room', () => stateOf(grandma, room, 'open'))
  await row(page, '할머니').waitFor()
  await details(page).getByRole('button', { name: '뒤로' }).click()
  await details(page).waitFor({ state: 'hidden' })
  await page.getByRole('feed').waitFor()
})

itAtHome(
  'beside a conversation of two stands the other person: what we share, the safety number, and blocking that can be taken back',
  async (home) => {
    const people = await family(home)
    const { jiwoo, mum } = people
    const shared = await roomOf(people)
    const direct = await jiwoo.ask('rooms.direct', { account: mum.account })
    const { page, ...view } = await home.page(jiwoo)
    await page.getByRole('navigation').waitFor()
    await page.evaluate(`location.hash = '#/rooms/${direct}'`)
    await page.getByRole('feed').waitFor()
    await page.keyboard.press('Control+i')
    const pane = details(page)
    await pane.getByText('스스로 쓰는 이름은 박미경').waitFor()
    await pane.getByRole('region', { name: '같이 있는 방' }).getByRole('link', { name: '우리 가족' }).waitFor()
    expect(await pane.getByRole('link', { name: '만나면 안전 번호를 비교해 보세요' }).getAttribute('href')).toContain(mum.account)
    await home.expectAccessible({ page, ...view })
    await pane.getByRole('button', { name: '차단하기' }).click()
    await pane.getByRole('button', { name: '차단 풀기' }).waitFor()
    expect((await jiwoo.ask('people.contacts')).find(({ account }) => account === mum.account)?.blocked).toBe(true)
    await page.getByRole('button', { name: '되돌리기' }).click()
    await pane.getByRole('button', { name: '차단하기' }).waitFor()
    await jiwoo.ask('people.verify', { account: mum.account, verified: true })
    await pane.getByText('만나서 안전 번호를 비교했어요').waitFor()
    await pane.getByRole('link', { name: '우리 가족' }).click()
    await page.keyboard.press('Control+i')
    await row(page, '엄마').getByText('비교했어요').waitFor()
    expect(page.url()).toContain(shared)
  },
)
