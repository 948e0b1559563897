/** What a room was given, what is on its way, and what files take. */
import { keptFilesWords, sharedWords, transferWords } from '../../shared/i18n/index.ts'
import type { GivenScene } from '../../test/scenes/index.ts'
import { postFiles } from '../../test/harness/houses/index.ts'
import type { Screen, Visit } from './screen.ts'

type Seen = Visit<GivenScene>

export const GIVEN_SCREENS: readonly Screen<GivenScene>[] = [
  { name: 'shared-pictures', open: (seen) => toFiles(seen, 'pictures') },
  { name: 'shared-files', open: (seen) => toFiles(seen, 'files') },
  { name: 'shared-selected', open: (seen) => toSelected(seen, 'pictures', 3) },
  { name: 'shared-selected-file', open: (seen) => toSelected(seen, 'files', 1) },
  { name: 'shared-links', open: (seen) => toFiles(seen, 'links') },
  { name: 'shared-voices', open: (seen) => toFiles(seen, 'voices') },
  {
    name: 'shared-nothing-found',
    async open(seen) {
      await toFiles(seen, 'files')
      await seen.page.getByRole('main').getByRole('searchbox').fill('떡복이')
      await seen.page.getByRole('button', { name: seen.say(sharedWords.clearSearch) }).waitFor()
    },
  },
  {
    name: 'shared-row',
    async open({ page, go, say, scene, isNarrow }) {
      await go(`/rooms/${scene.family.id}`)
      await page.getByRole('feed').getByRole('article').last().waitFor()
      if (isNarrow)
        await page
          .getByRole('button', { name: /우리 가족|Family/ })
          .first()
          .click()
      else await page.keyboard.press('Control+i')
      await page.getByRole('link', { name: new RegExp(say(sharedWords.title)) }).waitFor()
    },
  },
  {
    name: 'shared-viewer',
    async open(seen) {
      await toFiles(seen, 'pictures')
      await seen.page.locator('[data-cell] button').first().click()
      await seen.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'transfers-none',
    open: async ({ page, go, say }) => (await go('/settings/transfers'), await page.getByText(say(transferWords.noneTitle)).waitFor()),
  },
  {
    name: 'storage-files',
    open: async ({ page, go, say }) => (
      await go('/settings/storage'),
      await page.getByRole('button', { name: say(keptFilesWords.makeRoom) }).waitFor()
    ),
  },
  {
    name: 'storage-make-room',
    async open({ page, go, say }) {
      await go('/settings/storage')
      await page.getByRole('button', { name: say(keptFilesWords.makeRoom) }).click()
      await page.getByText(say(keptFilesWords.wouldFreeNone)).waitFor()
    },
  },
  {
    name: 'transfers-waiting',
    before: waitForMum,
    open: async ({ page, go, say }) => (
      await go('/settings/transfers'),
      await page.getByRole('region', { name: say(transferWords.coming) }).waitFor()
    ),
  },
  {
    name: 'transfers-sign',
    before: waitForMum,
    open: async ({ page, go }) => {
      await go('/rooms')
      await page.getByRole('button', { name: /^(오가는 파일|Files on their way)/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
]

async function toSelected(seen: Seen, kind: string, count: number): Promise<void> {
  await toFiles(seen, kind)
  await seen.page.locator('[data-cell] button').first().focus()
  await seen.page.keyboard.press('Space')
  for (let more = 1; more < count; more++) await seen.page.keyboard.press('Shift+ArrowRight')
  await seen.page.getByRole('toolbar', { name: seen.say(sharedWords.selectBar) }).waitFor()
}

/** Mum sent large files and is gone. Once a scene. */
async function waitForMum({ self, mum, family }: GivenScene): Promise<void> {
  const count = async () => (await self.ask('attachments.shared', { room: family.id, sort: 'files' })).length
  const before = await count()
  if (before > GIVEN_FILES) return
  const messages = []
  for (const name of LARGE[self.language]) messages.push(await postFiles(mum, family.id, [{ name, bytes: Buffer.alloc(4_200_000, name) }]))
  await self.until('all', async () => (await count()) === before + messages.length)
  await mum.stop()
  for (const message of messages) await self.ask('transfers.fetch', { message, index: 0 })
}

/** Of the scene itself. */
const GIVEN_FILES = 3
const LARGE = {
  ko: ['제주도 영상 1.mp4', '제주도 영상 2.mp4', '사진첩 원본과 고친 것 모두.zip'],
  en: ['Jeju, film 1.mp4', 'Jeju, film 2.mp4', 'Album, originals and all that was changed.zip'],
} as const

async function toFiles({ page, go, scene }: Seen, kind: string): Promise<void> {
  await go(`/rooms/${scene.family.id}/files/${kind}`)
  await page.locator('[data-cell]').first().waitFor()
}
