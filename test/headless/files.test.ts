/** What a room was given, listed and saved by commands. */
import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { someBytes } from '../media/some-files.ts'
import { filedProfile } from '../opening/filed-profile.ts'
import { PICTURES, bytesOf } from '../pictures/some-pictures.ts'
import { runCommand } from './terminal.ts'

const SLOW_MS = 60_000
const picture = bytesOf(PICTURES.webp)
const paper = someBytes(700_000)

async function world() {
  const here = await filedProfile()
  const message = await here.post([
    { name: '나들이.webp', bytes: picture },
    { name: '계약서.bin', bytes: paper },
  ])
  expectOk(here.messenger.send(here.room, ['https://example.com/여름']))
  await here.close()
  const to = join(here.home, '받은 파일')
  mkdirSync(to)
  const run = (...args: string[]) => runCommand([...args, '--profile', here.profile])
  const json = async (...args: string[]): Promise<unknown> => {
    const { code, out, err } = await run(...args, '--json')
    expect([code, err]).toEqual([0, ''])
    return JSON.parse(out)
  }
  return { message, to, run, json }
}

describe('files and fetch', () => {
  it(
    '[MEDIA-75] [MEDIA-73] list by sort and name, and save under free names',
    async () => {
      const { message, to, json, run } = await world()
      const files = (more: readonly string[]) => json('files', '--room', '우리집', ...more)
      expect(await files(['--sort', 'pictures'])).toMatchObject({
        sort: 'pictures',
        files: [{ message, id: `${message}/1`, name: '나들이.webp', type: 'image/webp', sort: 'photo', size: picture.length }],
      })
      expect(await files(['--search', 'ㄱㅇㅅ'])).toMatchObject({ files: [{ id: `${message}/2`, name: '계약서.bin' }] })
      expect(await files(['--search', '없어요'])).toMatchObject({ files: [] })
      expect(await files(['--sort', 'links'])).toMatchObject({ files: [{ link: 'https://example.com/%EC%97%AC%EB%A6%84' }] })
      expect((await run('files', '--room', '우리집', '--lang', 'ko')).out).toContain(`엄마: 파일 계약서.bin`)
      expect((await run('files', '--room', '우리집', '--sort', 'all')).code).toBe(2)

      expect(await json('fetch', `${message}/2`, '--to', to)).toEqual({ files: [{ id: `${message}/2`, path: join(to, '계약서.bin') }] })
      expect(readFileSync(join(to, '계약서.bin')).equals(paper)).toBe(true)
      expect(await json('fetch', message, '--to', to)).toEqual({
        files: [
          { id: `${message}/1`, path: join(to, '나들이.webp') },
          { id: `${message}/2`, path: join(to, '계약서 (2).bin') },
        ],
      })
      expect(readdirSync(to).toSorted()).toEqual(['계약서 (2).bin', '계약서.bin', '나들이.webp'])
    },
    SLOW_MS,
  )

  it(
    'say what is wrong, in codes for programs',
    async () => {
      const { message, to, run } = await world()
      const codeOf = async (...args: string[]): Promise<unknown> => {
        const { code, err } = await run(...args, '--json')
        return [code, (JSON.parse(err) as { error: { code: string } }).error.code]
      }
      expect(await codeOf('fetch', `${message}/3`, '--to', to)).toEqual([1, 'NO_MESSAGE'])
      expect(await codeOf('fetch', 'nothing', '--to', to)).toEqual([1, 'NO_MESSAGE'])
      expect(await codeOf('fetch', `${message}/2`, '--to', join(to, 'none'))).toEqual([1, 'NO_FOLDER'])
      for (const wrong of [`${message}/0`, `${message}/x`, `${message}/1/2`, `${message}/99`]) {
        expect(await codeOf('fetch', wrong, '--to', to)).toEqual([2, 'USAGE'])
      }
      expect(readdirSync(to)).toEqual([])
    },
    SLOW_MS,
  )
})
