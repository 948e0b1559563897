/** What Jiwoo sees. What a look changes comes last: opening a room marks its messages as read. */
import { doctorWords, entranceWords, findingTitles } from '../../shared/i18n/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { type FamilyScene, NOW } from '../../test/scenes/index.ts'
import type { Screen, Visit } from './screen.ts'
import { SENDING_SCREENS } from './sending-screens.ts'

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
  { name: 'reach', open: async (seen) => (await seen.go('/reach'), await shown(seen.page, MUM), await doctorIsDone(seen)) },
  { name: 'reach-doctor-searched', open: searchNetwork },
  { name: 'reach-doctor-running', open: (seen) => doctorWithout(seen, 'an answer') },
  { name: 'reach-doctor-failed', open: (seen) => doctorWithout(seen, 'a doctor') },
  { name: 'by-hand-put', open: putByHand },
  { name: 'by-hand-save', open: saveByHand },
  { name: 'by-hand-read', open: readByHand },
  {
    name: 'ready',
    open: async ({ go, page }) => (
      await go('/ready'),
      await page.getByRole('table').or(page.getByRole('definition').first()).first().waitFor()
    ),
  },
  { name: 'ready-drill', open: async ({ go, page }) => (await go('/ready/drill'), await page.getByRole('radio').first().waitFor()) },
  { name: 'settings', open: async ({ go, page }) => (await go('/settings'), await page.getByRole('navigation').first().waitFor()) },
  {
    name: 'devices-add',
    async open(seen) {
      await seen.go('/settings/devices')
      await seen.page.getByRole('button', { name: /컴퓨터 더하기|Add a computer/ }).click()
      await seen.page.getByRole('img', { name: /컴퓨터를 잇는 코드|Code to link a computer/ }).waitFor()
    },
  },
  ...['me', 'look', 'notices', 'talk', 'ways', 'outage', 'lock', 'words', 'devices', 'blocked', 'kept', 'storage', 'about'].map(settings),
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
  // Last: from here on somebody asks Jiwoo, and Jiwoo somebody.
  { name: 'people-carry-ask', before: mumAsks, open: async ({ page, go }) => (await go('/people'), await shown(page, ASKED)) },
  {
    name: 'settings-kept-some',
    before: keepsForMum,
    open: async ({ page, go }) => (await go('/settings/kept'), await shown(page, /200\sMB/)),
  },
  {
    name: 'room-keepers',
    before: mumKeeps,
    open: async (seen) => {
      await inRoom(seen, seen.scene.rooms.team.id)
      await seen.page.keyboard.press('Control+i')
      await seen.page.getByText(/^(보관 중|Keeps it)/).waitFor()
      await seen.page.getByText(/^(보관 중|Keeps it)/).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'settings-ways-agreed',
    before: agreed,
    open: async ({ page, go, say }) => (
      await go('/settings/ways'),
      await page.getByText(say(entranceWords.doorText)).scrollIntoViewIfNeeded()
    ),
  },
  {
    name: 'settings-ways-add',
    before: agreed,
    async open({ page, go, say }) {
      await go('/settings/ways')
      await page.getByRole('button', { name: say(entranceWords.add) }).click()
      await page
        .getByRole('dialog')
        .getByRole('textbox')
        .fill(say({ ko: '우리 집 컴퓨터로 해', en: 'Use our computer' }))
      await page.keyboard.press('Enter')
      await page.getByText(say(entranceWords.unclear)).waitFor()
    },
  },
  {
    name: 'reach-doctor-kept',
    before: async (scene) => {
      await keepsForMum(scene)
      await mumKeeps(scene)
    },
    async open(seen) {
      await seen.go('/reach/doctor')
      await doctorIsDone(seen)
      for (const code of ['kept-for-us', 'kept-by-us'] as const)
        await seen.page.getByText(seen.say(findingTitles[code])).scrollIntoViewIfNeeded()
    },
  },
  ...SENDING_SCREENS,
]

async function agreed({ self }: FamilyScene): Promise<void> {
  const bootstrap = ['/ip4/203.0.113.7/tcp/4310', '/dns/home.example.org/tcp/4310']
  await self.ask('profile.changeSettings', { rendezvous: true, rendezvousPort: 4310, bootstrap })
}

const ASKED = /맡아 달라고|Asks you to keep/

/** A room of Mum's own, which Jiwoo is to keep and is told nothing of. Once a scene. */
async function mumAsks({ self, people }: FamilyScene): Promise<void> {
  const { mum } = people
  if ((await self.ask('carrying.asks')).length + (await self.ask('carrying.carried')).length > 0) return
  const room = await mum.ask('rooms.create', { name: 'Choir' })
  await mum.ask('carrying.ask', { room, account: self.account })
  await self.until('asked to keep', async () => (await self.ask('carrying.asks')).length > 0 || undefined)
}

async function keepsForMum(scene: FamilyScene): Promise<void> {
  await mumAsks(scene)
  await scene.self.ask('carrying.allow', { account: scene.people.mum.account, quota: 200_000_000 })
}

async function mumKeeps({ self, people, rooms }: FamilyScene): Promise<void> {
  const [known] = await self.ask('carrying.carriersOf', { room: rooms.team.id })
  if (known !== undefined) return
  await people.mum.ask('carrying.allow', { account: self.account })
  await self.ask('carrying.ask', { room: rooms.team.id, account: people.mum.account })
  await self.until('kept', async () => {
    const [keeper] = await self.ask('carrying.carriersOf', { room: rooms.team.id })
    return keeper?.said !== undefined || undefined
  })
}

const OUR_FAMILY = /^(우리 가족|Our family)/
const MUM = /엄마|Mum/
const PUT = /^(USB에 담기|Put on USB)$/

function settings(section: string): Screen<FamilyScene> {
  return {
    name: `settings-${section}`,
    open: async ({ go, page }) => (await go(`/settings/${section}`), await page.getByRole('heading').first().waitFor()),
  }
}

async function doctorIsDone({ page, say }: Seen): Promise<void> {
  await page.getByRole('heading', { name: say(doctorWords.results) }).waitFor()
}

async function searchNetwork(seen: Seen): Promise<void> {
  await seen.go('/reach/doctor')
  await doctorIsDone(seen)
  await seen.page.getByRole('button', { name: seen.say(doctorWords.further) }).click()
  await seen.page.getByText(seen.say(findingTitles['probe-nobody'])).waitFor({ timeout: SEARCH_MS })
  await doctorIsDone(seen)
}

/** What this page asks of the doctor goes nowhere, or asks for what this version does not know. */
async function doctorWithout({ page, go, say }: Seen, what: 'an answer' | 'a doctor'): Promise<void> {
  await page.evaluate(`{
    const send = WebSocket.prototype.send
    WebSocket.prototype.send = function (data) {
      if (!String(data).includes('"doctor.look"')) return send.call(this, data)
      if (${what === 'a doctor'}) send.call(this, data.replace('"doctor.look"', '"doctor.unknown"'))
    }
  }`)
  await go('/reach/doctor')
  await page.getByText(say(what === 'a doctor' ? doctorWords.failed : doctorWords.looking)).waitFor()
  await page.getByRole('button', { name: say(doctorWords.further) }).scrollIntoViewIfNeeded()
}

async function shown(page: Seen['page'], text: RegExp): Promise<void> {
  await page.getByText(text).first().waitFor()
}

async function putByHand({ page, go }: Seen): Promise<void> {
  await go('/reach')
  await page.getByRole('button', { name: PUT }).first().click()
  await page.getByRole('dialog').waitFor()
}

async function saveByHand(seen: Seen): Promise<void> {
  await putByHand(seen)
  const dialog = seen.page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^(담기|Put it in)$/ }).click()
  await dialog.getByText(/\.sbundle$/).waitFor()
}

/** What Dad put on a stick, and a photograph that lay beside it. */
async function readByHand({ page, go, scene }: Seen): Promise<void> {
  const { id } = await scene.people.dad.ask('bundles.write', { target: { to: 'contact', account: scene.people.jiwoo.account }, since: 0 })
  const chunks: Buffer[] = []
  for (;;) {
    const { bytes, isOver } = await scene.people.dad.ask('bundles.take', { id })
    if (isOver) break
    chunks.push(Buffer.from(bytes, 'base64'))
  }
  await go('/reach')
  const mimeType = 'application/octet-stream'
  await page
    .getByLabel(/^(받은 파일 읽기|Read a file)$/)
    .last()
    .setInputFiles([
      { name: 'sarangbang-20221015-1540.sbundle', mimeType, buffer: Buffer.concat(chunks) },
      { name: 'IMG_0231.jpg', mimeType, buffer: Buffer.from('a photograph') },
    ])
  await page
    .getByRole('dialog')
    .getByText(/IMG_0231/)
    .waitFor()
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
/** Longer than the search itself may take. */
const SEARCH_MS = 2 * RESOURCE.SUBNET_PROBE_MS

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
