/** What a suite needs of the machine. Each answers with the reason it cannot be had, or with nothing when it is there. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Need = () => string | undefined

const NAMESPACE_TOOLS = ['ip', 'tc', 'bridge', 'nft', 'ping', 'ethtool', 'python3']
/** As the systems we know call it; another one is named by SARANGBANG_CHROMIUM. */
const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

export const networkNamespaces: Need = () => {
  if (process.platform !== 'linux') return `network namespaces need Linux, this is ${process.platform}`
  if (!isRoot()) return 'network namespaces need root'
  const missing = NAMESPACE_TOOLS.filter((tool) => pathOf(tool) === undefined)
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`
  const probe = `sarangbang-probe-${process.pid}`
  const { status, stderr } = spawnSync('ip', ['netns', 'add', probe], { encoding: 'utf8' })
  if (status !== 0) return `this system allows no network namespaces (${stderr.trim()})`
  spawnSync('ip', ['netns', 'del', probe])
  return undefined
}

/** A browser to look at the page with. */
export const chromium: Need = () => {
  const path = chromiumPath()
  if (path === undefined) return `no Chromium: none of ${CHROMIUMS.join(', ')} is installed, and SARANGBANG_CHROMIUM names none`
  const { status, error } = spawnSync(path, ['--version'], { stdio: 'ignore' })
  return status === 0 ? undefined : `${path} does not start (${error?.message ?? `exit ${status}`})`
}

/** A screen for windows: the one that is there, or a virtual one. */
export const display: Need = () => {
  if (process.platform !== 'linux' || (process.env.DISPLAY ?? '') !== '') return undefined
  const missing = ['Xvfb', 'xauth'].filter((tool) => pathOf(tool) === undefined)
  return missing.length === 0 ? undefined : `no display, and to make one there lacks: ${missing.join(', ')}`
}

/** For what needs several things; the first that lacks is the reason. */
export function all(...needs: readonly Need[]): Need {
  return () => {
    for (const need of needs) {
      const reason = need()
      if (reason !== undefined) return reason
    }
    return undefined
  }
}

export function chromiumPath(): string | undefined {
  const named = process.env.SARANGBANG_CHROMIUM
  if (named !== undefined && named !== '') return named
  for (const name of CHROMIUMS) {
    const path = pathOf(name)
    if (path !== undefined) return path
  }
  return undefined
}

function pathOf(tool: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, tool))
    .find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
