/** How the window starts, starts twice, survives its engine, and ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import * as v from 'valibot'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SHELL } from '../../shared/limits.ts'
import { makeProfile } from '../../src-main/engine/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { ask, forgetPort } from './engine-caller.ts'
import { aHome, argumentsFor, environment, executable, keepPicture, launch, LOOPBACK_ONLY, ROOT } from './window.ts'

const LINK = 'sarangbang://add#oWF2AQ'
const State = v.object({ phase: v.string(), language: v.string() })

const phase = async (page: Page): Promise<string> => v.parse(State, await ask(page, 'host.state')).phase

/** Pids of the engine's process: a utility process of ours. */
function enginePids(app: ElectronApplication): Promise<readonly number[]> {
  return app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter(({ type, name }) => type === 'Utility' && name === 'Sarangbang')
      .map(({ pid }) => pid),
  )
}

async function enginePid(app: ElectronApplication): Promise<number> {
  await expect.poll(() => enginePids(app), { timeout: 20_000 }).toHaveLength(1)
  const [pid] = await enginePids(app)
  if (pid === undefined) throw new Error('the engine has gone')
  return pid
}

describe('[SHELL-6] a second start', () => {
  it('ends, brings the window forward, and hands its link to the page, which is not acted upon', async () => {
    const profile = join(aHome(), 'profile')
    const { app, home, page: open } = await launch({ args: ['--ephemeral'], profile })
    const page = await open()
    await ask(page, 'host.state')
    await page.evaluate('window.sarangbang.onLink((link) => { window.links = [...(window.links ?? []), link] })')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const again = spawn(executable(), argumentsFor({ args: ['--ephemeral', LINK], profile }), { env: environment(home), stdio: 'ignore' })
    const [code] = await once(again, 'exit')
    expect(code).toBe(0)
    await expect.poll(() => page.evaluate('window.links')).toEqual([LINK])
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))).toEqual([true])
    expect(await phase(page)).toBe('empty')
    await keepPicture(page, 'window-after-link')
  })

  it('that was hidden opens a window only when asked for one', async () => {
    const { app } = await launch({ args: ['--hidden'] })
    const count = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    await expect.poll(() => enginePids(app)).toHaveLength(1)
    expect(await count()).toBe(0)
    await app.evaluate(({ app: electron }) => void electron.emit('second-instance', {}, [], '', { links: [], isHidden: true }))
    expect(await count()).toBe(0)
    await app.evaluate(({ app: electron }) => void electron.emit('second-instance', {}, [], '', { links: 'nonsense', isHidden: false }))
    await expect.poll(count).toBe(1)
  })
})

describe('[SHELL-1] an engine that dies', () => {
  it('is started again, and the page gets a port to the new one', async () => {
    const { app, page: open } = await launch()
    const page = await open()
    await ask(page, 'host.state')
    await page.evaluate(
      `window.ports = 0; addEventListener('message', ({ data }) => { if (data?.type === 'sarangbang-port') window.ports++ })`,
    )
    await expect.poll(() => enginePids(app)).toHaveLength(1)
    for (const times of [1, 2]) {
      const before = await enginePid(app)
      process.kill(before, 'SIGKILL')
      await expect.poll(() => page.evaluate('window.ports'), { timeout: 20_000 }).toBe(times)
      expect(await enginePid(app)).not.toBe(before)
    }
    await forgetPort(page)
    expect(await phase(page)).toBe('empty')
  })

  it('has lost nothing that was answered, here of a profile on the disk that another process opened', async () => {
    const profile = join(aHome(), 'profile')
    expectOk(await makeProfile({ profile, name: '지우', deviceName: 'PC', language: 'ko' }))
    const service = spawn(
      process.execPath,
      [join(ROOT, 'scripts/launch/sarangbang.mjs'), 'serve', '--profile', profile, ...LOOPBACK_ONLY, '--json'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    onTestFinished(() => void service.kill())
    await once(service.stdout, 'data')
    const { app, page: open } = await launch({ profile })
    const page = await open()
    await expect.poll(() => phase(page), { timeout: 20_000 }).toBe('ready')
    const room = await ask(page, 'rooms.create', { name: '우리 가족' })
    await ask(page, 'messages.send', { room, texts: ['여기 있어요'] })
    const engine = await enginePid(app)
    process.kill(engine, 'SIGKILL')
    await expect.poll(async () => (await enginePids(app)).filter((pid) => pid !== engine), { timeout: 20_000 }).toHaveLength(1)
    await forgetPort(page)
    await expect.poll(() => phase(page), { timeout: 20_000 }).toBe('ready')
    expect(await ask(page, 'messages.page', { room })).toMatchObject([{ text: '여기 있어요' }])
  })
})

describe('[SHELL-1] the page of an engine that dies', () => {
  it('keeps what is on it and what is being written, says so, and goes on by itself', async () => {
    const profile = join(aHome(), 'profile')
    expectOk(await makeProfile({ profile, name: '지우', deviceName: 'PC', language: 'ko' }))
    const service = spawn(
      process.execPath,
      [join(ROOT, 'scripts/launch/sarangbang.mjs'), 'serve', '--profile', profile, ...LOOPBACK_ONLY, '--json'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    onTestFinished(() => void service.kill())
    await once(service.stdout, 'data')
    const { app, page: open } = await launch({ profile })
    const page = await open()
    await expect.poll(() => phase(page), { timeout: 20_000 }).toBe('ready')
    const room = String(await ask(page, 'rooms.create', { name: '우리 가족' }))
    await page.getByRole('navigation').first().waitFor()
    await page.evaluate(`location.hash = '#/rooms/${room}'`)
    const field = page.getByRole('textbox', { name: '우리 가족에 보내기' })
    await field.fill('불이 꺼져도')

    const strips = page.getByRole('status').getByText('다시 시작하고 있어요. 쓴 글은 그대로 있어요.')
    const engine = await enginePid(app)
    process.kill(engine, 'SIGKILL')
    await expect.poll(() => strips.count(), { timeout: 20_000 }).toBe(2)
    await field.press('End')
    await page.keyboard.type(' 이야기는 이어져요')
    await keepPicture(page, 'window-restarting')
    await expect.poll(() => strips.count(), { timeout: 20_000 }).toBe(0)
    expect(await field.inputValue()).toBe('불이 꺼져도 이야기는 이어져요')
    await field.press('Enter')
    await forgetPort(page)
    await expect
      .poll(async () => JSON.stringify(await ask(page, 'messages.page', { room })), { timeout: 20_000 })
      .toContain('불이 꺼져도 이야기는 이어져요')
  })
})

describe('[SHELL-6] the menu', () => {
  it('does in the page what the keys do', async () => {
    const { app, page: open } = await launch()
    const page = await open()
    await ask(page, 'host.create', { name: '엄마', language: 'ko' })
    await page.getByRole('navigation').first().waitFor()
    const choose = (menu: string, item: string) =>
      app.evaluate(
        ({ Menu }, [name, label]) =>
          Menu.getApplicationMenu()
            ?.items.find((each) => each.label === name)
            ?.submenu?.items.find((each) => each.label === label)
            ?.click(),
        [menu, item] as const,
      )
    await choose('파일', '설정')
    await page.waitForURL(/#\/settings$/)
    await choose('파일', '바로 가기')
    await page.getByRole('combobox').waitFor()
    await page.keyboard.press('Escape')
    await choose('도움말', '키보드로 쓰기')
    await page.getByRole('dialog', { name: '단축키' }).waitFor()
    await page.keyboard.press('Escape')
    await choose('파일', '새 방 만들기')
    await page.waitForURL(/#\/rooms\/new$/)
    await ask(page, 'profile.changeSettings', { theme: 'dark' })
    await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  })
})

/** A process says that it ends a moment before it has. */
async function expectGone(pid: number): Promise<void> {
  await expect.poll(() => attempt(() => process.kill(pid, 0)), { timeout: 10_000 }).toContain('ESRCH')
}

function attempt(act: () => unknown): string {
  try {
    act()
    return 'done'
  } catch (cause) {
    return String(cause)
  }
}

describe('[SHELL-7] the end', () => {
  it('is one: no process is left, window and profile in memory are cleared away', async () => {
    const { app, home, page: open } = await launch()
    const page = await open()
    await ask(page, 'host.create', { name: '엄마', language: 'ko' })
    const folder = dirname(await app.evaluate(({ app: electron }) => electron.getPath('userData')))
    const engine = await enginePid(app)
    const child = app.process()
    const ended = once(child, 'exit')
    const began = performance.now()
    await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined)
    await ended
    console.log(`quit in ${Math.round(performance.now() - began)} ms`)
    expect([child.exitCode, child.signalCode]).toEqual([0, null])
    await expectGone(engine)
    // Chromium may write an empty cache after everything; the next guest takes that away.
    const next = await launch()
    await next.page()
    expect(existsSync(folder)).toBe(false)
    expect(existsSync(join(home, 'config', 'autostart'))).toBe(false)
  })

  it('does not wait for ever: an engine that hangs is ended after SHELL.ENGINE_STOP_MS', async () => {
    const { app, page: open } = await launch()
    await open()
    await expect.poll(() => enginePids(app)).toHaveLength(1)
    const engine = await enginePid(app)
    process.kill(engine, 'SIGSTOP')
    const ended = once(app.process(), 'exit')
    const began = performance.now()
    await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined)
    await ended
    console.log(`quit beside a hanging engine in ${Math.round(performance.now() - began)} ms, limit ${SHELL.ENGINE_STOP_MS} ms`)
    await expectGone(engine)
  })
})

describe('[SHELL-6] what a person chose', () => {
  it('decides whether the window stays, starts with the computer, and where it opens', async () => {
    const home = aHome()
    const profile = join(home, 'profile')
    expectOk(await makeProfile({ profile, name: '지우', deviceName: 'PC', language: 'ko' }))
    const service = spawn(
      process.execPath,
      [join(ROOT, 'scripts/launch/sarangbang.mjs'), 'serve', '--profile', profile, ...LOOPBACK_ONLY, '--json'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    onTestFinished(() => void service.kill())
    await once(service.stdout, 'data')
    const first = await launch({ profile, home })
    const page = await first.page()
    await expect.poll(() => phase(page), { timeout: 20_000 }).toBe('ready')
    await ask(page, 'profile.changeSettings', { background: true })
    const file = join(home, 'config', 'autostart', 'sarangbang.desktop')
    await expect.poll(() => existsSync(file)).toBe(true)
    expect(readFileSync(file, 'utf8')).toContain(`"--profile" "${profile}" "--hidden"`)
    await first.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setBounds({ x: 40, y: 60, width: 700, height: 610 })
      window?.close()
    })
    const shown = () => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))
    expect(await shown()).toEqual([false])
    await ask(page, 'profile.changeSettings', { background: false })
    await expect.poll(() => existsSync(file)).toBe(false)
    const ended = once(first.app.process(), 'exit')
    await first.app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined)
    await ended
    const second = await launch({ profile, home })
    await second.page()
    const bounds = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
    expect(bounds).toMatchObject({ width: 700, height: 610 })
  })
})

describe('[SHELL-6] menus and language', () => {
  it('are those of the system until the house says otherwise', async () => {
    const { app, page: open } = await launch()
    const page = await open()
    const labels = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label))
    await ask(page, 'host.create', { name: 'Mum', language: 'en' })
    await expect.poll(labels, { timeout: 20_000 }).toEqual(['File', 'Edit', 'View', 'Help'])
    await ask(page, 'profile.changeSettings', { language: 'ko' })
    await expect.poll(labels, { timeout: 20_000 }).toEqual(['파일', '편집', '보기', '도움말'])
    await page.evaluate('window.sarangbang.onCommand((command) => { window.command = command })')
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click())
    await expect.poll(() => page.evaluate('window.command')).toBe('new-room')
    expect(await app.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(false)
  })
})
