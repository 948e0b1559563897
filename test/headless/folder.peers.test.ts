/** A folder from one computer to another by commands: what is written there is what was sent, byte for byte. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { someBytes } from '../media/some-files.ts'
import { Computer } from './service.ts'

const POLL = { timeout: 30_000, interval: 200 }
const FILES: Readonly<Record<string, Uint8Array>> = {
  '사진/1.bin': someBytes(700_000, 1),
  '사진/2.bin': someBytes(5, 2),
  '사진/더/3.bin': someBytes(262_145, 3),
  'empty.txt': new Uint8Array(0),
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

it('[MEDIA-89] a folder is sent by one command and fetched by another', async () => {
  const [mum, dad] = [new Computer(), new Computer()]
  await Promise.all([mum.serve(['--name', 'Mum']), dad.serve(['--name', 'Dad'])])
  const { link } = await mum.json(['invite'])
  await dad.json(['accept', String(link)])
  const source = join(aFolder(), '제주')
  for (const [path, bytes] of Object.entries(FILES)) {
    mkdirSync(join(source, path, '..'), { recursive: true })
    writeFileSync(join(source, path), bytes)
  }
  const { ids } = await mum.json(['send', '--room', 'Dad', '--file', source])
  const [message] = ids as readonly string[]
  const messages = async () => (await dad.json(['messages', '--room', 'Mum']))['messages'] as readonly { readonly id: string }[]
  await expect.poll(async () => (await messages()).map(({ id }) => id), POLL).toContain(message)
  const target = aFolder()
  await dad.json(['fetch', String(message), '--to', target])
  const came = readdirSync(join(target, '제주'), { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  expect(came.length).toBe(Object.keys(FILES).length)
  for (const [path, bytes] of Object.entries(FILES)) expect(readFileSync(join(target, '제주', path)).equals(bytes)).toBe(true)
}, 120_000)
