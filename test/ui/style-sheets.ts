/** The style sheets of the page as text, without their comments, and what the tokens in them are. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const TOKENS = 'src-renderer/ui/tokens.css'

export function styleSheets(): ReadonlyMap<string, string> {
  const files = globSync('src-renderer/**/*.css', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'))
  return new Map(files.map((file) => [file, readFileSync(`${ROOT}/${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')]))
}

/** Day and night of every colour token, as hex; the first definition counts, later ones belong to more contrast. */
export function colourTokens(css: string): ReadonlyMap<string, readonly [day: string, night: string]> {
  const tokens = new Map<string, readonly [string, string]>()
  for (const [, name = '', day = '', night = ''] of css.matchAll(/--([\w-]+):\s*light-dark\((#\w+),\s*(#\w+)\)/g)) {
    if (!tokens.has(name)) tokens.set(name, [day, night])
  }
  for (const [, name = '', both = ''] of css.matchAll(/--([\w-]+):\s*(#\w{6,8});/g)) if (!tokens.has(name)) tokens.set(name, [both, both])
  return tokens
}
