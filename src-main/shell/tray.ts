/** The window's light in the corner of the screen: how much is unread, and the few things one wants without opening the window. */
import { Menu, Tray } from 'electron'
import { icon } from './icons.ts'
import type { Words } from './words.ts'

export interface TrayState {
  readonly unread: number
  /** The usual messenger is slow or does not respond, in words. */
  readonly outage: string | undefined
  readonly isQuiet: boolean
  readonly canLock: boolean
  readonly words: Words
}

export interface TrayActs {
  readonly open: () => void
  readonly lock: () => void
  readonly quiet: (on: boolean) => void
  readonly quit: () => void
}

export interface TrayIcon {
  show(state: TrayState): void
  remove(): void
}

export function createTray(acts: TrayActs): TrayIcon {
  const tray = new Tray(icon('tray'))
  tray.on('click', acts.open)
  return {
    show({ unread, outage, isQuiet, canLock, words }) {
      tray.setImage(icon(unread > 0 ? 'tray-unread' : 'tray'))
      const parts = [words('app'), ...(outage === undefined ? [] : [outage]), ...(unread > 0 ? [words('unread', { count: unread })] : [])]
      tray.setToolTip(parts.join(' · '))
      if (process.platform === 'darwin') tray.setTitle(unread > 0 ? String(unread) : '')
      tray.setContextMenu(
        Menu.buildFromTemplate([
          ...(outage === undefined ? [] : [{ label: outage, enabled: false }]),
          ...(unread > 0 ? [{ label: words('unread', { count: unread }), enabled: false }] : []),
          { label: words('open'), click: acts.open },
          { label: words('lock'), click: acts.lock, enabled: canLock },
          { label: words('quietHour'), type: 'checkbox', checked: isQuiet, click: () => acts.quiet(!isQuiet) },
          { type: 'separator' },
          { label: words('quit'), click: acts.quit },
        ]),
      )
    },
    remove: () => tray.destroy(),
  }
}
