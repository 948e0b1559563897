/**
 * Installs what the suites need of the system, where that is possible: as root on Debian. It never fails the run; whatever is still
 * missing afterwards makes the suites that need it skip with a reason.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isRoot } from './needs.ts'

/** By what they are for: a system that lacks one of a group still gets the others. */
const PACKAGES = {
  'network namespaces': ['iproute2', 'nftables', 'iputils-ping', 'ethtool', 'python3'],
  'the page in a browser': ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji'],
  'the window on a screen': [
    'xvfb',
    'xauth',
    'libgtk-3-0',
    'libnss3',
    'libasound2',
    'libgbm1',
    'libxss1',
    'libnotify4',
    'libatk-bridge2.0-0',
    'unzip',
  ],
} as const

export function provision(): void {
  if (!isRoot() || !existsSync('/etc/debian_version')) return
  let hasLists = true
  for (const [purpose, packages] of Object.entries(PACKAGES)) {
    const missing = missingPackages(packages)
    if (missing.length === 0) continue
    console.log(`Installing Debian packages for ${purpose}: ${missing.join(', ')}`)
    if (install(missing)) continue
    // A fresh container has no package lists, and old ones may name versions that are gone.
    if (hasLists) apt(['update'])
    hasLists = false
    // Releases rename packages; the rest of the group is worth having all the same.
    if (!install(missing)) for (const one of missing) install([one])
  }
}

function missingPackages(packages: readonly string[]): readonly string[] {
  return packages.filter((name) => {
    const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], { encoding: 'utf8' })
    return stdout !== 'installed'
  })
}

function install(packages: readonly string[]): boolean {
  return apt(['install', '--yes', '--no-install-recommends', ...packages])
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}
