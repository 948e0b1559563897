/** Coming back with the twelve words: the new computer, before and after somebody said yes, and the contact who is asked. */
import { peopleWords, returningWords } from '../../shared/i18n/index.ts'
import { playReturn, type ReturnScene, type StageOptions } from '../../test/scenes/index.ts'
import type { Screen } from './screen.ts'

export const RETURN_SCREENS: readonly Screen<ReturnScene>[] = [
  { name: 'return-rooms', open: async ({ page, say }) => await page.getByText(say(returningWords.strip)).waitFor() },
  {
    name: 'return-asked',
    open: async ({ page, go, say }) => {
      await go('/people')
      await page.getByText(say(returningWords.waiting)).first().waitFor()
    },
  },
  {
    name: 'return-let-in',
    before: letIn,
    open: async ({ page, go, say }) => {
      await go('/people')
      await page.getByText(say(returningWords.saidYes)).first().waitFor()
    },
  },
]

/** The same afternoon, from Jiwoo’s side. */
export async function playReturnContact(options: Omit<StageOptions, 'start'>): Promise<ReturnScene> {
  const scene = await playReturn(options)
  return { ...scene, self: scene.jiwoo }
}

export const CONTACT_SCREENS: readonly Screen<ReturnScene>[] = [
  {
    name: 'return-knock',
    open: async ({ page, go, say }) => {
      await go('/people')
      await page.getByText(say(peopleWords.knockReturn)).waitFor()
    },
  },
]

async function letIn({ self, jiwoo }: ReturnScene): Promise<void> {
  const knock = (await jiwoo.ask('people.knocks')).find(({ kind, state }) => kind === 'return' && state === 'waiting')
  if (knock !== undefined) await jiwoo.ask('people.answerKnock', { id: knock.id, accept: true })
  await self.until('let in', async () => (await self.ask('rooms.list')).length > 0 || undefined)
}
