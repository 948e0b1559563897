/**
 * Files of messages on their way out of the window (SHELL-11, SHELL-12): where the person says, in the system's own dialog, or dragged to the
 * desktop. The page names a message and a place in it and never a path; only what was saved here is shown in a folder.
 */
import { basename, dirname } from 'node:path'
import { app, type BrowserWindow, dialog, shell, type WebContents } from 'electron'
import * as v from 'valibot'
import type { DragOutcome, SavedAttachment } from '../../shared/bridge/index.ts'
import { createDragFolder } from './drag-folder.ts'
import type { EngineLine } from './engine-line.ts'
import { icon } from './icons.ts'
import type { Words } from './words.ts'

export interface Attachments {
  save(message: string, index: number): Promise<SavedAttachment>
  show(path: string): void
  drag(message: string, index: number, from: WebContents): Promise<DragOutcome>
  /** What was made for dragging goes. */
  clear(): void
}

interface AttachmentsDeps {
  readonly line: EngineLine
  words(): Words
  window(): BrowserWindow | undefined
}

/** Saved in this run; nobody wants to be shown what was saved a hundred files ago. */
const SHOWN_PATHS = 128
/** As long as it takes: the engine answers when all is on the disk. */
const NO_TIMEOUT = 0
/** After that a hand that drags has let go, or waits for nothing. */
const DRAG_PATIENCE_MS = 1_000

const opened = v.object({ name: v.string(), sort: v.string() })
const saved = v.object({ path: v.string() })

export function createAttachments({ line, words, window }: AttachmentsDeps): Attachments {
  const paths = new Set<string>()
  const dragged = createDragFolder()
  let isAsking = false

  async function savedIn(folder: string, message: string, index: number, name?: string): Promise<SavedAttachment> {
    const answer = await line.ask('attachments.save', { message, index, folder, ...(name !== undefined && { name }) }, NO_TIMEOUT)
    if (!answer.ok) return { outcome: 'failed', code: answer.error.code }
    const { path } = v.parse(saved, answer.value)
    return { outcome: 'saved', path }
  }

  /** Undefined: the person would rather not. */
  async function chosen(
    over: BrowserWindow,
    { name, sort }: v.InferOutput<typeof opened>,
  ): Promise<{ folder: string; name?: string } | undefined> {
    const say = words()
    if (sort === 'folder') {
      const { canceled, filePaths } = await dialog.showOpenDialog(over, {
        title: say('saveInto'),
        buttonLabel: say('saveIt'),
        properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
      })
      return canceled || filePaths[0] === undefined ? undefined : { folder: filePaths[0] }
    }
    const { canceled, filePath } = await dialog.showSaveDialog(over, {
      title: say('saveAs'),
      buttonLabel: say('saveIt'),
      defaultPath: name,
    })
    return canceled || filePath === '' ? undefined : { folder: dirname(filePath), name: basename(filePath) }
  }

  return {
    async save(message, index) {
      const over = window()
      if (isAsking || over === undefined || over.isDestroyed()) return { outcome: 'cancelled' }
      isAsking = true
      let place: Awaited<ReturnType<typeof chosen>>
      try {
        const answer = await line.ask('attachments.open', { message, index })
        if (!answer.ok) return { outcome: 'failed', code: answer.error.code }
        place = await chosen(over, v.parse(opened, answer.value))
      } finally {
        isAsking = false
      }
      if (place === undefined) return { outcome: 'cancelled' }
      const done = await savedIn(place.folder, message, index, place.name)
      if (done.path !== undefined) paths.add(done.path)
      for (const oldest of paths) if (paths.size > SHOWN_PATHS) paths.delete(oldest)
      return done
    },

    show(path) {
      if (paths.has(path)) shell.showItemInFolder(path)
    },

    async drag(message, index, from) {
      const begun = performance.now()
      const path = await dragged.file(`${message}/${index}`, async (folder) => (await savedIn(folder, message, index)).path)
      if (path === undefined) return 'failed'
      if (from.isDestroyed() || performance.now() - begun > DRAG_PATIENCE_MS) return 'later'
      from.startDrag({ file: path, icon: await iconOf(path) })
      return 'dragged'
    },

    clear: () => dragged.clear(),
  }
}

/** As the system draws such files; ours where it draws none. */
async function iconOf(path: string): Promise<Electron.NativeImage> {
  const own = icon('tray')
  try {
    const drawn = await app.getFileIcon(path, { size: 'normal' })
    return drawn.isEmpty() ? own : drawn
  } catch {
    return own
  }
}
