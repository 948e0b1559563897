/** What was brought in from elsewhere: in a room, alone, what can be done with it, and a file full of mischief. */
import { importedWords } from '../../shared/i18n/index.ts'
import type { MovedScene } from '../../test/scenes/index.ts'
import type { Screen, Visit } from './screen.ts'

type Seen = Visit<MovedScene>

export const MOVED_SCREENS: readonly Screen<MovedScene>[] = [
  { name: 'imported-list', open: ({ page, say }) => page.getByRole('heading', { name: say(importedWords.section) }).waitFor() },
  { name: 'imported-room', open: inFamily },
  { name: 'imported-room-menu', open: openMenu },
  { name: 'imported-room-share', open: openShare },
  {
    name: 'imported-room-selected',
    open: async (seen) => {
      await inFamily(seen)
      await dinner(seen).focus()
      await seen.page.keyboard.press('Space')
      await seen.page.getByRole('toolbar').last().waitFor()
    },
  },
  {
    name: 'imported-room-details',
    open: async (seen) => {
      await inFamily(seen)
      await seen.page.keyboard.press('Control+i')
      const line = seen.page.getByRole('heading', { name: seen.say(importedWords.inRoom) })
      await line.waitFor()
      await line.scrollIntoViewIfNeeded()
    },
  },
  { name: 'imported-found', open: find },
  { name: 'imported-alone', open: (seen) => alone(seen, seen.scene.loose) },
  {
    name: 'imported-alone-menu',
    open: async (seen) => {
      await alone(seen, seen.scene.loose)
      await seen.page
        .getByRole('main')
        .getByRole('button', { name: seen.say(importedWords.more), exact: true })
        .first()
        .click()
      await seen.page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'imported-alone-place',
    open: async (seen) => {
      await alone(seen, seen.scene.loose)
      await seen.page.getByRole('button', { name: seen.say(importedWords.place) }).click()
      await seen.page.getByRole('dialog').waitFor()
    },
  },
  { name: 'imported-hostile', open: (seen) => alone(seen, seen.scene.hostile) },
  {
    name: 'imported-hostile-whole',
    open: async (seen) => {
      await alone(seen, seen.scene.hostile)
      await seen.page.getByRole('button', { name: seen.say(importedWords.showAll) }).click()
      await seen.page.getByRole('button', { name: seen.say(importedWords.showMore) }).waitFor()
    },
  },
]

async function inFamily({ page, go, scene }: Seen): Promise<void> {
  await go(`/rooms/${scene.family.id}`)
  await page.getByRole('feed').getByRole('article').last().waitFor()
}

async function alone({ page, go, say }: Seen, archive: string): Promise<void> {
  await go(`/rooms/${archive}`)
  await page.getByText(say(importedWords.noteTitle)).waitFor()
  await page.getByRole('feed').getByRole('article').last().waitFor()
}

function dinner({ page }: Seen) {
  return page.getByRole('article', { name: /떡볶이 해 주세요|tteokbokki/ })
}

async function openMenu(seen: Seen): Promise<void> {
  await inFamily(seen)
  await dinner(seen).click({ button: 'right' })
  await seen.page.getByRole('menu').waitFor()
}

async function openShare(seen: Seen): Promise<void> {
  await openMenu(seen)
  await seen.page.getByRole('menuitem', { name: seen.say(importedWords.share) }).click()
  await seen.page.getByRole('dialog').waitFor()
}

async function find({ page, say }: Seen): Promise<void> {
  await page.getByRole('navigation').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(say({ ko: '떡볶이', en: 'tteokbokki' }))
  await page
    .getByRole('option')
    .filter({ hasText: say(importedWords.mark) })
    .waitFor()
}
