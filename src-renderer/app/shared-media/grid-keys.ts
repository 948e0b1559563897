/** Walking a grid by arrows: to the side it goes from one to the next, up and down to what stands there, whatever is between. */

/** Where `key` leads from one of these; undefined: nowhere. */
export function neighbourIn(cells: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const at = cells.indexOf(from)
  switch (key) {
    case 'ArrowRight':
      return cells[at + 1]
    case 'ArrowLeft':
      return at > 0 ? cells[at - 1] : undefined
    case 'Home':
      return cells[0]
    case 'End':
      return cells.at(-1)
    case 'ArrowDown':
      return nearest(from, cells.slice(at + 1), 1)
    case 'ArrowUp':
      return nearest(from, cells.slice(0, Math.max(0, at)).toReversed(), -1)
    default:
      return undefined
  }
}

/** Of the next line that way, the one whose middle is nearest. */
function nearest(from: HTMLElement, cells: readonly HTMLElement[], way: 1 | -1): HTMLElement | undefined {
  const own = from.getBoundingClientRect()
  let line: number | undefined
  let best: { readonly cell: HTMLElement; readonly off: number } | undefined
  for (const cell of cells) {
    const { top, left, width } = cell.getBoundingClientRect()
    if ((top - own.top) * way < 1) continue
    line ??= top
    if (Math.abs(top - line) > 1) break
    const off = Math.abs(left + width / 2 - own.left - own.width / 2)
    if (best === undefined || off < best.off) best = { cell, off }
  }
  return best?.cell
}
