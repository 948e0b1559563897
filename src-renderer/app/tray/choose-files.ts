/** Asks for files by the computer's own dialog. Several at once, of any kind. */
export function chooseFiles(take: (files: Iterable<File>) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.addEventListener('change', () => take([...(input.files ?? [])]), { once: true })
  input.click()
}
