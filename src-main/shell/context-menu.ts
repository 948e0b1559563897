/** The menu of the right mouse button in text: what the system's own fields offer, and corrections where spelling is checked. */
import { type BrowserWindow, clipboard, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Words } from './words.ts'

export function addContextMenu(window: BrowserWindow, words: () => Words): void {
  const { webContents } = window
  webContents.on('context-menu', (_event, at) => {
    const say = words()
    const corrections = at.dictionarySuggestions.map((word): MenuItemConstructorOptions => ({
      label: word,
      click: () => webContents.replaceMisspelling(word),
    }))
    const items: readonly MenuItemConstructorOptions[] = [
      ...corrections,
      ...(corrections.length > 0 ? [{ type: 'separator' } as const] : []),
      ...(at.linkURL.startsWith('http') ? [{ label: say('copyLink'), click: () => clipboard.writeText(at.linkURL) }] : []),
      ...(at.isEditable ? [{ role: 'cut', label: say('cut'), enabled: at.editFlags.canCut } as const] : []),
      ...(at.isEditable || at.selectionText !== '' ? [{ role: 'copy', label: say('copy'), enabled: at.editFlags.canCopy } as const] : []),
      ...(at.isEditable
        ? [
            { role: 'paste', label: say('paste'), enabled: at.editFlags.canPaste } as const,
            { role: 'selectAll', label: say('selectAll') } as const,
          ]
        : []),
    ]
    if (items.length > 0) Menu.buildFromTemplate([...items]).popup({ window })
  })
}
