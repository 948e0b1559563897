/** What Jiwoo sees. What a look changes comes last: opening a room marks its messages as read. */
import { type FamilyScene, NOW } from '../../test/scenes/index.ts'
import type { Screen, Visit } from './screen.ts'

type Seen = Visit<FamilyScene>

export const FAMILY_SCREENS: readonly Screen<FamilyScene>[] = [
  { name: 'rooms', open: ({ page }) => page.getByRole('link', { name: OUR_FAMILY }).waitFor() },
  { name: 'people', open: async ({ page, go }) => (await go('/people'), await shown(page, MUM)) },
  { name: 'contact', open: async ({ go, scene, page }) => (await go(`/people/${scene.people.mum.account}`), await shown(page, MUM)) },
  {
    name: 'invite-person',
    open: async ({ go, page }) => (await go('/people/invite'), await page.getByRole('img', { name: /QR/ }).waitFor()),
  },
  { name: 'accept', open: async ({ go, page }) => (await go('/people/accept'), await page.getByRole('textbox').first().waitFor()) },
  { name: 'reach', open: async ({ go, page }) => (await go('/reach'), await shown(page, MUM)) },
  { name: 'settings', open: async ({ go, page }) => (await go('/settings'), await page.getByRole('navigation').first().waitFor()) },
  ...['me', 'look', 'notices', 'talk', 'ways', 'lock', 'words', 'devices', 'blocked', 'storage', 'about'].map(settings),
  { name: 'room', open: inFamily },
  { name: 'room-trail', open: openTrail },
  { name: 'room-details', open: openDetails },
  { name: 'room-invite', open: openInvite },
  { name: 'room-menu', open: openMenu },
  { name: 'room-search', open: searchInRoom },
  { name: 'quick-jump', open: (seen) => jump(seen, '') },
  { name: 'quick-jump-found', open: (seen) => jump(seen, seen.say({ ko: '할ㅁ', en: 'gra' })) },
  { name: 'quick-jump-nothing', open: (seen) => jump(seen, seen.say({ ko: '떡복이', en: 'tteokbokki' })) },
  { name: 'keys', open: ({ page }) => openDialog(page, '?') },
  { name: 'new-room', open: ({ page }) => openDialog(page, 'Control+n') },
  { name: 'room-direct', open: (seen) => inRoom(seen, seen.scene.rooms.suyeon.id) },
  { name: 'room-notice', open: (seen) => inRoom(seen, seen.scene.rooms.notices.id) },
  {
    name: 'room-unread',
    before: ({ stage, people, rooms }) =>
      stage.says(NOW, people.taeho, rooms.team, { ko: '그럼 5시에 과방에서 보자', en: 'Then five o’clock in the club room' }),
    open: (seen) => inRoom(seen, seen.scene.rooms.team.id),
  },
]

const OUR_FAMILY = /^(우리 가족|Our family)/
const MUM = /엄마|Mum/

function settings(section: string): Screen<FamilyScene> {
  return {
    name: `settings-${section}`,
    open: async ({ go, page }) => (await go(`/settings/${section}`), await page.getByRole('heading').first().waitFor()),
  }
}

async function shown(page: Seen['page'], text: RegExp): Promise<void> {
  await page.getByText(text).first().waitFor()
}

async function inRoom({ page, go }: Seen, room: string): Promise<void> {
  await go(`/rooms/${room}`)
  await page.getByRole('feed').getByRole('article').last().waitFor()
}

function inFamily(seen: Seen): Promise<void> {
  return inRoom(seen, seen.scene.rooms.family.id)
}

async function openTrail(seen: Seen): Promise<void> {
  await inFamily(seen)
  await seen.page
    .getByRole('button', { name: /기다리는 중|waiting for/i })
    .last()
    .click()
  await seen.page.getByRole('dialog').waitFor()
}

async function openDetails(seen: Seen): Promise<void> {
  await inFamily(seen)
  await seen.page.keyboard.press('Control+i')
  await seen.page
    .getByText(/^(저쪽|The other side)/)
    .first()
    .waitFor()
}

async function openInvite(seen: Seen): Promise<void> {
  await openDetails(seen)
  await seen.page
    .getByRole('button', { name: /초대|Invite/ })
    .first()
    .click()
  await seen.page.getByRole('dialog').waitFor()
}

async function openMenu(seen: Seen): Promise<void> {
  await inFamily(seen)
  await seen.page.getByRole('article', { name: NOTE }).last().click({ button: 'right' })
  await seen.page.getByRole('menu').waitFor()
}

const NOTE = /전화 주문만|put up a note/

async function searchInRoom(seen: Seen): Promise<void> {
  await inFamily(seen)
  await seen.page.keyboard.press('Control+f')
  await seen.page
    .getByRole('searchbox')
    .last()
    .fill(seen.say({ ko: '치킨', en: 'chicken' }))
  await seen.page.waitForTimeout(SETTLE_MS)
}

const SETTLE_MS = 400

async function jump({ page }: Seen, text: string): Promise<void> {
  await page.getByRole('navigation').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(text)
  await page.waitForTimeout(SETTLE_MS)
}

async function openDialog(page: Seen['page'], key: string): Promise<void> {
  await page.getByRole('navigation').first().waitFor()
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
}
