/** Colours stand in tokens.css alone; every token and every class that is used is there. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { globSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { styleSheets, TOKENS } from './style-sheets.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const sheets = styleSheets()
const parts = [...sheets].filter(([file]) => file !== TOKENS)

/** A hex, a colour function with figures in it, or a name. `color-mix` and `light-dark` only mix what they are given. */
const HEX = /#[\da-f]{3,8}\b/gi
const FUNCTION = /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/gi
/** Not `transparent` and `currentcolor`, nor the colours of the system, which forced colours are made of. */
const NAMES =
  'aqua beige black blue brown coral crimson cyan darkgray fuchsia gold gray green grey indigo ivory khaki lavender lightgray lime magenta maroon navy olive orange orchid pink plum purple red salmon silver tan teal tomato turquoise violet wheat white yellow'.split(
    ' ',
  )
const NAMED = new RegExp(`(?<![\\w-])(?:${NAMES.join('|')})(?![\\w-])`, 'gi')

function rawColours(css: string): readonly string[] {
  const values = [...css.matchAll(/[\w-]+\s*:\s*([^;{}]+);/g)].map(([, value = '']) => value.replace(/(['"]).*?\1/g, ''))
  return values.flatMap((value) => [HEX, FUNCTION, NAMED].flatMap((pattern) => value.match(pattern) ?? []))
}

describe('the search for raw colours', () => {
  it.each(['color: #fff;', 'background: rgb(0 0 0);', 'border: 1px solid white;', 'fill: oklch(0.5 0.1 20);'])('finds %s', (css) => {
    expect(rawColours(`.a { ${css} }`)).toHaveLength(1)
  })

  it.each([
    'color: var(--text-1);',
    'white-space: nowrap;',
    'color: CanvasText;',
    'background: color-mix(in oklab, var(--pine) 8%, transparent);',
  ])('lets pass %s', (css) => {
    expect(rawColours(`.a { ${css} }`)).toEqual([])
  })
})

describe('the style sheets', () => {
  it('are found', () => expect(parts.length).toBeGreaterThan(20))

  it.each(parts)('of %s hold no raw colour', (_file, css) => {
    expect(rawColours(css)).toEqual([])
  })

  it('use only tokens that are there', () => {
    const known = new Set([...sheets.values()].flatMap((css) => [...css.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name)))
    for (const source of sources().values()) {
      for (const [, name] of source.matchAll(/setProperty\(\s*'(--[\w-]+)'/g)) known.add(name)
      for (const [, name] of source.matchAll(/'(--[\w-]+)'\s*(?:as string\s*)?\]?\s*:/g)) known.add(name)
    }
    const unknown = [...sheets].flatMap(([file, css]) =>
      // With a stand-in (`var(--x, 0)`) it may be missing; Base UI sets its own on what floats.
      [...css.matchAll(/var\((--[\w-]+)\)/g)]
        .filter(([, name = '']) => !known.has(name) && !FROM_BASE_UI.has(name))
        .map(([, name]) => `${file}: ${name}`),
    )
    expect(unknown).toEqual([])
  })

  it('have every class that the parts ask for', () => {
    const missing = [...sources()].flatMap(([file, source]) =>
      [...source.matchAll(/import (\w+) from '(\.[^']*\.module\.css)'/g)].flatMap(([, name = '', path = '']) => {
        const css = sheets.get(posix.join(posix.dirname(file), path)) ?? ''
        const classes = new Set([...css.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, known]) => known))
        const asked = [...source.matchAll(new RegExp(`(?<![\\w/.-])${name}\\.(\\w+)`, 'g'))].map(([, wanted]) => wanted)
        return asked.filter((wanted) => !classes.has(wanted)).map((wanted) => `${file}: .${wanted}`)
      }),
    )
    expect(missing).toEqual([])
  })
})

const FROM_BASE_UI = new Set(['--available-height', '--available-width', '--anchor-width', '--transform-origin'])

function sources(): ReadonlyMap<string, string> {
  const files = globSync('src-renderer/**/*.{ts,tsx}', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'))
  return new Map(files.map((file) => [file, readFileSync(`${ROOT}/${file}`, 'utf8')]))
}
