/** Electron's security checklist, walked in the running app: what its windows are made of, and what happens when a page tries. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ElectronApplication, Page } from 'playwright-core'
import { keepPicture, launchFor, type Running } from './window.ts'

let running: Running
let app: ElectronApplication
let page: Page

beforeAll(async () => {
  running = await launchFor()
  ;({ app } = running)
  page = await running.page()
  await page.waitForLoadState('load')
})
afterAll(() => running.end())

const attempt = (what: string): Promise<unknown> => page.evaluate(what)

describe('the window', () => {
  it('[SHELL-2] is isolated, sandboxed, without Node, and shows our page only', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        const contents: unknown = window.webContents
        // Electron's types leave it out; it is what a window was really made with.
        const { getLastWebPreferences } = contents as { getLastWebPreferences(): Record<string, unknown> }
        return getLastWebPreferences.call(contents)
      }),
    )
    expect(preferences).toHaveLength(1)
    expect(preferences[0]).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
    for (const off of ['enableBlinkFeatures', 'nodeIntegrationInWorker']) expect(preferences[0]?.[off] ?? '', off).toBe('')
    expect(page.url()).toBe('sarangbang-page://house/')
    expect(await attempt('isSecureContext')).toBe(true)
  })

  it('[SHELL-2] has nothing of Node or Electron in its world, only the bridge', async () => {
    expect(await attempt('[typeof require, typeof process, typeof module, typeof global, typeof Buffer].join()')).toBe(
      'undefined,undefined,undefined,undefined,undefined',
    )
    expect(await attempt('Object.keys(window.sarangbang).sort().join()')).toBe(
      'choosePath,connect,onCommand,onLink,onOpen,onSaved,openFolder,openLicences,pathOf,recording,saveAttachment,saving,scanning,setTitleBarTheme,showSaved,startDrag,system,version,watching',
    )
  })

  it('[SHELL-3] is served with a policy that allows neither inline code nor eval', async () => {
    const policy = await attempt(`fetch('/').then((answer) => answer.headers.get('content-security-policy'))`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    const violated = await attempt(`new Promise((resolve) => {
      addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true })
      const script = document.createElement('script')
      script.textContent = 'window.broken = true'
      document.head.append(script)
      setTimeout(() => resolve('nothing'), 2000)
    })`)
    expect(violated).toBe('script-src-elem')
    expect(await attempt('window.broken')).toBeUndefined()
  })

  it('[SHELL-3] gives no file outside the page’s folder', async () => {
    for (const path of ['/../shell/main.js', '/%2e%2e/shell/main.js', '/..%2fshell%2fmain.js', '/%5c..%5cpackage.json', '/none.js']) {
      expect(await attempt(`fetch('${path}').then((answer) => answer.status)`), path).toBe(404)
    }
    expect(await attempt(`fetch('file:///etc/hostname').then(() => 'read', () => 'refused')`)).toBe('refused')
  })

  it('[SHELL-2] reaches nothing outside, even where the policy would let it', async () => {
    expect(await attempt(`fetch('https://example.com/').then(() => 'reached', () => 'refused')`)).toBe('refused')
    const outside = await app.evaluate(async ({ session }) => {
      try {
        await session.defaultSession.fetch('http://127.0.0.1:9/', { bypassCustomProtocolHandlers: true })
        return 'reached'
      } catch (cause) {
        return String(cause)
      }
    })
    expect(outside).toContain('ERR_BLOCKED_BY_CLIENT')
  })
})

describe('a page that misbehaves', () => {
  it('[SHELL-2] cannot leave', async () => {
    await attempt(`void (location.href = 'https://example.com/')`)
    await attempt(`void (location.href = 'data:text/html,hello')`)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(page.url()).toBe('sarangbang-page://house/')
    // And is still told what goes on outside it.
    await attempt('window.sarangbang.onCommand((command) => { window.command = command })')
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click())
    await expect.poll(() => attempt('window.command')).toBe('new-room')
  })

  it('[SHELL-2] opens no window: https goes to the browser, http only after a question, the rest nowhere', async () => {
    await app.evaluate(({ dialog, shell }) => {
      const heard: string[] = []
      Object.assign(globalThis, { heard })
      shell.openExternal = async (url) => void heard.push(url)
      dialog.showMessageBox = async (...given: unknown[]) => {
        heard.push(JSON.stringify(given[0]))
        return { response: 0, checkboxChecked: false }
      }
    })
    for (const url of ['https://example.com/a', 'http://example.com/b', 'file:///etc/passwd', 'javascript:alert(1)', 'ssh://x']) {
      await attempt(`void window.open(${JSON.stringify(url)}, '_blank', 'noopener')`)
    }
    await expect.poll(() => app.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.length)).toBe(2)
    const heard = await app.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
    expect(heard[0]).toBe('https://example.com/a')
    expect(heard[1]).toContain('example.com')
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('[SHELL-4] is given no device: the camera only while it says that it scans, the microphone only while it records', async () => {
    const ask = (name: string): Promise<unknown> => attempt(`navigator.permissions.query({ name: '${name}' }).then((it) => it.state)`)
    for (const name of ['camera', 'microphone', 'geolocation', 'notifications', 'midi']) expect(await ask(name), name).toBe('denied')
    await attempt('window.sarangbang.scanning(true)')
    await expect.poll(() => ask('camera')).toBe('granted')
    expect(await ask('microphone')).toBe('denied')
    await attempt('window.sarangbang.scanning(false)')
    await expect.poll(() => ask('camera')).toBe('denied')
    await attempt('window.sarangbang.recording(true)')
    await expect.poll(() => ask('microphone')).toBe('granted')
    expect(await ask('camera')).toBe('denied')
    await attempt('window.sarangbang.recording(false)')
    await expect.poll(() => ask('microphone')).toBe('denied')
  })

  it('[SHELL-4] is not heard when it is not our page, and what it says is parsed', async () => {
    const theme = (): Promise<string> => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)
    const before = await theme()
    await app.evaluate(({ ipcMain, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const request = { type: 'title-bar', theme: 'dark' }
      const sender = window?.webContents
      const frames = [null, { url: 'https://example.com/', parent: null }, { url: 'sarangbang-page://house/', parent: null }]
      for (const senderFrame of frames) ipcMain.emit('sarangbang', { sender, senderFrame }, request)
      ipcMain.emit('sarangbang', { sender: undefined, senderFrame: sender?.mainFrame }, request)
      for (const nonsense of [
        undefined,
        null,
        1,
        'x',
        {},
        { type: 'title-bar', theme: 'pink' },
        { ...request, more: 1 },
        { type: 'quit' },
      ]) {
        ipcMain.emit('sarangbang', { sender, senderFrame: sender?.mainFrame }, nonsense)
      }
    })
    expect(await theme()).toBe(before)
    await attempt(`window.sarangbang.setTitleBarTheme('dark')`)
    await expect.poll(theme).toBe('dark')
  })

  it('[SHELL-8] opens one dialog for a path at a time, and only for our page, which learns what was chosen', async () => {
    await app.evaluate(({ dialog }) => {
      const open: unknown[] = []
      const answer: { give?: (path: string) => void } = {}
      Object.assign(globalThis, { open, answer })
      dialog.showOpenDialog = (...given: unknown[]) => {
        open.push(given.at(-1))
        return new Promise((resolve) => (answer.give = (path) => resolve({ canceled: false, filePaths: [path] })))
      }
    })
    const opened = (): Promise<number> => app.evaluate(() => (globalThis as unknown as { open: unknown[] }).open.length)
    // In a frame of another page, and by words that are none of ours.
    const refused = await app.evaluate(async ({ ipcMain, BrowserWindow }) => {
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...given: unknown[]) => Promise<unknown>> })._invokeHandlers
      const [sender] = BrowserWindow.getAllWindows().map(({ webContents }) => webContents)
      const handler = handlers.get('sarangbang')
      const question = { type: 'choose-path', kind: 'folder' }
      const answers: unknown[] = []
      for (const senderFrame of [null, { url: 'https://example.com/' }, { url: 'sarangbang-page://house/' }]) {
        answers.push(await handler?.({ sender, senderFrame }, question))
      }
      for (const nonsense of [undefined, 'choose-path', { type: 'choose-path', kind: 'any' }, { ...question, more: 1 }]) {
        answers.push(await handler?.({ sender, senderFrame: sender?.mainFrame }, nonsense))
      }
      return [typeof handler, answers.length, answers.every((one) => one === undefined)]
    })
    expect(refused).toEqual(['function', 7, true])
    expect(await opened()).toBe(0)

    await attempt(`void (window.chosen = window.sarangbang.choosePath('folder', '/home'))`)
    await expect.poll(opened).toBe(1)
    expect(
      await attempt(
        `Promise.all(Array.from({ length: 20 }, () => window.sarangbang.choosePath('backup'))).then((all) => all.filter(Boolean).length)`,
      ),
    ).toBe(0)
    expect(await opened()).toBe(1)
    await app.evaluate(() => (globalThis as unknown as { answer: { give(path: string): void } }).answer.give('/home/지우'))
    expect(await attempt('window.chosen')).toBe('/home/지우')
  })

  it('[SHELL-9] has nothing saved but what it made, under a name as ours are; what becomes of it is said', async () => {
    await app.evaluate(({ session }) => {
      const saved: string[] = []
      const refused: string[] = []
      Object.assign(globalThis, { saved, refused })
      session.defaultSession.on('will-download', (event, item) => {
        if (event.defaultPrevented) return void refused.push(item.getURL().slice(0, 5))
        saved.push(item.getSaveDialogOptions().defaultPath ?? '')
        item.cancel()
      })
    })
    const heard = (what: 'saved' | 'refused'): Promise<string[]> =>
      app.evaluate((_electron, which) => (globalThis as unknown as Record<string, string[]>)[which] ?? [], what)
    const click = (name: string, from = `URL.createObjectURL(new Blob(['x']))`): Promise<unknown> =>
      attempt(`Object.assign(document.createElement('a'), { href: ${from}, download: ${JSON.stringify(name)} }).click()`)
    const save = (name: string): Promise<unknown> =>
      attempt(`new Promise((resolve) => {
        const link = document.createElement('a')
        link.href = URL.createObjectURL(new Blob(['x']))
        link.download = ${JSON.stringify(name)}
        window.sarangbang.onSaved((address, outcome) => address === link.href && resolve(outcome))
        void window.sarangbang.saving(link.href, link.download).then((may) => may ? link.click() : resolve('not asked'))
      })`)
    for (const name of ['run.exe', 'run.sh', 'a.desktop', 'a.txt.lnk', '../a.txt', '.a.txt'])
      expect(await save(name), name).toBe('not asked')
    for (const from of ['https://example.com/a', 'file:///etc/passwd', 'data:text/plain,x', 'blob:https://example.com/x']) {
      expect(await attempt(`window.sarangbang.saving(${JSON.stringify(from)}, 'a.txt')`), from).toBe(false)
    }
    // Of a room in letters the system's own names may lack.
    expect(await save('우리 집.txt')).toBe('cancelled')
    // What it did not say before is refused, also of its own.
    await click('run.exe')
    await click('a.txt')
    await click('a.txt', `'/index.html'`)
    await expect.poll(() => heard('refused')).toEqual(['blob:', 'blob:', 'saran'])
    expect(await save('다시.txt')).toBe('cancelled')
    expect(await heard('saved')).toEqual(['우리 집.txt', '다시.txt'])
  })

  it('embeds nothing', async () => {
    const loaded = await attempt(`new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      frame.onload = () => { try { resolve(frame.contentDocument === null ? 'foreign' : 'blank') } catch { resolve('foreign') } }
      document.body.append(frame)
      setTimeout(() => resolve('nothing'), 1000)
    })`)
    const frames = page.frames().map((frame) => frame.url())
    expect(frames.filter((url) => url.includes('example.com'))).toEqual([])
    expect(loaded).not.toBe('read')
  })
})

it('is seen', async () => {
  await keepPicture(page, 'window-first-start')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMinimumSize())).toEqual([360, 560])
})
