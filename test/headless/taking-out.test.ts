/** From one profile out and into another, by commands alone: export, digest, backup, verify, restore. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readBack } from '../exporters/a-room.ts'
import { runCommand } from './terminal.ts'

const SLOW_MS = 60_000

describe('taking out by commands', () => {
  it(
    '[BKP-7] [BKP-8] a backup becomes a new device with everything in it; what is wrong is said and destroys nothing',
    async () => {
      const { at, cli, json } = place()
      await json('init', '--name', 'Mum', '--profile', at('mum'))
      const me = await json('me', '--profile', at('mum'))
      await json('room', 'create', '--name', '우리집', '--profile', at('mum'))
      await json('send', '--room', '우리집', '--profile', at('mum'), '된장찌개')
      writeFileSync(at('passphrase'), '겨울밤 군고구마\n')
      writeFileSync(at('other'), '다른 비밀번호\n')
      const secret = ['--passphrase-file', at('passphrase')]
      const written = await json('backup', 'write', '--to', at('one.sbbackup'), ...secret, '--profile', at('mum'))
      expect(written).toMatchObject({ name: 'Mum', rooms: 1, messages: 1, file: at('one.sbbackup') })
      expect(await json('backup', 'verify', at('one.sbbackup'), ...secret)).toMatchObject({ rooms: 1, messages: 1 })

      const refused = async (code: string, ...args: string[]) => {
        const { code: exit, err } = await cli(...args, '--json')
        expect([exit, (JSON.parse(err) as { error: { code: string } }).error.code]).toEqual([1, code])
      }
      await refused('FILE_EXISTS', 'backup', 'write', '--to', at('one.sbbackup'), ...secret, '--profile', at('mum'))
      await refused('PASSPHRASE_NEEDED', 'backup', 'write', '--to', at('two.sbbackup'), '--profile', at('mum'))
      await refused('WRONG_PASSPHRASE', 'restore', '--backup', at('one.sbbackup'), '--passphrase-file', at('other'), '--profile', at('new'))
      await refused('NOT_A_BACKUP', 'restore', '--backup', at('passphrase'), ...secret, '--profile', at('new'))
      await refused('NO_FILE', 'restore', '--backup', at('nothing'), ...secret, '--profile', at('new'))
      await refused('PROFILE_EXISTS', 'restore', '--backup', at('one.sbbackup'), ...secret, '--profile', at('mum'))
      writeFileSync(at('cut'), readFileSync(at('one.sbbackup')).subarray(0, -1))
      await refused('BACKUP_CUT', 'restore', '--backup', at('cut'), ...secret, '--profile', at('new'))
      expect(existsSync(at('new'))).toBe(false)
      expect((await cli('restore', '--profile', at('new'))).code).toBe(2)

      // What lies where it goes stays.
      mkdirSync(at('new'))
      writeFileSync(at('new', 'holiday.jpg'), 'mine')
      const restored = await json('restore', '--backup', at('one.sbbackup'), ...secret, '--profile', at('new'))
      expect(restored).toMatchObject({ account: me['account'], rooms: 1, messages: 1, protected: false })
      expect(restored['device']).not.toBe(me['device'])
      expect(readFileSync(at('new', 'holiday.jpg'), 'utf8')).toBe('mine')
      expect(readdirSync(at()).filter((name) => name.startsWith('.'))).toEqual([])
      await json('send', '--room', '우리집', '--profile', at('new'), '새 컴퓨터')
      const { messages } = (await json('messages', '--room', '우리집', '--profile', at('new'))) as { messages: { text: string }[] }
      expect(messages.map(({ text }) => text)).toEqual(['된장찌개', '새 컴퓨터'])
      // It is the same device when it is opened again: the move was none of the profile's (FORK-6).
      expect((await json('me', '--profile', at('new')))['device']).toBe(restored['device'])
    },
    SLOW_MS,
  )

  it(
    '[EXP-3] [EXP-7] a room goes into a file that reads back, never over another one unless told; a digest says what happened',
    async () => {
      const { at, cli, json } = place()
      await json('init', '--name', 'Mum', '--profile', at('mum'))
      await json('room', 'create', '--name', '우리집', '--profile', at('mum'))
      await json('send', '--room', '우리집', '--profile', at('mum'), '2026-11-22T21:00:00.000+09:00 아빠: 가짜')
      const mum = ['--profile', at('mum')]
      const done = await json('export', 'room', '우리집', '--format', 'text', '--to', at('a.txt'), ...mum)
      expect(done).toMatchObject({ file: at('a.txt'), messages: 1 })
      const { records, warnings } = readBack(readFileSync(at('a.txt'), 'utf8'))
      expect(warnings).toEqual([])
      expect(records.filter(({ kind }) => kind === 'text').map(({ author, text }) => [author, text])).toEqual([
        ['Mum', '2026-11-22T21:00:00.000+09:00 아빠: 가짜'],
      ])
      expect((await cli('export', 'room', '우리집', '--to', at('a.txt'), ...mum)).code).toBe(1)
      expect((await cli('export', 'room', '우리집', '--to', at('a.txt'), '--force', ...mum)).code).toBe(0)
      const none = await json('export', 'room', '우리집', '--from', '1999-01-01', '--to', '1999-12-31', '--to', at('b.txt'), ...mum)
      expect(none).toMatchObject({ messages: 0 })
      expect((await cli('export', 'room', '우리집', '--from', '2026-02-30', '--to', at('c.txt'), ...mum)).code).toBe(2)
      expect(await json('export', 'all', '--to', at('all.zip'), ...mum)).toMatchObject({ messages: 1 })
      expect(readFileSync(at('all.zip')).subarray(0, 2).toString()).toBe('PK')
      const digest = await json('digest', ...mum)
      expect(digest).toMatchObject({ messages: 1, rooms: [{ name: '우리집', messages: 1 }] })
      const told = async (language: string) => (await cli('digest', ...mum, '--lang', language)).out.split('\n').slice(0, 2)
      expect(await told('en')).toEqual([expect.stringMatching(/^우리집: 1 message, [^–]+$/), '  Me 1'])
      expect(await told('ko')).toEqual([expect.stringMatching(/^우리집: 메시지 1개, [^–]+$/), '  나 1개'])
      expect((await cli('digest', '--since', '2030-01-01', ...mum, '--lang', 'ko')).out.trim()).toBe('아무 일도 없었어요.')
      expect(
        await json('export', 'room', '우리집', '--without-imported', '--format', 'jsonl', '--to', at('d.jsonl'), ...mum),
      ).toMatchObject({
        messages: 1,
      })
      expect(readFileSync(at('d.jsonl'), 'utf8')).toContain('"imported":false')
      expect(readdirSync(at()).filter((name) => name.startsWith('.'))).toEqual([])
    },
    SLOW_MS,
  )
})

function place() {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-taking-out-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const cli = (...args: string[]) => runCommand(args)
  return {
    at: (...names: string[]) => join(folder, ...names),
    cli,
    json: async (...args: string[]): Promise<Record<string, unknown>> => {
      const { code, out, err } = await cli(...args, '--json')
      expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
      return JSON.parse(out) as Record<string, unknown>
    },
  }
}
