/** Files out of what is pasted. Where there is text too, as from a table, the text is meant, and the picture of it is not. */
export function pastedFiles({ files, types }: DataTransfer): readonly File[] {
  return types.includes('text/plain') ? [] : [...files]
}
