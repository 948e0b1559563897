/**
 * What the page may not do, whatever runs in it: leave for another address, open windows, embed others, reach the network, use devices.
 * The exceptions are the camera while the page says that it scans, and the microphone while it says that it records. Links to the outside go to the system's browser: https at once,
 * plain http only after a question.
 */
import { app, type BrowserWindow, dialog, type Session, shell, type WebContents } from 'electron'
import { PAGE_ORIGIN, type SaveOutcome } from '../../shared/bridge/index.ts'
import type { Words } from './words.ts'

export interface Guard {
  /** Whether the page is scanning a code now. */
  scanning(on: boolean): void
  /** Whether the page is recording a voice message now. */
  recording(on: boolean): void
  /** The page is about to save what is at an address of its own, under a name that may be. */
  saving(address: string, name: string): void
}

const PAGE = `${PAGE_ORIGIN}/`
/** Requests that leave the page only for its own files, or for data it made itself. */
const OWN_ADDRESSES = [PAGE, 'blob:', 'data:', 'devtools:']

/** Files about to be saved; each is within a moment, so more of them is a page that misbehaves. */
const NAMES_WAITING = 64
const OUTCOMES = { completed: 'saved', cancelled: 'cancelled', interrupted: 'failed' } as const

/** `saved`: what became of a file the page had saved, by its `blob:` address. */
export function guardSession(session: Session, saved: (address: string, outcome: SaveOutcome) => void): Guard {
  let isScanning = false
  let isRecording = false
  const isAllowed = (permission: string, origin: string, kinds: readonly (string | undefined)[]): boolean => {
    if (origin !== PAGE_ORIGIN && origin !== PAGE) return false
    // Writing only: what a person copies. Reading the clipboard stays refused.
    if (permission === 'clipboard-sanitized-write') return true
    const mayUse = (kind: string | undefined): boolean => (kind === 'video' && isScanning) || (kind === 'audio' && isRecording)
    return permission === 'media' && kinds.length > 0 && kinds.every(mayUse)
  }
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(isAllowed(permission, originOf(details.requestingUrl), kinds))
  })
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isAllowed(permission, originOf(origin), details.mediaType === undefined ? [] : [details.mediaType]),
  )
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !OWN_ADDRESSES.some((own) => url.startsWith(own)) }))
  // What the page made itself and named is saved where the person says (SHELL-9); nothing else is.
  const names = new Map<string, string>()
  session.on('will-download', (event, item) => {
    const address = item.getURL()
    const name = names.get(address)
    names.delete(address)
    if (name === undefined) return event.preventDefault()
    item.setSaveDialogOptions({ defaultPath: name })
    item.once('done', (_done, state) => saved(address, OUTCOMES[state]))
  })
  return {
    scanning: (on) => (isScanning = on),
    recording: (on) => (isRecording = on),
    saving(address, name) {
      names.set(address, name)
      for (const oldest of names.keys()) if (names.size > NAMES_WAITING) names.delete(oldest)
    },
  }
}

/** For every web contents there will ever be, so that none is forgotten. */
export function guardContents(words: () => Words): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (event.url !== PAGE) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (event.url !== PAGE) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      void openOutside(url, words())
      return { action: 'deny' }
    })
  })
}

/** True for the page's own document in this window, and for nothing embedded in it. */
export function isOurPage(window: BrowserWindow | undefined, sender: WebContents, frame: { readonly url: string } | null): boolean {
  if (window === undefined || window.isDestroyed() || sender !== window.webContents || frame === null) return false
  return frame === sender.mainFrame && originOf(frame.url) === PAGE_ORIGIN
}

async function openOutside(address: string, words: Words): Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol === 'https:') return shell.openExternal(url.href)
  if (url?.protocol !== 'http:') return
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: words('openOutside', { host: url.host }),
    detail: words('openOutsideHint'),
    buttons: [words('leaveIt'), words('openIt')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  if (response === 1) await shell.openExternal(url.href)
}

function originOf(address: string): string {
  if (!URL.canParse(address)) return ''
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}
