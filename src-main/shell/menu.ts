/**
 * The application menu: on a Mac at the top of the screen, elsewhere behind Alt. Every keyboard shortcut of the page that is listed here
 * is only shown, not registered: the page decides, since it knows about the input method.
 */
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { BridgeCommand } from '../../shared/bridge/index.ts'
import type { Words } from './words.ts'

export interface MenuActs {
  readonly command: (command: BridgeCommand) => void
  readonly lock: () => void
  readonly quit: () => void
  readonly openFolder: () => void
  readonly openLicences: () => void
  readonly checkSpelling: (on: boolean) => void
}

export function setApplicationMenu(words: Words, acts: MenuActs, checksSpelling: boolean): void {
  const isMac = process.platform === 'darwin'
  const item = (label: string, click: () => void, accelerator?: string): MenuItemConstructorOptions =>
    accelerator === undefined ? { label, click } : { label, click, accelerator, registerAccelerator: false }
  const settings = item(words('settings'), () => acts.command('settings'), 'CmdOrCtrl+,')
  const lock = item(words('lock'), acts.lock, 'CmdOrCtrl+L')
  const quit: MenuItemConstructorOptions = { label: words('quit'), click: acts.quit, accelerator: 'CmdOrCtrl+Q' }
  const line: MenuItemConstructorOptions = { type: 'separator' }

  const app: MenuItemConstructorOptions = {
    label: words('app'),
    submenu: [
      { role: 'about', label: words('aboutApp') },
      line,
      settings,
      lock,
      line,
      { role: 'hide', label: words('hideApp') },
      { role: 'hideOthers', label: words('hideOthers') },
      line,
      quit,
    ],
  }
  const file: MenuItemConstructorOptions = {
    label: words('file'),
    submenu: [
      item(words('newRoom'), () => acts.command('new-room'), 'CmdOrCtrl+N'),
      item(words('quickJump'), () => acts.command('quick-jump'), 'CmdOrCtrl+K'),
      line,
      ...(isMac ? [] : [settings, lock, line]),
      { role: 'close', label: words('closeWindow') },
      ...(isMac ? [] : [quit]),
    ],
  }
  const edit: MenuItemConstructorOptions = {
    label: words('edit'),
    submenu: [
      { role: 'undo', label: words('undo') },
      { role: 'redo', label: words('redo') },
      line,
      { role: 'cut', label: words('cut') },
      { role: 'copy', label: words('copy') },
      { role: 'paste', label: words('paste') },
      { role: 'pasteAndMatchStyle', label: words('pastePlain') },
      { role: 'selectAll', label: words('selectAll') },
      line,
      item(words('find'), () => acts.command('find'), 'CmdOrCtrl+F'),
      {
        label: words('spelling'),
        sublabel: words('spellingHint'),
        toolTip: words('spellingHint'),
        type: 'checkbox',
        checked: checksSpelling,
        click: ({ checked }) => acts.checkSpelling(checked),
      },
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: words('view'),
    submenu: [
      { role: 'resetZoom', label: words('zoomReset') },
      { role: 'zoomIn', label: words('zoomIn') },
      { role: 'zoomOut', label: words('zoomOut') },
      line,
      { role: 'togglefullscreen', label: words('fullScreen') },
    ],
  }
  const windowMenu: MenuItemConstructorOptions = {
    label: words('window'),
    role: 'window',
    submenu: [{ role: 'minimize', label: words('minimise') }, ...(isMac ? [line, { role: 'front' } as const] : [])],
  }
  const help: MenuItemConstructorOptions = {
    label: words('help'),
    role: 'help',
    submenu: [
      item(words('keys'), () => acts.command('keys')),
      item(words('openFolder'), acts.openFolder),
      item(words('licences'), acts.openLicences),
    ],
  }
  Menu.setApplicationMenu(Menu.buildFromTemplate([...(isMac ? [app] : []), file, edit, view, ...(isMac ? [windowMenu] : []), help]))
}
