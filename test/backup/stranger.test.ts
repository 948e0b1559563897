/** A backup is readable without us: by a reader that was written from the page about it alone (BKP-10). */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { broughtIn, said } from '../harness/imported.ts'
import { cbor, readAsStranger, type StrangeBackup } from './stranger.ts'
import { BackupWorld, PASSPHRASE } from './world.ts'

it('[BKP-10] [BKP-1] [BKP-3] [BKP-4] a stranger reads who wrote what, when and in which room', async () => {
  await using world = new BackupWorld()
  const { village } = world
  const mum = await world.person('Mum')
  const dad = village.person('Dad')
  await village.pair(mum, dad)
  const family = expectOk(mum.messenger.createRoom({ name: '우리집', members: [dad.account] }))
  await village.pass()
  const [first] = expectOk(mum.messenger.send(family, ['된장찌개', '지울 말']))
  const [, second] = expectOk(mum.messenger.messages(family)).map(({ id }) => id)
  if (second !== undefined) expectOk(mum.messenger.delete(second as never))
  await village.pass()
  if (first !== undefined) expectOk(dad.messenger.send(family, ['좋아'], { replyTo: first }))
  await village.pass()
  // Of several chunks.
  expectOk(
    mum.messenger.send(
      family,
      Array.from({ length: 60 }, (_, n) => `${n} ${'긴 말 '.repeat(1_000)}`),
    ),
  )
  broughtIn(mum.messenger, [said('2024-03-04T14:05', '여보', '저녁은?')], { target: { to: 'new', title: '동창' } })
  await village.pass()
  const file = readFileSync(await world.backup(mum))
  const backup = await readAsStranger(file, PASSPHRASE)

  expect(backup.manifest.get(6)).toBe('Mum')
  expect(hex(backup.manifest.get(4))).toBe(mum.account)
  const found = conversation(backup, '우리집')
  expect(found.slice(0, 3)).toEqual([
    { by: mum.account, text: '된장찌개', deleted: 0 },
    { by: mum.account, text: null, deleted: 1 },
    { by: dad.account, text: '좋아', deleted: 0 },
  ])
  expect(found).toHaveLength(63)
  const messages = backup.tables.get('messages') ?? []
  expect(messages.find(({ text }) => text === '좋아')?.['reply_to']).toEqual(messages.find(({ text }) => text === '된장찌개')?.['id'])
  expect(messages.some(({ text }) => text === '저녁은?')).toBe(true)
  expect((backup.tables.get('named_values') ?? []).filter(({ space }) => space === 'contacts').map(({ key }) => key)).toEqual([dad.account])
  const rows = [...backup.tables.values()].reduce((sum, table) => sum + table.length, 0)
  expect(backup.end[3]).toBe(rows)
  await expect(readAsStranger(file, 'another')).rejects.toThrow('Unsupported state or unable to authenticate data')
})

it('[BKP-10] and so one of the first day', async () => {
  const backup = await readAsStranger(readFileSync('test/vectors/backup/v1.sbbackup'), '옛날 백업 1')
  expect(conversation(backup, '우리집').map(({ text }) => text)).toEqual(['된장찌개', '고친말'])
})

it('[BKP-10] the stranger’s reader imports nothing of ours', () => {
  const imports = [...readFileSync('test/backup/stranger.ts', 'utf8').matchAll(/from '([^']+)'/g)].map(([, name]) => name)
  expect(imports).toEqual(['node:crypto', 'hash-wasm'])
})

/** Of the room that is called so, in the order of time. */
function conversation({ tables }: StrangeBackup, title: string) {
  const rooms = (tables.get('named_values') ?? []).filter(({ space }) => space === 'rooms')
  const room = rooms.find(({ value }) => (cbor(value as Buffer) as ReadonlyMap<number, unknown>).get(5) === title)
  const people = new Map((tables.get('refs') ?? []).map(({ n, id }) => [n, hex(id)]))
  return (tables.get('messages') ?? [])
    .filter((row) => row['room'] === Number(room?.['key']))
    .toSorted((a, b) => Number(a['t']) - Number(b['t']) || Number(a['c']) - Number(b['c']))
    .map(({ account, text, deleted }) => ({ by: people.get(account), text, deleted }))
}

function hex(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('hex') : ''
}
