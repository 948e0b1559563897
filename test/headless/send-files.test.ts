/** Files, folders, places and cards by command, in a profile on a real disk. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MEDIA } from '../../shared/limits.ts'
import { runCommand } from './terminal.ts'

describe('send --file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-send-'))
  const command = (...args: readonly string[]) => runCommand([...args, '--profile', join(folder, 'profile'), '--json'])
  const sent = async (...args: readonly string[]) => {
    const { code, out, err } = await command('send', '--room', 'home', ...args)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    return JSON.parse(out)
  }
  const failed = async (...args: readonly string[]) => {
    const { code, out, err } = await command('send', '--room', 'home', ...args)
    return [code, out, JSON.parse(err).error.code]
  }
  const messages = async () => JSON.parse((await command('messages', '--room', 'home')).out).messages
  const at = (name: string) => join(folder, name)

  beforeAll(async () => {
    await command('init', '--name', 'Mum', '--device-name', 'PC', '--words-out', at('words'))
    await command('room', 'create', '--name', 'home')
    writeFileSync(at('아침.txt'), '아침')
    writeFileSync(at('b.bin'), Buffer.alloc(300_000, 5))
    mkdirSync(at('제주/사진'), { recursive: true })
    writeFileSync(at('제주/사진/1.txt'), 'one')
    writeFileSync(at('제주/.hidden'), 'x')
    symlinkSync('/etc', at('제주/etc'))
    mkdirSync(at('empty'))
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('[MEDIA-65] posts files with the text as their words', async () => {
    const { ids } = await sent('--file', at('아침.txt'), '--file', at('b.bin'), '오늘', '사진')
    expect(ids).toHaveLength(1)
    expect((await messages()).at(-1)).toMatchObject({ id: ids[0], kind: 'media', text: '오늘 사진' })
  })

  it('[MEDIA-63] posts a folder as one set, and says what was left out', async () => {
    const { ids, leftOut } = await sent('--file', at('제주'))
    expect([ids.length, leftOut]).toEqual([1, 2])
  })

  it('[MEDIA-65] makes several messages of more than one holds, and the words go with the first', async () => {
    const many = Array.from({ length: MEDIA.REFERENCES + 1 }, () => ['--file', at('아침.txt')]).flat()
    const { ids } = await sent(...many, '많아요')
    const texts = (await messages()).slice(-2).map(({ text }: { text?: string }) => text)
    expect([ids.length, texts[0], texts[1] ?? '']).toEqual([2, '많아요', ''])
  })

  it('[MEDIA-62] refuses what cannot be sent with a code, and sends nothing of that message', async () => {
    const before = (await messages()).length
    truncateSync(at('b.bin'), 300_000)
    expect(await failed('--file', at('아침.txt'), '--file', at('none'))).toEqual([1, '', 'NOT_FOUND'])
    expect(await failed('--file', '/dev/zero')).toEqual([1, '', 'NOT_A_FILE'])
    expect(await failed('--file', at('empty'))).toEqual([1, '', 'EMPTY'])
    expect(await failed('--file', at('profile'))).toEqual([1, '', 'PROFILE_FILE'])
    expect(await failed('--file', at('b.bin'), '--stdin')).toEqual([2, '', 'USAGE'])
    expect(await failed('--place', '37,200')).toEqual([2, '', 'USAGE'])
    expect(await failed('--card', '아무도')).toEqual([1, '', 'NO_ENTRY'])
    expect((await messages()).length).toBe(before)
  })

  it('[MEDIA-9] says places and cards', async () => {
    await sent('--place', '37.5665,126.978,시청, 앞')
    expect((await messages()).at(-1)).toMatchObject({ kind: 'place' })
  })
})
