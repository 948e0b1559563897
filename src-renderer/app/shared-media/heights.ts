/** About how high parts of the page are before they were ever drawn. What is drawn later is measured; this only keeps the scrollbar true. */

/** As the style sheet has them, rem and px. */
const CELL_REM = 7.5
const GAP_PX = 3
const ROW_REM = 4.25

export function gridHeight(count: number, width: number): number {
  const across = Math.max(1, Math.floor((width + GAP_PX) / (CELL_REM * rem() + GAP_PX)))
  const side = (width - (across - 1) * GAP_PX) / across
  return Math.ceil(count / across) * (side + GAP_PX)
}

export function rowsHeight(count: number): number {
  return count * ROW_REM * rem()
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}
