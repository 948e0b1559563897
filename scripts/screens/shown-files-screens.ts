/** Pictures, films, voices, files, a card and a place in the conversation of a family, and over the whole window. */
import type { Page } from 'playwright-core'
import type { FamilyScene } from '../../test/scenes/index.ts'
import { sendFiles } from '../../test/harness/send-files.ts'
import { filmIn, jpegIn, soundOf } from '../../test/harness/some-media.ts'
import type { Screen, Visit } from './screen.ts'

type Seen = Visit<FamilyScene>

export const SHOWN_FILES_SCREENS: readonly Screen<FamilyScene>[] = [
  { name: 'room-pictures', open: (seen) => inRoom(seen, '소풍') },
  { name: 'room-files', open: (seen) => inRoom(seen, undefined) },
  { name: 'room-viewer', open: viewed },
  { name: 'room-holders', open: holders },
]

const WAVEFORM = Buffer.from(Array.from({ length: 48 }, (_, at) => 40 + ((at * 53) % 200))).toString('base64')

async function inRoom(seen: Seen, text: string | undefined): Promise<void> {
  const { page, scene, go } = seen
  await sent(seen)
  await go(`/rooms/${scene.rooms.suyeon.id}`)
  const feed = page.getByRole('feed')
  await feed.locator('img[src^="media/"]').first().waitFor({ state: 'attached' })
  if (text !== undefined) await feed.getByRole('group', { name: /사진 5장|5 pictures/ }).scrollIntoViewIfNeeded()
  await page.waitForTimeout(800)
}

async function viewed(seen: Seen): Promise<void> {
  await inRoom(seen, '소풍')
  await seen.page
    .getByRole('button', { name: /사진 5장 중 2번째|Picture 2 of 5/ })
    .first()
    .click()
  await seen.page.locator('[role=dialog] img[src^="media/"]').first().waitFor()
}

async function holders(seen: Seen): Promise<void> {
  await inRoom(seen, undefined)
  await seen.page.getByRole('feed').getByRole('button', { name: /\.hwp/ }).last().click({ button: 'right' })
  await seen.page.getByRole('menuitem', { name: /누가 가지고|Who has/ }).click()
  await seen.page
    .getByRole('dialog')
    .getByText(/이 컴퓨터|This computer/)
    .first()
    .waitFor()
}

/** Once for all pictures of a language. */
async function sent({ page, scene, say }: Seen): Promise<void> {
  const { suyeon } = scene.people
  const room = scene.rooms.suyeon.id
  const before = await scene.self.ask('messages.page', { room, limit: 50 })
  if (before.some(({ attachments }) => attachments.length > 0)) return
  await page.getByRole('navigation').first().waitFor()
  const [wide, high, film] = await made(page)
  const preview = (await jpegIn(page, 32, 18, 'seagreen')) as Buffer
  const picture = (name: string, isWide: boolean) => ({
    ...{ name, bytes: isWide ? wide : high, width: isWide ? 1600 : 900, height: isWide ? 900 : 1600 },
    preview: preview.toString('base64'),
  })
  const five = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'].map((name, at) => picture(name, at % 2 === 0))
  await sendFiles(
    suyeon,
    room,
    five,
    say({ ko: '오늘 소풍 사진이야. 둘째 줄 가운데가 제일 잘 나왔어!', en: 'From today’s picnic. The middle one came out best!' }),
  )
  await sendFiles(scene.self, room, [picture(say({ ko: '한강.jpg', en: 'river.jpg' }), true)])
  await sendFiles(suyeon, room, [{ name: 'nadri.webm', bytes: film, width: 320, height: 180, durationMs: 3_000 }])
  for (const durationMs of [3_000, 7_000])
    await sendFiles(suyeon, room, [{ name: 'voice.wav', bytes: soundOf(durationMs / 1000), durationMs, isVoice: true, waveform: WAVEFORM }])
  const minutes = say({ ko: '201동 주민 모임 회의록 진짜 마지막 고친 것.hwp', en: 'Minutes of the residents’ meeting, really final.hwp' })
  await sendFiles(suyeon, room, [{ name: minutes, bytes: new Uint8Array(52_000).fill(65) }])
  await sendFiles(scene.self, room, [{ name: say({ ko: '설치.exe', en: 'setup.exe' }), bytes: new Uint8Array(1_200_000).fill(66) }])
  const name = say({ ko: '광화문 설비', en: 'Gwanghwamun Repairs' })
  await suyeon.ask('outbox.say', { room, what: { kind: 'card', name, phones: ['02-120'], mails: [] } })
  const place = say({ ko: '시청 앞', en: 'City Hall' })
  await suyeon.ask('outbox.say', { room, what: { kind: 'place', latitude: 37.566535, longitude: 126.977969, name: place } })
  await scene.self.until('all of it is here', async () =>
    (await scene.self.ask('messages.page', { room, limit: 5 })).some((message) => message.place !== undefined),
  )
}

async function made(page: Page) {
  return [await jpegIn(page, 1600, 900), await jpegIn(page, 900, 1600, 'sienna'), await filmIn(page, 2)] as const
}
