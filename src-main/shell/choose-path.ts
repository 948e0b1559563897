/**
 * The system's own dialog for a folder or a backup, over our window. The page learns the path the person chose there, and nothing else; one
 * dialog at a time, however often it asks.
 */
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import type { PathKind } from '../../shared/bridge/index.ts'
import type { Words } from './words.ts'

export type PathDialog = (kind: PathKind, from: string | undefined) => Promise<string | undefined>

const BACKUP_ENDING = 'sbbackup'

export function createPathDialog(words: () => Words, window: () => BrowserWindow | undefined): PathDialog {
  let isOpen = false
  return async (kind, from) => {
    const over = window()
    if (isOpen || over === undefined || over.isDestroyed()) return undefined
    isOpen = true
    try {
      const { canceled, filePaths } = await dialog.showOpenDialog(over, { ...optionsOf(kind, words()), ...(from && { defaultPath: from }) })
      return canceled ? undefined : filePaths[0]
    } finally {
      isOpen = false
    }
  }
}

function optionsOf(kind: PathKind, words: Words): OpenDialogOptions {
  if (kind === 'folder') {
    return {
      title: words('chooseFolder'),
      buttonLabel: words('chooseIt'),
      properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
    }
  }
  const filters = [
    { name: words('backupFiles'), extensions: [BACKUP_ENDING] },
    { name: words('allFiles'), extensions: ['*'] },
  ]
  return { title: words('chooseBackup'), buttonLabel: words('chooseIt'), properties: ['openFile'], filters }
}
