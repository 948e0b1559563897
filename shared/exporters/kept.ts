/** Properties that an import kept as they stood, looked through before they are written again: a file may have put anything into them. */
import { withoutControls } from './fold.ts'

const LINE = /^(?:[A-Za-z0-9_-]{1,128}\.)?([A-Za-z0-9_-]{1,128})(?:;[^:\r\n]*)?:/
/** Written from what we know, or of the file. */
const OURS = new Set(['BEGIN', 'END', 'VERSION', 'PRODID', 'FN', 'TEL', 'EMAIL', 'NOTE', 'BDAY', 'CATEGORIES'])
/** At most one of each: who writes that property takes it, or has another. */
const SINGLE = new Set(['UID', 'N'])

export interface KeptLines {
  /** In lower case. */
  readonly groups: ReadonlySet<string>
  /** The first of that name whose value begins so; it is not among the rest then. */
  take(name: string, start?: string): string | undefined
  rest(): readonly string[]
}

export function keptLines(unknown: readonly string[]): KeptLines {
  const lines: { name: string; line: string }[] = []
  const groups = new Set<string>()
  for (const raw of unknown) {
    const line = withoutControls(raw).replace(/\r\n?|\n/g, String.raw`\n`)
    const name = LINE.exec(line)?.[1]?.toUpperCase()
    if (name === undefined || OURS.has(name) || name.startsWith('X-SARANGBANG-')) continue
    lines.push({ name, line })
    const dot = line.slice(0, line.indexOf(':')).indexOf('.')
    if (dot > 0) groups.add(line.slice(0, dot).toLowerCase())
  }
  return {
    groups,
    take: (name, start = '') => {
      const at = lines.findIndex(({ name: found, line }) => found === name && line.startsWith(start, line.indexOf(':') + 1))
      return at < 0 ? undefined : lines.splice(at, 1)[0]?.line
    },
    rest: () => lines.filter(({ name }) => !SINGLE.has(name)).map(({ line }) => line),
  }
}
