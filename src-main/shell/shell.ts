/** Puts the parts of the window's program together, once Electron is ready, and takes them apart again when it ends. */
import { join } from 'node:path'
import { app, ipcMain, MessageChannelMain, nativeTheme, session, shell as system } from 'electron'
import { BRIDGE_CHANNEL, type BridgeCommand, PAGE_SCHEME, parseBridgeQuestion, parseBridgeRequest } from '../../shared/bridge/index.ts'
import { languageOf } from '../../shared/i18n/index.ts'
import { SHELL } from '../../shared/limits.ts'
import { type Arrived, type Notice, noticeOf, outageNoticeOf, unreadCount, worstOutage } from '../../shared/notice/index.ts'
import type { ShellArguments } from './arguments.ts'
import { setAutostart } from './autostart.ts'
import { addContextMenu } from './context-menu.ts'
import { createAttachments } from './attachments.ts'
import { createPathDialog } from './choose-path.ts'
import { createEngineLine } from './engine-line.ts'
import { startEngineProcess } from './engine-process.ts'
import { guardContents, guardSession, isOurPage } from './guard.ts'
import { type House, watchHouse } from './house-watch.ts'
import { icon } from './icons.ts'
import { createMainWindow } from './main-window.ts'
import { setApplicationMenu } from './menu.ts'
import { createNotices } from './notices.ts'
import { servePage } from './page-server.ts'
import type { Place } from './place.ts'
import { checkSpelling } from './spelling.ts'
import { hearSystem } from './system-events.ts'
import { createTray } from './tray.ts'
import { readWindowState, writeWindowState } from './window-state.ts'
import { wordsIn } from './words.ts'

export interface RunningShell {
  /** Somebody wants to see the window, and may have clicked links. */
  open(links: readonly string[]): void
}

const OUT = join(import.meta.dirname, '..')

export function runShell(given: ShellArguments, place: Place): RunningShell {
  let words = wordsIn(languageOf(app.getLocale()))
  let language = languageOf(app.getLocale())
  let quietUntil = 0
  let isQuitting = false
  let checksSpelling = false
  let autostarts: boolean | undefined

  const page = session.defaultSession
  const guard = guardSession(page, (address, outcome) => window.send({ type: 'saved', address, outcome }))
  guardContents(() => words)

  const engine = startEngineProcess(join(OUT, 'engine', 'process.js'), {
    ...(place.profile !== undefined && { profile: place.profile }),
    ...(given.isEphemeral && { store: 'memory' as const }),
    network: given.network,
    mdns: given.mdns,
    language,
    ...(given.listen !== undefined && { listen: given.listen }),
  })
  const line = createEngineLine(engine)
  page.protocol.handle(PAGE_SCHEME, (request) => servePage(join(OUT, 'renderer'), request, line.pieces))
  const window = createMainWindow({
    preload: join(OUT, 'preload', 'index.cjs'),
    state: readWindowState(place.windowFile),
    made: (made) => addContextMenu(made, () => words),
    staysOpen: () => !isQuitting && (watch.current.settings.background || process.platform === 'darwin'),
  })
  const notices = createNotices((room, message) => {
    window.show()
    window.send({ type: 'open', room, message })
  })
  const watch = watchHouse(engine, {
    changed: follow,
    arrived: (messages) => {
      for (const arrived of messages) {
        const notice = noticeNow(arrived)
        if (notice !== undefined) notices.show(arrived, notice)
      }
    },
    messageChanged: (room, message) => void noticeAgain(room, message),
    outage: (change) => {
      const notice = outageNoticeOf(change, watch.current.settings, { now: Date.now(), quietUntil }, language)
      if (notice !== undefined) notices.tell(notice, () => window.show())
    },
  })
  const tray = createTray({
    open: () => window.show(),
    lock: () => void lock(),
    quiet: (on) => {
      quietUntil = on ? Date.now() + SHELL.QUIET_MS : 0
      if (on) setTimeout(() => follow(watch.current), SHELL.QUIET_MS).unref()
      follow(watch.current)
    },
    quit: () => app.quit(),
  })

  function noticeNow(arrived: Arrived): Notice | undefined {
    const moment = { now: Date.now(), quietUntil, watchedRoom: window.watchedRoom() }
    return noticeOf(arrived, watch.current.settings, moment, language)
  }

  /** DEL-2: words that were taken back or written anew stand in no notification either. */
  async function noticeAgain(room: string, message: string): Promise<void> {
    const before = notices.shown(room)
    if (before?.newest.id !== message) return
    const arrived = await watch.arrivedNow(before)
    if (notices.shown(room) !== before) return
    const notice = arrived === undefined ? undefined : noticeNow(arrived)
    if (arrived === undefined || notice === undefined) notices.withdraw(room)
    else notices.show(arrived, notice)
  }

  /** Whatever the house is now, tray, badge, menu and the rest show it. */
  function follow(now: House): void {
    if (isQuitting) return
    if (now.host !== undefined && now.host.language !== language) {
      ;({ language } = now.host)
      words = wordsIn(language)
      showMenu()
    }
    const unread = now.host?.phase === 'locked' ? 0 : unreadCount(now.rooms, Date.now())
    const outage = now.host?.phase === 'locked' ? undefined : worstOutage(now.outage, language)
    tray.show({ unread, outage, isQuiet: quietUntil > Date.now(), canLock: now.host?.phase === 'ready', words })
    app.setBadgeCount(unread)
    if (process.platform === 'win32') {
      window.window?.setOverlayIcon(unread > 0 ? icon('badge') : null, unread > 0 ? words('unread', { count: unread }) : '')
    }
    notices.clear((room) => now.rooms.some((one) => one.room === room && one.unread > 0))
    if (now.host?.phase === 'ready' && !given.isEphemeral && autostarts !== now.settings.background) {
      autostarts = now.settings.background
      setAutostart(autostarts, given.profile === undefined ? [] : ['--profile', given.profile])
    }
  }

  function showMenu(): void {
    setApplicationMenu(
      words,
      {
        command,
        lock: () => void lock(),
        quit: () => app.quit(),
        openFolder: () => void openFolder(),
        openLicences: () => void openLicences(),
        checkSpelling: (on) => {
          checksSpelling = on
          checkSpelling(page, on)
        },
      },
      checksSpelling,
    )
  }

  function command(chosen: BridgeCommand): void {
    window.show()
    window.send({ type: 'command', command: chosen })
  }

  /** Without a passphrase there is nothing to lock with; the settings are where one is made. */
  async function lock(): Promise<void> {
    if (!(await watch.lock())) command('settings')
  }

  async function openFolder(): Promise<void> {
    const folder = (await watch.folder()) ?? place.profile
    if (folder !== undefined) await system.openPath(folder)
  }

  async function openLicences(): Promise<void> {
    await system.openPath(app.isPackaged ? join(process.resourcesPath, 'licences') : join(OUT, '..', 'LICENSE'))
  }

  function givePort(): void {
    if (!window.isPageReady || !engine.isReady) return
    const { port1, port2 } = new MessageChannelMain()
    engine.attach(port1)
    window.sendPort(port2)
  }

  async function quit(): Promise<void> {
    isQuitting = true
    writeWindowState(place.windowFile, { ...window.state(), checksSpelling })
    tray.remove()
    window.window?.destroy()
    notices.clear(() => false)
    await engine.stop()
    attachments.clear()
    // Chromium writes its own files last of all.
    process.on('exit', () => place.clear())
    app.exit(0)
  }

  const attachments = createAttachments({ line, words: () => words, window: () => window.window })
  ipcMain.on(BRIDGE_CHANNEL, (event, heard: unknown) => {
    const request = parseBridgeRequest(heard)
    if (request === undefined || !isOurPage(window.window, event.sender, event.senderFrame)) return
    switch (request.type) {
      case 'ready':
        guard.scanning(false)
        guard.recording(false)
        window.pageReady()
        return givePort()
      case 'connect':
        return givePort()
      case 'watching':
        return window.watching(request.room)
      case 'scanning':
        return guard.scanning(request.on)
      case 'recording':
        return guard.recording(request.on)
      case 'show-saved':
        return attachments.show(request.path)
      case 'open-folder':
        return void openFolder()
      case 'open-licences':
        return void openLicences()
      case 'title-bar':
        nativeTheme.themeSource = request.theme
    }
  })
  const choosePath = createPathDialog(
    () => words,
    () => window.window,
  )
  ipcMain.handle(BRIDGE_CHANNEL, (event, heard: unknown) => {
    const question = parseBridgeQuestion(heard)
    if (question === undefined || !isOurPage(window.window, event.sender, event.senderFrame)) return undefined
    if (question.type === 'choose-path') return choosePath(question.kind, question.from)
    if (question.type === 'save-attachment') return attachments.save(question.message, question.index)
    if (question.type === 'drag-attachment') return attachments.drag(question.message, question.index, event.sender)
    guard.saving(question.address, question.name)
    return true
  })
  engine.onReady(givePort)
  engine.onStopped(() => app.quit())
  hearSystem(
    (event) => engine.tell(event),
    () => app.quit(),
  )
  checksSpelling = window.state().checksSpelling
  checkSpelling(page, checksSpelling)
  if (app.isPackaged) app.setAsDefaultProtocolClient('sarangbang')
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (!isQuitting) void quit()
  })
  showMenu()
  follow(watch.current)

  return {
    open(links) {
      window.show()
      for (const link of links) window.send({ type: 'link', link })
    },
  }
}
