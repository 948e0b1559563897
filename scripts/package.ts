/**
 * `npm run package`: an installable Sarangbang for this system in dist/; with `--dir` the unpacked app only. The copy of Electron that the
 * tests use cannot hold the database, so of it nothing but an unpacked app is made, and that says so.
 */
import { fileURLToPath } from 'node:url'
import { build as pack } from 'electron-builder'
import { isBuildFresh } from './launch/build-state.mjs'
import { build } from './electron-build.ts'
import { findElectronForTests } from './electron/index.ts'
import { configuration } from './package/configuration.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

process.exitCode = await main(process.argv.includes('--dir'))

async function main(isUnpacked: boolean): Promise<number> {
  const found = findElectronForTests()
  if (!found.ok) return refuse(found.code)
  if (found.value.kind === 'test-copy' && !isUnpacked) {
    return refuse(
      'only the copy of Electron for tests is here. "npx install-electron" fetches the official one; "--dir" packs with this one.',
    )
  }
  if (!isBuildFresh() && !build()) return refuse('the build failed')
  const made = await pack({ projectDir: ROOT, config: configuration(found.value), publish: 'never', ...(isUnpacked && { dir: true }) })
  for (const file of made) console.log(file)
  if (found.value.kind === 'test-copy')
    console.log(`Packed with Electron ${found.value.version}, for tests only: it cannot open a profile on disk.`)
  return 0
}

function refuse(why: string): number {
  process.stderr.write(`Nothing was packed: ${why}\n`)
  return 1
}
