/** The real app in a real Electron, with folders of its own and nothing on the network but loopback; gone when the test is. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const LOOPBACK_ONLY = ['--listen', '/ip4/127.0.0.1/tcp/0', '--no-mdns']
const PATIENCE_MS = 5_000
const ARTIFACTS = join(ROOT, 'out', 'artifacts')

export interface Running {
  readonly app: ElectronApplication
  /** Of the system: nothing is written into the real one. */
  readonly home: string
  page(): Promise<Page>
  end(): Promise<void>
}

export interface LaunchOptions {
  /** Of Chromium. */
  readonly flags?: readonly string[]
  readonly args?: readonly string[]
  /** Default: a profile in memory. */
  readonly profile?: string
  /** Default: a new one. */
  readonly home?: string
}

export function aHome(): string {
  return mkdtempSync(join(tmpdir(), 'sarangbang-window-'))
}

export function executable(): string {
  const found = process.env.TEST_ELECTRON
  if (found === undefined) throw new Error('the set-up names no Electron')
  return found
}

export function argumentsFor({ flags = [], args = [], profile }: LaunchOptions): string[] {
  const where = profile === undefined ? ['--ephemeral'] : ['--profile', profile]
  return ['--no-sandbox', '--disable-gpu', ...flags, ROOT, ...where, ...LOOPBACK_ONLY, ...args]
}

export function environment(home: string): Record<string, string> {
  const folders = { HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: join(home, 'data') }
  return { PATH: process.env.PATH ?? '', DISPLAY: process.env.DISPLAY ?? '', LANG: 'ko_KR.UTF-8', LANGUAGE: 'ko', ...folders }
}

/**
 * The caller ends it. Playwright gets no path but the one `electron` itself names (set-up.ts): only then does it hold the app until it
 * listens, and keep Chromium from slowing down a window nobody looks at.
 */
export async function launchFor(options: LaunchOptions = {}): Promise<Running> {
  const home = options.home ?? aHome()
  const app = await _electron.launch({ args: argumentsFor(options), env: environment(home), cwd: home })
  const child = app.process()
  const end = async (): Promise<void> => {
    await Promise.race([app.close().catch(() => undefined), delay(PATIENCE_MS)])
    if (child.exitCode === null) child.kill('SIGKILL')
    if (options.home === undefined) rmSync(home, { recursive: true, force: true })
  }
  return { app, home, page: () => loaded(app), end }
}

/** Ends with the test. */
export async function launch(options: LaunchOptions = {}): Promise<Running> {
  const running = await launchFor(options)
  onTestFinished(() => running.end())
  return running
}

export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`) })
}

/** The window is there before its page is. */
async function loaded(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await page.waitForURL('sarangbang-page://house/**')
  await page.waitForLoadState('load')
  return page
}
