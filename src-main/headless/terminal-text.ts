/**
 * Text for a terminal: what others wrote is made harmless (a name may hold escape sequences), and columns line up although Hangul and
 * pictures are two cells wide.
 */

/** On one line, without control, direction and other invisible characters. */
export function plain(text: string): string {
  return text.replace(/[\r\n\t\u2028\u2029]+/g, ' ').replace(UNSAFE, '')
}

/** As `plain`, keeping line breaks, each further line under the first. */
export function plainLines(text: string, indent: number): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => line.replaceAll('\t', '  ').replace(UNSAFE, ''))
    .join(`\n${' '.repeat(indent)}`)
}

// Zero-width joiner stays: it holds family pictures together.
const UNSAFE = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}])/u

/** Cells a text takes. */
export function width(text: string): number {
  let cells = 0
  for (const { segment } of graphemes.segment(text)) cells += segment.includes('\ufe0f') || WIDE.test(segment) ? 2 : 1
  return cells
}

/** Rows with their columns lined up, two spaces apart; empty columns vanish. */
export function columns(rows: readonly (readonly string[])[]): string {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, column) => Math.max(0, ...rows.map((row) => width(row[column] ?? ''))))
  return rows
    .map((row) =>
      row
        .map((cell, column) => ({ cell, space: widths[column] ?? 0 }))
        .filter(({ space }) => space > 0)
        .map(({ cell, space }) => cell + ' '.repeat(space - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Cut to so many cells, with a mark where something is missing. */
export function shorten(text: string, cells: number): string {
  if (width(text) <= cells) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (width(kept) + width(segment) > cells - 1) break
    kept += segment
  }
  return `${kept}…`
}
