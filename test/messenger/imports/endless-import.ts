/** Brings one more conversation in, without end, and prints how many records it has taken: for a test that kills it. */
import { openSqliteStore } from '../../../src-main/engine/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { SEOUL, said } from '../../harness/imported.ts'
import { Village } from '../../harness/village.ts'
import { STORE_KEY } from '../../store/sqlite-file.ts'

const [file = ''] = process.argv.slice(2)
const { messenger } = new Village().personOn('엄마', openSqliteStore({ file, key: STORE_KEY, mustExist: true }))
const batch = expectOk(messenger.imports.begin(['endless.txt']))
const intoKept = expectOk(batch.chat({ ...SEOUL, target: { to: 'new', title: '가족' } }, '가족'))
const intoNew = expectOk(
  batch.chat({ ...SEOUL, target: { to: 'new', title: '동창' }, authors: [{ name: '새 사람', who: { is: 'new' } }] }, '동창'),
)
const longer = `${'길고 긴 말 '.repeat(100)}`
intoKept.take({ ...said('2024-03-04T14:05', '아빠', longer), seq: 0 })
for (let seq = 1; ; seq++) {
  const time = `2025-${String(1 + (Math.floor(seq / 1440) % 12)).padStart(2, '0')}-01T10:${String(seq % 60).padStart(2, '0')}`
  intoKept.take({ ...said(time, '아빠', `끊긴 말 ${seq}`), seq })
  intoNew.take({ ...said(time, '새 사람', `끊긴 말 ${seq} ${seq % 50 === 0 ? '길'.repeat(20_000) : ''}`), seq })
  if (seq % 100 === 0) process.stdout.write(`${seq}\n`)
}
