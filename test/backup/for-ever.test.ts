/** A backup of version 1, as it was written the day there were backups: it is restored for ever (BKP-1, BKP-4). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { restoreBackup } from '../../src-main/engine/backup/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { runCommand } from '../headless/terminal.ts'

it('[BKP-1] [BKP-4] [BKP-7] a backup of version 1 opens, with its room, its words and an edit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-backup-v1-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const profile = join(folder, 'profile')
  const restored = expectOk(await restoreBackup({ file: 'test/vectors/backup/v1.sbbackup', passphrase: '옛날 백업 1', profile }))
  expect(restored).toMatchObject({ name: '엄마', rooms: 1, messages: 2, isProtected: false })
  const { out } = await runCommand(['messages', '--room', '우리집', '--profile', profile, '--json'])
  const { messages } = JSON.parse(out) as { messages: { text: string; edited?: number }[] }
  expect(messages.map(({ text, edited }) => [text, edited !== undefined])).toEqual([
    ['된장찌개', false],
    ['고친말', true],
  ])
})
