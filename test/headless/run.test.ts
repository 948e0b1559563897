import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { defaultProfileFolder } from '../../src-main/engine/profile/index.ts'
import { COMMANDS } from '../../src-main/headless/commands/index.ts'
import { profileFolder } from '../../src-main/headless/profile-folder.ts'
import { textBatches } from '../../src-main/headless/input-lines.ts'
import { RPC } from '../../shared/limits.ts'
import { runCommand } from './terminal.ts'

const ISSUE =
  'init restore serve me contacts|contact verify|contact block|contact rename|invite|accept|nearby|room create|rooms|members|member remove|member promote|leave|send|reply|edit|delete|react|messages|trail|status|watch|search|rebuild|stop'
    .split('|')
    .flatMap((part) => (part.startsWith('init') ? part.split(' ') : [part]))

describe('every command', () => {
  it.each(ISSUE)('%s is there', (name) => {
    expect(COMMANDS.map((command) => command.name)).toContain(name)
  })

  it.each(COMMANDS.map(({ name }) => name))('%s has help in both languages, and the options every command takes', async (name) => {
    for (const lang of ['en', 'ko']) {
      const { code, out, err } = await runCommand([...name.split(' '), '--help', '--lang', lang])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toContain(`sarangbang ${name}`)
      for (const option of ['--profile', '--json', '--help']) expect(out).toContain(option)
      expect(/[가-힣]/.test(out)).toBe(lang === 'ko')
    }
  })

  it.each(COMMANDS.map(({ name }) => name))('%s refuses an unknown option with 2', async (name) => {
    const { code, out, err } = await runCommand([...name.split(' '), '--definitely-not', '--json'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(JSON.parse(err)).toEqual({ error: { code: 'USAGE', message: expect.any(String) } })
  })
})

describe('usage', () => {
  it.each([
    [[], /Usage/],
    [['romos'], /rooms/],
    [['room'], /room create/],
    [['room', 'creat', '--name', 'x'], /room create/],
    [['contact', 'verfy', 'Mum'], /contact verify/],
    [['--json=yes', 'me'], /no value/],
    [['--profile'], /value/],
    [['--profil', '/x', 'me'], /--profile/],
    [['me', '--lang', 'fr'], /ko or en/],
    [['me', 'too'], /too much/],
    [['accept'], /missing/],
    [['send', 'hi'], /--room/],
    [['send', '--room', 'x'], /--stdin/],
    [['send', '--room', 'x', '--stdin', 'hi'], /--stdin/],
    [['invite', '--uses', '3'], /--room/],
    [['messages', '--room', 'x', '--limit', 'many'], /whole number/],
    [['trail'], /--message/],
    [['reply', '--message', 'a'.repeat(32)], /missing/],
    [['serve', '--listen', 'here'], /--listen/],
    [['serve', '--listen', '/ip4/999.0.0.1/tcp/1'], /--listen/],
    [['serve', '--listen', '/ip4/::1/tcp/1'], /--listen/],
    [['serve', '--page', 'x'], /HOST:PORT/],
    [['room', 'create', '--name', 'x', '--kind', 'direct'], /--kind/],
    [['init', '--name', 'x', '--words-lang', 'fr'], /ko or en/],
    [['link', '--listen', 'here'], /--listen/],
    [['carry', 'allow', 'Mum', '--quota', 'lots'], /200MB/],
    [['carry', 'allow', 'Mum', '--quota', '0'], /200MB/],
    [['carry', 'quota', 'Mum', '70GB'], /At most 69 GB/],
    [['bundle', 'write', '--to', '/tmp', '--all', '--max-size', '1MB'], /1MiB to 1GiB/],
    [['bundle', 'write', '--to', '/tmp', '--all', '--max-size', 'big'], /200MB/],
  ])('%j is not understood', async (args, why) => {
    const { code, out, err } = await runCommand(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(why)
    expect(err).not.toMatch(/ {4}at |Error:/)
  })

  it('prints the overview for --help and help', async () => {
    expect(await runCommand(['--help'])).toMatchObject({ code: 0, err: '' })
    expect((await runCommand(['help'])).out).toContain('room create')
  })

  it('prints the commands of a family for its --help', async () => {
    const { code, out, err } = await runCommand(['carry', '--help', '--lang', 'en'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const name of ['carry ask', 'carry quota']) expect(out).toContain(name)
    expect(out).not.toContain('room create')
    expect(JSON.parse((await runCommand(['device', '--help', '--json'])).out)).toEqual({ commands: ['device rename', 'device revoke'] })
    expect(await runCommand(['carry', 'nonsense', '--help'])).toMatchObject({ code: 2, out: '' })
  })
})

describe('failures', () => {
  it.each([[['stop']], [['knocks']]])('%j without an engine fails with a code', async (args) => {
    const { code, out, err } = await runCommand([...args, '--json'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(JSON.parse(err)).toEqual({ error: { code: 'NO_ENGINE', message: expect.any(String) } })
  })

  it('speaks the language of the locale', async () => {
    expect((await runCommand(['stop'], { LANG: 'ko_KR.UTF-8' })).err).toContain('사랑방')
    expect((await runCommand(['stop'], { LC_ALL: '', LANG: 'en_GB.UTF-8' })).err).toContain('serve')
    expect((await runCommand(['stop', '--lang=en'], { LC_ALL: 'ko_KR' })).err).toContain('serve')
  })

  it('tells an unusable passphrase file and words file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sb-run-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const empty = join(folder, 'empty')
    writeFileSync(empty, '\n')
    for (const file of [join(folder, 'none'), empty]) {
      const { code, err } = await runCommand(['init', '--name', 'Mum', '--profile', folder, '--passphrase-file', file, '--json'])
      expect(code).toBe(1)
      expect(JSON.parse(err).error.code).toBe('BAD_PASSPHRASE_FILE')
    }
    const missing = await runCommand(['restore', '--words-file', join(folder, 'none'), '--profile', folder, '--json'])
    expect(JSON.parse(missing.err).error.code).toBe('BAD_FILE')
    writeFileSync(empty, 'x'.repeat(5000))
    const huge = await runCommand(['restore', '--words-file', empty, '--profile', folder, '--json'])
    expect(JSON.parse(huge.err).error.code).toBe('BAD_WORDS')
    const endless = await runCommand(['restore', '--words-file', '/dev/zero', '--profile', folder, '--json'])
    expect(JSON.parse(endless.err).error.code).toBe('BAD_WORDS')
  })
})

describe('the profile’s folder', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('is on %s where the engine’s own default is', (platform) => {
    const env = { XDG_DATA_HOME: '/data', LOCALAPPDATA: '/local' }
    const own = profileFolder(undefined, env, platform)
    expect(own).toBe(defaultProfileFolder({ platform, env, home: process.env['HOME'] ?? '' }))
  })

  it('is what was said, first on the command line, then in the environment', () => {
    expect(profileFolder('/a', { SARANGBANG_PROFILE: '/b' })).toBe('/a')
    expect(profileFolder(undefined, { SARANGBANG_PROFILE: '/b' })).toBe('/b')
  })
})

describe('lines of standard input', () => {
  const batches = async (...parts: readonly (string | Uint8Array)[]) => {
    const all = []
    const input = (async function* () {
      for (const part of parts) yield typeof part === 'string' ? new TextEncoder().encode(part) : part
    })()
    for await (const batch of textBatches(input)) all.push(batch)
    return all
  }

  it('become texts, without empty ones and line ends', async () => {
    expect(await batches('하나\r\n\n둘\n   \n셋')).toEqual([['하나', '둘'], ['셋']])
    expect(await batches()).toEqual([])
  })

  it('are given on as they come', async () => {
    expect(await batches('하나\n둘\n셋', '넷\n')).toEqual([['하나', '둘'], ['셋넷']])
  })

  it('survive being cut inside a letter', async () => {
    const bytes = new TextEncoder().encode('가나\n다')
    expect(await batches(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual([['가나'], ['다']])
  })

  it('do not wait for the end of the input', async () => {
    const isOver = Promise.withResolvers<void>()
    const input = (async function* () {
      yield new TextEncoder().encode('하나\n둘\n셋')
      await isOver.promise
    })()
    const batches = textBatches(input)
    expect(await batches.next()).toEqual({ done: false, value: ['하나', '둘'] })
    isOver.resolve()
    expect(await batches.next()).toEqual({ done: false, value: ['셋'] })
  })

  it('come in batches of a bounded number and size', async () => {
    const many = await batches(`${'x\n'.repeat(RPC.TEXTS_PER_SEND + 1)}`)
    expect(many.map((batch) => batch.length)).toEqual([RPC.TEXTS_PER_SEND, 1])
    const long = await batches(`${'\u0001'.repeat(10_000)}\n`.repeat(100))
    for (const batch of long) expect(JSON.stringify(batch).length).toBeLessThan(RPC.FRAME_BYTES)
  })

  it('are refused when one never ends', async () => {
    await expect(batches('x'.repeat(100_000))).rejects.toMatchObject({ code: 'TOO_LONG_LINE' })
  })
})
