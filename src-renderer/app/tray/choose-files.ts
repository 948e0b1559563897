/** Asks for files by the computer's own dialog, several at once: of any kind, or what can be looked at. */

/** In the document, so that it is still there when the dialog is answered. */
let asking: HTMLInputElement | undefined

export function chooseFiles(take: (files: Iterable<File>) => void, kind: 'any' | 'pictures' = 'any'): void {
  asking?.remove()
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.hidden = true
  if (kind === 'pictures') input.accept = 'image/*,video/*'
  input.addEventListener('change', () => take([...(input.files ?? [])]), { once: true })
  document.body.append(input)
  asking = input
  input.click()
}
