/** Asks for files by the computer's own dialog, several at once: of any kind, or what can be looked at. */
export function chooseFiles(take: (files: Iterable<File>) => void, kind: 'any' | 'pictures' = 'any'): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  if (kind === 'pictures') input.accept = 'image/*,video/*'
  input.addEventListener('change', () => take([...(input.files ?? [])]), { once: true })
  input.click()
}
