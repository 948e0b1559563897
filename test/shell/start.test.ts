/** What comes from outside before anything runs: command line, links, requests of the page, paths it asks for. */
import { describe, expect, it } from 'vitest'
import { isAppLink, mayBeSaved, parseBridgeQuestion, parseBridgeRequest } from '../../shared/bridge/index.ts'
import { MEDIA, RESOURCE, RPC, SHELL } from '../../shared/limits.ts'
import type { MediaPieces } from '../../shared/page-rules/index.ts'
import { Mailbox } from '../../src-main/preload/mailbox.ts'
import { parseArguments } from '../../src-main/shell/arguments.ts'
import { autostartFile } from '../../src-main/shell/desktop-file.ts'
import { CONTENT_POLICY, fileFor, servePage } from '../../src-main/shell/page-server.ts'
import { restartDelay } from '../../src-main/shell/restart.ts'

describe('[SHELL-6] the command line', () => {
  it('names profile, links and how to start, among options of Chromium', () => {
    const given = [
      '--inspect=0',
      '--no-sandbox',
      '/app',
      '--profile',
      '/p',
      '--hidden',
      '--no-mdns',
      '--listen',
      'a',
      '--listen',
      'b',
      'sarangbang://add#x',
    ]
    expect(parseArguments(given, {})).toEqual({
      profile: '/p',
      isEphemeral: false,
      isHidden: true,
      network: 'on',
      listen: ['a', 'b'],
      mdns: false,
      links: ['sarangbang://add#x'],
    })
  })

  it('takes the profile from the surroundings when it names none', () => {
    expect(parseArguments([], { SARANGBANG_PROFILE: '/q' }).profile).toBe('/q')
    expect(parseArguments(['--profile', '/p'], { SARANGBANG_PROFILE: '/q' }).profile).toBe('/p')
    expect(parseArguments(['--profile'], { SARANGBANG_PROFILE: '' }).profile).toBeUndefined()
  })
})

describe('[SHELL-4] links', () => {
  it('are ours, whole, and of bounded length', () => {
    const longest = `sarangbang://add#${'x'.repeat(RESOURCE.LINK_CHARACTERS - 17)}`
    for (const link of ['sarangbang://add#x', 'SARANGBANG://join/#y', longest]) expect(isAppLink(link), link).toBe(true)
    for (const other of [`${longest}x`, 'https://sarangbang', 'xsarangbang://a', 'sarangbang://a b', 'sarangbang:add', 7, undefined]) {
      expect(isAppLink(other), String(other)).toBe(false)
    }
  })

  it('wait until somebody takes them', () => {
    const box = new Mailbox<[string]>()
    const taken: string[] = []
    box.put('a')
    const end = box.take((link) => taken.push(link))
    box.put('b')
    end()
    box.put('c')
    expect(taken).toEqual(['a', 'b'])
    box.take((link) => taken.push(link))
    expect(taken).toEqual(['a', 'b', 'c'])
  })
})

describe('[SHELL-4] requests of the page', () => {
  it('are those that are written down, and nothing beside', () => {
    expect(parseBridgeRequest({ type: 'scanning', on: true })).toEqual({ type: 'scanning', on: true })
    expect(parseBridgeRequest({ type: 'watching', room: undefined })).toEqual({ type: 'watching', room: undefined })
    expect(parseBridgeRequest({ type: 'recording', on: false })).toEqual({ type: 'recording', on: false })
    for (const other of [
      null,
      'ready',
      { type: 'recording' },
      { type: 'show-saved', path: 'x'.repeat(RPC.PATH_CHARACTERS + 1) },
      { type: 'quit' },
      { type: 'scanning', on: 1 },
      { type: 'ready', more: 1 },
      { type: 'watching', room: 'x'.repeat(129) },
    ]) {
      expect(parseBridgeRequest(other), JSON.stringify(other)).toBeUndefined()
    }
  })
})

describe('[SHELL-8] questions of the page', () => {
  it('are about a folder or a backup, with a place to begin at that is no longer than paths are', () => {
    const from = 'x'.repeat(RPC.PATH_CHARACTERS)
    expect(parseBridgeQuestion({ type: 'choose-path', kind: 'folder', from })).toEqual({ type: 'choose-path', kind: 'folder', from })
    expect(parseBridgeQuestion({ type: 'choose-path', kind: 'backup' })).toEqual({ type: 'choose-path', kind: 'backup' })
    for (const other of [
      undefined,
      'choose-path',
      { type: 'choose-path' },
      { type: 'choose-path', kind: 'any' },
      { type: 'choose-path', kind: 'folder', from: `${from}x` },
      { type: 'choose-path', kind: 'folder', from: 7 },
      { type: 'choose-path', kind: 'folder', properties: ['openFile'] },
      { type: 'read-path', kind: 'folder' },
      { type: 'saving', address: 'blob:sarangbang-page://house/1', name: 'run.exe' },
      { type: 'saving', address: 'blob:https://example.com/1', name: 'a.txt' },
      { type: 'saving', address: `blob:sarangbang-page://house/${'1'.repeat(128)}`, name: 'a.txt' },
    ]) {
      expect(parseBridgeQuestion(other), JSON.stringify(other)).toBeUndefined()
    }
  })
})

describe('[SHELL-9] files the page has saved', () => {
  it('are called as Sarangbang calls its own', () => {
    const names = [
      'sarangbang-2026-1of2.sbundle',
      '우리 가족 2026-11-22.txt',
      '방.html',
      '방.jsonl',
      '사랑방 대화.zip',
      'sarangbang-contacts.vcf',
    ]
    for (const name of [...names, '초대.csv']) expect(mayBeSaved(name), name).toBe(true)
    const longest = `${'x'.repeat(RESOURCE.EXPORT_NAME_BYTES - 4)}.txt`
    expect([mayBeSaved(longest), mayBeSaved(`x${longest}`)]).toEqual([true, false])
    const programs = ['a.exe', 'a.txt.exe', 'a.desktop', 'a.html.lnk', 'a.sh', 'a.command', 'a.TXT ', 'a', '']
    const elsewhere = [
      '.txt',
      '.bashrc.txt',
      '~a.txt',
      '../a.txt',
      '/etc/a.txt',
      'a\\b.txt',
      'a\u0000.txt',
      'a\u202Etxt.exe.txt',
      'a\n.txt',
    ]
    for (const name of [...programs, ...elsewhere]) expect(mayBeSaved(name), name).toBe(false)
  })
})

describe('[SHELL-11] a file of a message', () => {
  it('is named by its message and its place in it, and by no path', () => {
    const named = { type: 'save-attachment', message: 'ab12', index: MEDIA.REFERENCES - 1 }
    expect(parseBridgeQuestion(named)).toEqual(named)
    expect(parseBridgeQuestion({ ...named, type: 'drag-attachment' })).toEqual({ ...named, type: 'drag-attachment' })
    for (const other of [
      { message: '../x' },
      { message: '' },
      { index: MEDIA.REFERENCES },
      { index: -1 },
      { index: 0.5 },
      { folder: '/etc' },
    ]) {
      expect(parseBridgeQuestion({ ...named, ...other }), JSON.stringify(other)).toBeUndefined()
    }
  })
})

describe('[SHELL-10] an opened file', () => {
  const bytes = Buffer.alloc(3 * MEDIA.CHUNK_BYTES, 7)
  const address = `media/${'A'.repeat(43)}`
  const served = (asked: (at: number) => void, isThere = true) =>
    servePageWith(async (_address, from, length) => {
      asked(from)
      const file = { name: 'a.mp4', type: 'video/mp4', sort: 'video', size: bytes.length }
      return isThere ? { bytes: bytes.subarray(from, from + length).toString('base64'), file } : undefined
    })
  const servePageWith =
    (pieces: MediaPieces) =>
    (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      servePage('/nowhere', { url: `sarangbang-page://house/${path}`, method, headers: new Headers(headers) }, pieces)

  it('is answered as to a browser: whole, by ranges, or not at all', async () => {
    const get = served(() => undefined)
    const whole = await get(address)
    expect([whole.status, whole.headers.get('content-type'), (await whole.arrayBuffer()).byteLength]).toEqual([
      200,
      'video/mp4',
      bytes.length,
    ])
    const part = await get(address, { range: 'bytes=262140-262150' })
    expect([part.status, part.headers.get('content-range'), (await part.arrayBuffer()).byteLength]).toEqual([
      206,
      `bytes 262140-262150/${bytes.length}`,
      11,
    ])
    expect((await get(address, { range: `bytes=${bytes.length}-` })).status).toBe(416)
    expect((await get(address, {}, 'HEAD')).headers.get('content-length')).toBe(String(bytes.length))
    for (const path of ['media', 'media/', 'media/x', `${address}/..%2fx`]) expect((await get(path)).status, path).toBe(404)
    expect((await get(address, {}, 'POST')).status).toBe(404)
    expect((await served(() => undefined, false)(address)).status).toBe(404)
  })

  it('is read when it is taken, and no more once nobody takes it', async () => {
    const asked: number[] = []
    const { body } = await served((at) => asked.push(at))(address)
    const reader = body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect(asked.length).toBeLessThan(4)
    expect(asked).not.toContain(bytes.length)
  })
})

describe('[SHELL-3] the page’s files', () => {
  const at = (path: string) => fileFor('/out/renderer', `sarangbang-page://house${path}`)

  it('are those in its folder', () => {
    expect(at('/')).toBe('/out/renderer/index.html')
    expect(at('/assets/a%20b.js?x#y')).toBe('/out/renderer/assets/a b.js')
    for (const path of ['/../a', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fa', '/%5c..%5ca', '/a%00.js', '/%zz']) {
      const file = at(path)
      expect(file === undefined || file.startsWith('/out/renderer/'), `${path} → ${file}`).toBe(true)
    }
    expect(fileFor('/out/renderer', 'sarangbang-page://elsewhere/index.html')).toBeUndefined()
    expect(fileFor('/out/renderer', 'sarangbang-page://house.evil/index.html')).toBeUndefined()
  })

  it('carry the policy, also when they are not there; nothing but GET is answered', async () => {
    for (const request of [
      { url: 'sarangbang-page://house/none.js', method: 'GET', headers: new Headers() },
      { url: 'sarangbang-page://house/', method: 'POST', headers: new Headers() },
    ]) {
      const answer = await servePage('/nowhere', request, async () => undefined)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-security-policy')).toBe(CONTENT_POLICY)
    }
    expect(CONTENT_POLICY).not.toContain('unsafe')
  })
})

describe('[SHELL-6] the desktop file for autostart', () => {
  it('quotes as the specification says', () => {
    expect(autostartFile(['/opt/사랑방/app', '--hidden'])).toContain('Exec="/opt/사랑방/app" "--hidden"\n')
    expect(autostartFile(['/a b/$x`"\\%f\n'])).toContain('Exec="/a b/\\\\$x\\\\`\\\\"\\\\\\\\%%f\\n"\n')
  })
})

describe('[SHELL-1] an engine that ended', () => {
  it('is started again at once after a second of life, and no sooner than a second after its start', () => {
    expect(restartDelay(0, SHELL.ENGINE_RESTART_MS)).toBe(0)
    expect(restartDelay(0, 1)).toBe(SHELL.ENGINE_RESTART_MS - 1)
    expect(restartDelay(1_000_000, 0)).toBe(SHELL.ENGINE_RESTART_MS)
  })
})
