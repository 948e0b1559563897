/**
 * The three rules of the house: imports point src-renderer → shared ← src-main; a folder is entered through its index.ts alone; and
 * nothing imports itself by a detour. Each breach is a sentence that names the files.
 */
import { importsOf, type Import } from './import-graph.ts'

interface Layer {
  readonly folder: string
  readonly mayImport: readonly string[]
  readonly mayUse: (specifier: string) => boolean
}

const isNode = (specifier: string): boolean => specifier.startsWith('node:')
const isElectron = (specifier: string): boolean => specifier === 'electron' || specifier.startsWith('electron/')

/** The first layer whose folder holds the file applies, so the narrower ones come first. */
const LAYERS: readonly Layer[] = [
  { folder: 'shared', mayImport: ['shared'], mayUse: (name) => !isNode(name) && !isElectron(name) },
  { folder: 'src-main/engine', mayImport: ['shared', 'src-main/engine'], mayUse: (name) => !isElectron(name) },
  { folder: 'src-main/headless', mayImport: ['shared', 'src-main/engine', 'src-main/headless'], mayUse: (name) => !isElectron(name) },
  { folder: 'src-main/shell', mayImport: ['shared', 'src-main/shell'], mayUse: () => true },
  { folder: 'src-main/preload', mayImport: ['shared', 'src-main/preload'], mayUse: () => true },
  { folder: 'src-renderer', mayImport: ['shared', 'src-renderer'], mayUse: (name) => !isNode(name) && !isElectron(name) },
]

/** The houses themselves: one walks through them without entering. */
const OPEN_FOLDERS: ReadonlySet<string> = new Set(['shared', 'src-main', 'src-renderer'])

export function findBreaches(sources: ReadonlyMap<string, string>): readonly string[] {
  const imports = [...sources].flatMap(([file, source]) => importsOf(file, source))
  const isFile = (path: string): boolean => sources.has(path)
  return [...imports.flatMap((each) => [...wrongDirection(each), ...sideEntrance(each, isFile)]), ...cycles(imports)]
}

function wrongDirection({ from, to, isOurs }: Import): readonly string[] {
  const layer = LAYERS.find(({ folder }) => isWithin(from, folder))
  if (layer === undefined) return [`${from} lies in no known layer`]
  const isAllowed = isOurs ? layer.mayImport.some((folder) => isWithin(to, folder)) : layer.mayUse(to)
  return isAllowed ? [] : [`${from} may not import ${to}`]
}

/**
 * The door is that of the outermost folder the import steps into. A folder without an index.ts merely groups others, each with a door of
 * its own; it may not hold files that outsiders use.
 */
function sideEntrance({ from, to, isOurs }: Import, isFile: (path: string) => boolean): readonly string[] {
  // A style sheet or a drawing is no code: nothing can be kept behind a door in it.
  if (!isOurs || !/\.(?:ts|tsx|mjs)$/.test(to)) return []
  const entered = foldersAround(to).filter((folder) => !isWithin(from, folder) && !OPEN_FOLDERS.has(folder))
  const innermost = entered.at(-1)
  if (innermost === undefined) return []
  const door = `${entered.find((folder) => isFile(`${folder}/index.ts`)) ?? innermost}/index.ts`
  return to === door ? [] : [`${from} enters ${to} past its door ${door}`]
}

/** `a/b/c.ts` lies in `a` and `a/b`, outermost first. */
function foldersAround(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** One sentence for each way back to a file that is still being walked. */
function cycles(imports: readonly Import[]): readonly string[] {
  const targets = new Map<string, string[]>()
  for (const { from, to, isOurs } of imports) if (isOurs) targets.set(from, [...(targets.get(from) ?? []), to])
  const finished = new Set<string>()
  const found: string[] = []
  const walk = (file: string, trail: readonly string[]): void => {
    if (finished.has(file)) return
    const start = trail.indexOf(file)
    if (start >= 0) {
      found.push(`cycle: ${[...trail.slice(start), file].join(' → ')}`)
      return
    }
    for (const target of targets.get(file) ?? []) walk(target, [...trail, file])
    finished.add(file)
  }
  for (const file of targets.keys()) walk(file, [])
  return found
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`)
}
