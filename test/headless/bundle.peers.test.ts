/** What two people say who cannot meet any more, by files that somebody carries: nothing but commands, profiles without a network, and a folder. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { Computer } from './service.ts'

const POLL = { timeout: 30_000, interval: 200 }

interface Line {
  readonly id: string
  readonly text: string
  readonly delivery: string
  readonly reactions: readonly { readonly emoji: string }[]
  readonly progress?: { readonly delivered: number }
  readonly bundled?: number
}

it('carries words, an edit, a deletion and a reaction there, and the answer back', { timeout: 180_000 }, async () => {
  const stick = mkdtempSync(join(tmpdir(), 'sb-stick-'))
  onTestFinished(() => rmSync(stick, { recursive: true, force: true }))
  const [mum, dad] = [new Computer(), new Computer()]
  await Promise.all([mum.serve(['--name', 'Mum']), dad.serve(['--name', 'Dad'])])
  const { link } = await mum.json(['invite'])
  await dad.json(['accept', String(link)])
  await expect.poll(() => mum.json(['contacts']), POLL).toMatchObject({ contacts: [{ name: 'Dad', state: 'paired' }] })
  await Promise.all([mum.json(['stop']), dad.json(['stop'])])

  const lines = async (who: Computer, room: string) => (await who.json(['messages', '--room', room]))['messages'] as readonly Line[]
  const files = (written: Record<string, unknown>) => written['files'] as readonly string[]

  // He has never heard of the room she writes in.
  const hour = await mum.json(['send', '--room', 'Dad', 'at six'])
  const secret = await mum.json(['send', '--room', 'Dad', 'a secret'])
  await mum.json(['edit', '--message', String(hour['id']), 'at seven'])
  await mum.json(['delete', '--message', String(secret['id'])])
  const there = await mum.json(['bundle', 'write', '--contact', 'Dad', '--to', stick])
  expect(there).toMatchObject({ rooms: [{ name: 'Dad' }] })
  expect(files(there)).toEqual([expect.stringMatching(/sarangbang-\d{8}-\d{4}\.sbundle$/)])
  expect(readdirSync(stick)).toHaveLength(1)
  expect(await lines(mum, 'Dad')).toMatchObject([{ text: 'at seven', delivery: 'queued', bundled: expect.any(Number) }, { text: '' }])
  expect(await mum.json(['trail', '--message', String(hour['id'])])).toMatchObject({ state: 'queued', bundled: expect.any(Number) })

  expect(await dad.json(['bundle', 'read', ...files(there)])).toMatchObject({
    files: 1,
    rooms: [{ name: 'Mum', hasAnswer: true }],
    damaged: 0,
    cut: 0,
    strange: 0,
    refused: {},
  })
  expect((await lines(dad, 'Mum')).map(({ text }) => text)).toEqual(['at seven', ''])
  await dad.json(['react', '--message', String(hour['id']), '👍'])
  await dad.json(['send', '--room', 'Mum', 'good'])
  await dad.json(['read', '--room', 'Mum'])
  const back = await dad.json(['bundle', 'write', '--room', 'Mum', '--to', stick])
  // Her own file is still there, and not written over.
  expect(files(back)).not.toEqual(files(there))
  expect(await mum.json(['bundle', 'read', ...files(back)])).toMatchObject({ messages: 1, acknowledged: 2 })
  const [first, , answer] = await lines(mum, 'Dad')
  expect(first).toMatchObject({ text: 'at seven', delivery: 'read', progress: { delivered: 1 }, reactions: [{ emoji: '👍' }] })
  expect(first).not.toHaveProperty('bundled')
  expect(answer).toMatchObject({ text: 'good', delivery: 'received' })

  // Both files once more, in the wrong order, with one that is none.
  const other = join(stick, 'holiday.jpg')
  writeFileSync(other, 'not ours')
  expect(await mum.fails(['bundle', 'read', ...files(back), other, ...files(there)])).toMatchObject({ code: 'NOT_A_BUNDLE' })
  expect((await lines(mum, 'Dad')).map(({ text }) => text)).toEqual(['at seven', '', 'good'])
  truncateSync(files(back)[0] ?? '', 30_000)
  expect(await mum.json(['bundle', 'read', ...files(back)])).toMatchObject({ messages: 0, cut: 1 })

  expect(await mum.fails(['bundle', 'write', '--all', '--to', join(stick, 'nowhere')])).toMatchObject({ code: 'NO_FOLDER' })
  expect(await mum.fails(['bundle', 'read', join(stick, 'nowhere')])).toMatchObject({ code: 'BAD_FILE' })
  expect(existsSync(join(stick, 'nowhere'))).toBe(false)
  expect(readFileSync(other, 'utf8')).toBe('not ours')
  chmodSync(stick, 0o700)
})
