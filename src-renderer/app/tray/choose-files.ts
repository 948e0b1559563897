/** Asks for files by the computer's own dialog: several at once, of any kind, or what can be looked at; or a folder with what is in it. */
import { type FolderOfFiles, folderOfFiles } from '../dropped-files/index.ts'

/** In the document, so that it is still there when the dialog is answered. */
let asking: HTMLInputElement | undefined

export function chooseFiles(take: (files: Iterable<File>) => void, kind: 'any' | 'pictures' = 'any'): void {
  ask(take, (input) => {
    if (kind === 'pictures') input.accept = 'image/*,video/*'
  })
}

export function chooseFolder(take: (folder: FolderOfFiles) => void): void {
  const taken = (files: Iterable<File>) => {
    const folder = folderOfFiles(files)
    if (folder !== undefined) take(folder)
  }
  ask(taken, (input) => {
    input.webkitdirectory = true
  })
}

/** Some telephones have no folders to choose. */
export function mayChooseFolders(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype
}

function ask(take: (files: Iterable<File>) => void, set: (input: HTMLInputElement) => void): void {
  asking?.remove()
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.hidden = true
  set(input)
  input.addEventListener('change', () => take([...(input.files ?? [])]), { once: true })
  document.body.append(input)
  asking = input
  input.click()
}
