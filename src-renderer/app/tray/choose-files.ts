/** Asks for files by the computer's own dialog. Several at once; `accept` as of a file field, any kind without it. */
export function chooseFiles(take: (files: Iterable<File>) => void, accept = ''): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = accept
  input.addEventListener('change', () => take([...(input.files ?? [])]), { once: true })
  input.click()
}
