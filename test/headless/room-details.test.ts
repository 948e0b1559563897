import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { INTRINSIC } from '../../shared/limits.ts'
import { dataUrlOf, pngOf } from '../harness/pictures.ts'
import { runCommand } from './terminal.ts'

it('[GOV-19] a room is described and gets a picture from a file, and says so of itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-room-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const command = (...args: readonly string[]) => runCommand([...args, '--profile', join(folder, 'profile')])
  const json = async (...args: readonly string[]) => JSON.parse((await command(...args, '--json')).out)
  const fails = async (...args: readonly string[]) => {
    const { code, err } = await command('room', 'set', '--room', '우리 집', ...args, '--json')
    return [code, JSON.parse(err).error.code]
  }
  expect(await command('init', '--name', 'Mum', '--words-out', join(folder, 'words'))).toMatchObject({ code: 0 })
  const { room } = await json('room', 'create', '--name', '우리 집')
  const picture = join(folder, 'home.png')
  writeFileSync(picture, pngOf(500))
  const usual = { room, name: '우리 집', description: '', history: 'epoch', door: 'open', inviters: 'member' }
  expect(await json('room', 'show', '--room', '우리 집')).toEqual(usual)
  const set = ['room', 'set', '--room', '우리 집', '--description', '모여요', '--picture', picture, '--door', 'ask', '--inviters', 'admin']
  const changed = { ...usual, description: '모여요', picture: dataUrlOf(pngOf(500)), door: 'ask', inviters: 'admin' }
  expect(await json(...set)).toEqual(changed)
  expect((await command('room', 'show', '--room', '우리 집', '--lang', 'en')).out).toMatch(/Description +모여요\nPicture +yes\n/)
  writeFileSync(join(folder, 'large'), pngOf(INTRINSIC.PICTURE_BYTES + 1))
  expect(await fails('--picture', join(folder, 'large'))).toEqual([1, 'PICTURE_TOO_LARGE'])
  expect(await fails('--picture', join(folder, 'words'))).toEqual([1, 'BAD_PICTURE'])
  expect(await fails('--picture', join(folder, 'none'))).toEqual([1, 'ENOENT'])
  expect([await fails('--door', 'shut'), await fails()]).toEqual([
    [2, 'USAGE'],
    [2, 'USAGE'],
  ])
  expect(await json('room', 'set', '--room', '우리 집', '--picture', 'none', '--name', '큰집')).toEqual({
    ...usual,
    name: '큰집',
    description: '모여요',
    door: 'ask',
    inviters: 'admin',
  })
  expect(await json('rooms')).toMatchObject({ rooms: [{ room, name: '큰집', last: { kind: 'system', system: { act: 'picture' } } }] })
  expect((await command('rooms', '--lang', 'ko')).out).toContain('방 사진을 바꿨어요')
})
