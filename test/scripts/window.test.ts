import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { windowFor } from '../../scripts/window.ts'

const SCREEN = { DISPLAY: ':0' }

function aCopy(): string {
  const root = mkdtempSync(join(tmpdir(), 'sb-window-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  return root
}

function put(...path: readonly string[]): string {
  const file = join(...path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '')
  return file
}

test('npm start opens the window where there is a screen, a build with a window, and an Electron', () => {
  const root = aCopy()
  const why = (env: Record<string, string>, args: readonly string[] = []) => windowFor(args, { platform: 'linux', env, root }).why?.en
  expect(why({})).toMatch(/^No window: there is no screen/)
  expect(why(SCREEN)).toMatch(/this build has none/)
  put(root, 'out', 'shell', 'main.js')
  expect(why({ WAYLAND_DISPLAY: 'wayland-0' })).toMatch(/install-electron/)
  expect(why({ ...SCREEN, ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' })).toMatch(/\/nowhere/)
  const executable = put(root, 'node_modules', 'electron', 'dist', 'electron')
  // Half a download is none.
  expect(why(SCREEN)).toMatch(/install-electron/)
  put(root, 'node_modules', 'electron', 'dist', 'version')
  expect(windowFor(['--profile', '/tmp/mum'], { platform: 'linux', env: SCREEN, root })).toEqual({ ok: true, value: executable })
})

test('what only the service understands asks for the service, everywhere', () => {
  const root = aCopy()
  put(root, 'out', 'shell', 'main.js')
  put(root, 'node_modules', 'electron', 'dist', 'Electron.app', 'Contents', 'MacOS', 'Electron')
  put(root, 'node_modules', 'electron', 'dist', 'version')
  for (const args of [['--json'], ['--name', '엄마'], ['--name=엄마'], ['--page', '0.0.0.0:1'], ['--passphrase-file', 'x']]) {
    expect(windowFor(args, { platform: 'darwin', env: {}, root })).toMatchObject({
      ok: false,
      why: { ko: expect.stringContaining('창 없이') },
    })
  }
  expect(windowFor([], { platform: 'darwin', env: {}, root })).toMatchObject({ ok: true })
})
