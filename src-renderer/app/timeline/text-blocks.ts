/**
 * A long text in blocks of bounded length, which together are the text: one paragraph of a megabyte holds the page for many seconds while its
 * lines are found, and of blocks only those in sight are laid out. Pure.
 */

const LONGEST_BLOCK = 4_000

/** Ends blocks at a line's end, else between words, else between characters. */
export function textBlocks(text: string): readonly string[] {
  const blocks: string[] = []
  for (let at = 0; at < text.length;) {
    const end = at + LONGEST_BLOCK >= text.length ? text.length : endOf(text, at, at + LONGEST_BLOCK)
    blocks.push(text.slice(at, end))
    at = end
  }
  return blocks
}

function endOf(text: string, from: number, to: number): number {
  const line = text.lastIndexOf('\n', to - 1)
  if (line >= from) return line + 1
  const word = text.lastIndexOf(' ', to - 1)
  if (word >= from) return word + 1
  // Never between the halves of a character.
  return /[\ud800-\udbff]/.test(text.charAt(to - 1)) ? to - 1 : to
}
