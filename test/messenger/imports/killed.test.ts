/** [ARC-6] A real process killed in the middle of an import: at the next start all of it is gone, and what was there before is as it was. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../../src-main/engine/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { broughtIn, said } from '../../harness/imported.ts'
import { Village, seenBy } from '../../harness/village.ts'
import { STORE_KEY, aSqliteStore } from '../../store/sqlite-file.ts'

const KILLS = 4

async function killAfter(file: string, lines: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'endless-import.ts'), file], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (printed.split('\n').length > lines) child.kill('SIGKILL')
  })
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)))
  expect(signal).toBe('SIGKILL')
}

test('[ARC-6] killed in the middle, an import leaves nothing', { timeout: 120_000 }, async () => {
  const disk = aSqliteStore()
  onTestFinished(() => disk.dispose())
  let village = new Village()
  let mum = village.personOn('엄마', disk.store)
  const cut = '길고 긴 말 '.repeat(100).slice(0, 500)
  broughtIn(mum.messenger, [said('2024-03-04T14:05', '아빠', cut), said('2024-03-04T14:06', '나', '짧은 말')], {
    target: { to: 'new', title: '가족' },
  })
  const [kept] = mum.messenger.imports.archives()
  if (kept === undefined) throw new Error('it is kept')
  const before = seenBy(mum, kept.archive)
  mum.messenger.stop()
  mum.store.close()
  for (let kill = 0; kill < KILLS; kill++) {
    await killAfter(disk.file, 1 + 9 * kill)
    village = new Village()
    mum = village.personOn('엄마', openSqliteStore({ file: disk.file, key: STORE_KEY, mustExist: true }))
    const { messenger } = mum
    // Until it is gone nothing of it is seen.
    expect(messenger.search('끊긴')).toEqual([])
    expect(messenger.imports.archives()).toEqual([])
    await village.pass()
    expect(messenger.imports.batches().map(({ sources }) => sources)).toEqual([['talk.txt']])
    expect(messenger.imports.archives()).toEqual([kept])
    expect(seenBy(mum, kept.archive)).toEqual(before)
    expect(messenger.search('끊긴')).toEqual([])
    expect(messenger.addressBook.entries()).toEqual([])
    const rest = mum.store.values.list('archive-long/2').length + mum.store.values.list('import-batches').length
    expect(rest).toBe(1)
    expectOk(messenger.imports.begin(['x'])).abandon()
    messenger.stop()
    mum.store.close()
  }
})
