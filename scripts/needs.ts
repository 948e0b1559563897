/** What a suite needs of the machine. Each answers with the reason it cannot be had, or with nothing when it is there. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Need = () => string | undefined

const NAMESPACE_TOOLS = ['ip', 'tc', 'bridge', 'nft', 'ping', 'ethtool']

export function missingTools(): readonly string[] {
  return NAMESPACE_TOOLS.filter((tool) => !isOnPath(tool))
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

export const networkNamespaces: Need = () => {
  if (process.platform !== 'linux') return `network namespaces need Linux, this is ${process.platform}`
  if (!isRoot()) return 'network namespaces need root'
  const missing = missingTools()
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`
  const probe = `sarangbang-probe-${process.pid}`
  const { status, stderr } = spawnSync('ip', ['netns', 'add', probe], { encoding: 'utf8' })
  if (status !== 0) return `this system allows no network namespaces (${stderr.trim()})`
  spawnSync('ip', ['netns', 'del', probe])
  return undefined
}

function isOnPath(tool: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
