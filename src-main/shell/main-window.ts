/**
 * The one window: a sandboxed page that knows nothing of Node or Electron, in the place where it was last time. News for the page waits
 * until the page says that it is there; a page that crashed is loaded again.
 */
import { app, BrowserWindow, type MessagePortMain, nativeTheme, screen } from 'electron'
import { BRIDGE_CHANNEL, type BridgeNews, PAGE_ORIGIN } from '../../shared/bridge/index.ts'
import { SHELL } from '../../shared/limits.ts'
import { icon } from './icons.ts'
import { fitToScreens, type WindowState } from './window-state.ts'

export interface MainWindow {
  /** Undefined until somebody wants to see it. */
  readonly window: BrowserWindow | undefined
  /** Makes it, or brings it forward. */
  show(): void
  /** Told now, or when the page is there. */
  send(news: BridgeNews): void
  /** Not queued: a port belongs to the engine that runs now. */
  sendPort(port: MessagePortMain): void
  /** The page said that it is there. */
  pageReady(): void
  readonly isPageReady: boolean
  /** The room on the screen, if somebody can be looking at it. */
  watchedRoom(): string | undefined
  /** The page says which room it shows. */
  watching(room: string | undefined): void
  state(): WindowState
}

export interface MainWindowOptions {
  readonly preload: string
  readonly state: WindowState
  readonly made: (window: BrowserWindow) => void
  /** Whether closing only hides it. */
  readonly staysOpen: () => boolean
}

/** Colours of the frame by day and by night (ui tokens), seen until the page has drawn. */
const GROUND = { light: '#f0eee8', dark: '#0d1113' } as const
/** The buttons of macOS lie over the 68 px rail, in its middle. */
const TRAFFIC_LIGHTS = { x: 8, y: 14 } as const
const RELOAD_MS = 1_000
const PAGE = `${PAGE_ORIGIN}/`

export function createMainWindow(options: MainWindowOptions): MainWindow {
  let state = options.state
  let window: BrowserWindow | undefined
  let isPageReady = false
  let shownRoom: string | undefined
  const waiting: BridgeNews[] = []

  function make(): BrowserWindow {
    const {
      isMaximised,
      checksSpelling: _,
      ...place
    } = fitToScreens(
      state,
      screen.getAllDisplays().map((display) => display.workArea),
    )
    const made = new BrowserWindow({
      ...place,
      minWidth: SHELL.WINDOW_WIDTH_MIN,
      minHeight: SHELL.WINDOW_HEIGHT_MIN,
      show: false,
      title: app.name,
      icon: icon('window'),
      autoHideMenuBar: true,
      backgroundColor: GROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      ...(process.platform === 'darwin' && { titleBarStyle: 'hiddenInset', trafficLightPosition: TRAFFIC_LIGHTS }),
      webPreferences: {
        preload: options.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        safeDialogs: true,
        spellcheck: true,
        additionalArguments: [`--sarangbang-version=${app.getVersion()}`],
      },
    })
    made.once('ready-to-show', () => {
      if (isMaximised) made.maximize()
      made.show()
    })
    made.on('close', (event) => {
      keepState(made)
      if (!options.staysOpen()) return
      event.preventDefault()
      made.hide()
    })
    made.on('closed', () => {
      window = undefined
      isPageReady = false
    })
    made.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument, url }) => {
      // Elsewhere it cannot go, so where it only tried to it is still there.
      if (!isMainFrame || isSameDocument || url.split('#', 1)[0] !== PAGE) return
      isPageReady = false
      shownRoom = undefined
    })
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') setTimeout(() => made.isDestroyed() || made.webContents.reload(), RELOAD_MS)
    })
    options.made(made)
    // What cannot be loaded shows as an empty window; there is nothing to do about it that a person could not see.
    made.loadURL(PAGE).catch((cause: unknown) => process.stderr.write(`page: ${String(cause)}\n`))
    return made
  }

  function keepState(of: BrowserWindow): void {
    state = { ...of.getNormalBounds(), isMaximised: of.isMaximized(), checksSpelling: state.checksSpelling }
  }

  function tell(news: BridgeNews): void {
    window?.webContents.send(BRIDGE_CHANNEL, news)
  }

  return {
    get window() {
      return window
    },
    get isPageReady() {
      return isPageReady
    },
    show() {
      if (window === undefined) {
        window = make()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    send(news) {
      if (isPageReady) tell(news)
      else waiting.push(news)
    },
    sendPort(port) {
      window?.webContents.postMessage(BRIDGE_CHANNEL, { type: 'port' } satisfies BridgeNews, [port])
    },
    pageReady() {
      isPageReady = true
      for (const news of waiting.splice(0)) tell(news)
    },
    watchedRoom() {
      return window?.isFocused() === true && window.isVisible() ? shownRoom : undefined
    },
    watching(room) {
      shownRoom = room
    },
    state() {
      if (window !== undefined) keepState(window)
      return state
    },
  }
}
