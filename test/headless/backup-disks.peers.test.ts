/** Backups on disks that are full or locked, while they are written and while they are restored: real file systems, mounted for one command each. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { whyNoHosts } from '../peers/netns.ts'
import { type Finished, SARANGBANG } from './service.ts'
import { runCommand } from './terminal.ts'

describe.skipIf(whyNoHosts() !== undefined)('a disk', () => {
  it('[BKP-7] [BKP-8] that is full or locked gets a code; nothing is left on it, nothing is lost', { timeout: 400_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sb-disks-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const stick = join(folder, 'stick')
    mkdirSync(stick)
    const secret = join(folder, 'secret')
    writeFileSync(secret, 'a winter night\n')
    const profile = join(folder, 'mum')
    const json = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
      const { code, out, err } = await runCommand([...args, '--profile', profile, '--json'])
      expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
      return JSON.parse(out) as Record<string, unknown>
    }
    await json('init', '--name', 'Mum', '--words-out', join(folder, 'words'))
    await json('room', 'create', '--name', 'Home')
    const lines = Array.from({ length: 120 }, (_, n) => `${n} ${'words '.repeat(300)}`)
    const sent = await runCommand(['send', '--room', 'Home', '--stdin', '--profile', profile], {}, [Buffer.from(lines.join('\n'))])
    expect(sent.code).toBe(0)

    const mounted = (options: string, args: readonly string[]): Promise<Finished> => {
      const command = [process.execPath, SARANGBANG, ...args, '--json'].map((word) => `'${word}'`).join(' ')
      const script = `mount -t tmpfs -o ${options} none '${stick}' && ${command} > /dev/null; code=$?; ls -A '${stick}'; exit $code`
      const { promise, resolve } = Promise.withResolvers<Finished>()
      execFile('unshare', ['--mount', 'sh', '-c', script], (error, out, err) =>
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
      )
      return promise
    }
    const codeOf = ({ err }: Finished): unknown => JSON.parse(err.trim().split('\n').at(-1) ?? '').error.code

    const write = ['backup', 'write', '--to', stick, '--passphrase-file', secret, '--profile', profile]
    const full = await mounted('size=64k', write)
    expect([full.code, codeOf(full), full.out]).toEqual([1, 'DISK_FULL', ''])
    const locked = await mounted('ro', write)
    expect([locked.code, codeOf(locked), locked.out]).toEqual([1, 'FOLDER_READ_ONLY', ''])
    const copied = join(folder, 'whole.sbbackup')
    expect(await json('backup', 'write', '--to', copied, '--backup-passphrase-file', secret)).toMatchObject({ messages: 120 })

    const restore = ['restore', '--backup', copied, '--passphrase-file', secret, '--profile', join(stick, 'new')]
    const small = await mounted('size=256k', restore)
    expect([small.code, codeOf(small), small.out]).toEqual([1, 'STORE_FULL', ''])
    const readOnly = await mounted('ro', restore)
    expect([readOnly.code, readOnly.out]).toEqual([1, ''])
    const fine = await mounted('size=64m', restore)
    expect([fine.code, fine.out]).toEqual([0, 'new\n'])
    expect(((await json('messages', '--room', 'Home', '--limit', '200'))['messages'] as readonly unknown[]).length).toBe(120)
  })
})
