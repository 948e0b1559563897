/**
 * Installs what the suites need of the system, where that is possible: as root on Debian. It never fails the run; whatever is still
 * missing afterwards makes the suites that need it skip with a reason.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isRoot, missingTools } from './needs.ts'

const PACKAGES = ['iproute2', 'nftables', 'iputils-ping', 'ethtool']

export function provision(): void {
  const missing = missingTools()
  if (missing.length === 0 || !isRoot() || !existsSync('/etc/debian_version')) return
  console.log(`Installing Debian packages for: ${missing.join(', ')}`)
  // A fresh container has no package lists, and old ones may name versions that are gone.
  if (!install()) {
    apt(['update'])
    install()
  }
}

function install(): boolean {
  return apt(['install', '--yes', '--no-install-recommends', ...PACKAGES])
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}
