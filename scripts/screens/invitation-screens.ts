/** People who are not here yet, and inviting them: the list, a page, the question who is whom, and the page of invitations through its ways. */
import { bookWords, invitationsWords } from '../../shared/i18n/index.ts'
import type { InvitationsScene } from '../../test/scenes/index.ts'
import type { Screen, Visit } from './screen.ts'

type Seen = Visit<InvitationsScene>

export const INVITATION_SCREENS: readonly Screen<InvitationsScene>[] = [
  {
    name: 'book-list',
    open: async ({ page, go, say }) => (await go('/people'), await page.getByText(say(bookWords.toInvitations)).waitFor()),
  },
  { name: 'book-entry', open: toEntry },
  {
    name: 'book-edit',
    open: async (seen) => {
      await toEntry(seen)
      await seen.page.getByRole('button', { name: seen.say(bookWords.edit), exact: true }).click()
      await seen.page.getByRole('textbox', { name: seen.say(bookWords.note) }).waitFor()
    },
  },
  {
    name: 'book-merge',
    open: async (seen) => {
      await toEntry(seen)
      await seen.page.getByRole('button', { name: `${seen.say(bookWords.mergeAct)}: ${seen.say(bookWords.mergeRow)}` }).click()
      await seen.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'book-same',
    open: async ({ page, go, say }) => (
      await go('/people/same'),
      await page
        .getByRole('button', { name: / 합치기$|^Merge / })
        .first()
        .waitFor(),
      await page.getByText(say(bookWords.sameText)).waitFor()
    ),
  },
  { name: 'invitations', open: toInvitations },
  { name: 'invitations-made', open: (seen) => toMade(seen, 'howLink') },
  { name: 'invitations-qr', open: (seen) => toMade(seen, 'howQr') },
  { name: 'invitations-print', open: (seen) => toMade(seen, 'howPrint') },
  { name: 'invitations-csv', open: (seen) => toMade(seen, 'howCsv') },
]

async function toEntry({ page, go, scene, say }: Seen): Promise<void> {
  await go(`/people/entry/${scene.regular}`)
  await page.getByRole('button', { name: say(bookWords.edit), exact: true }).waitFor()
}

async function toInvitations({ page, go, scene }: Seen): Promise<void> {
  await go(`/people/invitations/${scene.regular}`)
  await page.getByRole('checkbox').first().waitFor()
}

async function toMade(seen: Seen, how: 'howLink' | 'howQr' | 'howPrint' | 'howCsv'): Promise<void> {
  const { page, say } = seen
  await toInvitations(seen)
  for (const at of [0, 1, 2, 3]) await page.getByRole('checkbox', { checked: false }).nth(at).check()
  await page.getByRole('radio', { name: say(invitationsWords[how]), exact: true }).click()
  await page.getByRole('button', { name: /초대 \d+개 만들기|Make \d+ invitations?/ }).click()
  await page.getByRole('tab', { name: say(invitationsWords[how]), exact: true }).waitFor()
}
