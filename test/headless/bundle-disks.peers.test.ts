/** [BNDL-8] Sticks that are full, locked or too small: real file systems, mounted for one command each. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { whyNoHosts } from '../peers/netns.ts'
import { Computer, type Finished, SARANGBANG } from './service.ts'

describe.skipIf(whyNoHosts() !== undefined)('[BNDL-8] a stick', () => {
  it('that is full or locked gets a code, and nothing is left on it', { timeout: 120_000 }, async () => {
    const stick = mkdtempSync(join(tmpdir(), 'sb-mount-'))
    onTestFinished(() => rmSync(stick, { recursive: true, force: true }))
    const mum = new Computer()
    await mum.json(['init', '--name', 'Mum', '--words-out', join(mum.profile, 'words')])
    const dad = new Computer()
    await Promise.all([mum.serve(), dad.serve(['--name', 'Dad'])])
    const { link } = await mum.json(['invite'])
    await dad.json(['accept', String(link)])
    await Promise.all([mum.json(['stop']), dad.json(['stop'])])
    await mum.json(['send', '--room', 'Dad', 'hello'])

    const mounted = async (mount: string): Promise<Finished> => {
      const command = [process.execPath, SARANGBANG, 'bundle', 'write', '--all', '--to', stick, '--json', '--profile', mum.profile]
      const script = `${mount} && ${command.map((word) => `'${word}'`).join(' ')}; code=$?; ls -A '${stick}'; exit $code`
      const { promise, resolve } = Promise.withResolvers<Finished>()
      execFile('unshare', ['--mount', 'sh', '-c', script], (error, out, err) =>
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
      )
      return promise
    }
    const full = await mounted(`mount -t tmpfs -o size=32k none '${stick}'`)
    expect(full).toMatchObject({ code: 1, out: '' })
    expect(JSON.parse(full.err).error.code).toBe('DISK_FULL')
    const locked = await mounted(`mount -t tmpfs -o ro none '${stick}'`)
    expect(locked).toMatchObject({ code: 1, out: '' })
    expect(JSON.parse(locked.err).error.code).toBe('FOLDER_READ_ONLY')
    const fine = await mounted(`mount -t tmpfs -o size=1m none '${stick}'`)
    expect(fine.code).toBe(0)
    expect(fine.out.trim().split('\n')).toHaveLength(2)
    const [said] = (await mum.json(['messages', '--room', 'Dad']))['messages'] as readonly Record<string, unknown>[]
    expect(said).toHaveProperty('bundled')
  })
})
