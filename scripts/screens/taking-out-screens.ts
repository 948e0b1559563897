/** Taking out, as Jiwoo does it: a backup, a room as a file, the address book, and what happened meanwhile. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backupWords, takingOutWords } from '../../shared/i18n/index.ts'
import type { FamilyScene } from '../../test/scenes/index.ts'
import type { Screen, Visit } from './screen.ts'

type Seen = Visit<FamilyScene>

/** A stick that was pulled out. */
const NOWHERE = '/media/jiwoo/usb/'
const PASSPHRASE = '감자 두 박스요'
let stick: string | undefined

export const TAKING_OUT_SCREENS: readonly Screen<FamilyScene>[] = [
  { name: 'backup-none', open: async (seen) => (await toBackup(seen), await seen.page.getByText(seen.say(backupWords.none)).waitFor()) },
  { name: 'backup-write', open: write },
  {
    name: 'backup-wrong',
    async open(seen) {
      await write(seen)
      const dialog = seen.page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: seen.say(backupWords.folder) }).fill(NOWHERE)
      for (const label of [backupWords.passphrase, backupWords.again]) await dialog.getByLabel(seen.say(label)).fill(PASSPHRASE)
      await dialog.getByRole('button', { name: seen.say(backupWords.start), exact: true }).click()
      await dialog.getByText(/그런 폴더가 없어요|no such folder/).waitFor()
    },
  },
  {
    name: 'backup-failed',
    before: async ({ self }) => void (await self.ask('backup.write', { to: NOWHERE, passphrase: PASSPHRASE }).catch(() => undefined)),
    open: async (seen) => (await toBackup(seen), await seen.page.getByRole('alert').waitFor()),
  },
  {
    name: 'backup-there',
    async before({ self }) {
      stick ??= aStick()
      await self.ask('backup.schedule', { every: 'weekly', folder: stick, passphrase: PASSPHRASE })
      await self.until('a backup', async () => {
        const { last, running } = await self.ask('backup.status')
        return running === undefined && last !== undefined && existsSync(last.file)
      })
    },
    open: async (seen) => (await toBackup(seen), await seen.page.getByText(seen.say(backupWords.lastTitle)).waitFor()),
  },
  { name: 'backup-verify', open: async (seen) => (await toBackup(seen), await pressed(seen, backupWords.verify)) },
  {
    name: 'out',
    open: async (seen) => (await seen.go('/settings/out'), await seen.page.getByText(seen.say(takingOutWords.intro)).waitFor()),
  },
  {
    name: 'out-contacts',
    open: async (seen) => (await seen.go('/settings/out'), await pressed(seen, takingOutWords.chooseContacts)),
  },
  { name: 'out-digest', open: digest },
  { name: 'out-room', open: exportRoom },
  {
    name: 'out-room-made',
    async open(seen) {
      await exportRoom(seen)
      await seen.page.getByRole('button', { name: seen.say(takingOutWords.start) }).click()
      await seen.page.getByRole('button', { name: seen.say(takingOutWords.done) }).waitFor()
    },
  },
]

/** Gone with this program. */
function aStick(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sb-usb-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function toBackup({ page, go, say }: Seen): Promise<void> {
  await go('/settings/backup')
  await page.getByText(say(backupWords.verifyText)).waitFor()
}

async function write(seen: Seen): Promise<void> {
  await toBackup(seen)
  await pressed(seen, backupWords.write)
}

async function pressed({ page, say }: Seen, name: { readonly ko: string; readonly en: string }): Promise<void> {
  await page
    .getByRole('button', { name: say(name) })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
}

async function digest({ page, go, say }: Seen): Promise<void> {
  await go('/settings/out')
  await page.getByRole('button', { name: say(takingOutWords.digest) }).click()
  await page.getByRole('dialog').getByRole('link').first().waitFor()
}

async function exportRoom({ page, go, say, scene }: Seen): Promise<void> {
  await go(`/rooms/${scene.rooms.family.id}`)
  await page
    .getByRole('button', { name: say({ ko: '더 보기', en: 'More' }), exact: true })
    .last()
    .click()
  await page.getByRole('menuitem', { name: say(takingOutWords.exportRoom) }).click()
  await page.getByRole('dialog').getByRole('radio').first().waitFor()
}
