/** The packed app: what is in it, what its Electron refuses, and that it runs and ends on its own. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, it, onTestFinished } from 'vitest'
import { aHome, environment, LOOPBACK_ONLY, ROOT } from './window.ts'

const UNPACKED = join(ROOT, 'dist', 'linux-unpacked')

it.runIf(process.platform === 'linux')(
  '[SHELL-7] packs with the Electron that is here; the app runs, can be nothing else, and ends when told',
  async () => {
    const packed = spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/package.ts', '--dir'], { cwd: ROOT, encoding: 'utf8' })
    expect(packed.status, packed.stderr).toBe(0)
    const program = join(UNPACKED, 'sarangbang-desktop')
    const fuses = await getCurrentFuseWire(program)
    for (const off of [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
    ]) {
      expect(fuses[off], FuseV1Options[off]).toBe(FuseState.DISABLE)
    }
    expect(fuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE)
    expect(fuses[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(FuseState.DISABLE)
    expect(existsSync(join(UNPACKED, 'resources', 'app'))).toBe(false)
    const native = join(UNPACKED, 'resources', 'app.asar.unpacked', 'node_modules', 'better-sqlite3-multiple-ciphers', 'prebuilds')
    expect(readdirSync(native)).toEqual([`linux-${process.arch}.node`])

    const home = aHome()
    const app = spawn(program, ['--no-sandbox', '--disable-gpu', '--ephemeral', ...LOOPBACK_ONLY], {
      env: { ...environment(home), ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require=/nowhere.js' },
      stdio: 'ignore',
    })
    onTestFinished(() => void app.kill('SIGKILL'))
    const guests = () => readdirSync('/tmp').filter((name) => name.startsWith(`sarangbang-guest-${app.pid}-`))
    await expect.poll(guests, { timeout: 20_000 }).toHaveLength(1)
    const [guest = ''] = guests()
    // The engine's door is open: the app in the archive found its engine and started it.
    await expect.poll(() => existsSync(join('/tmp', guest, 'window', 'Preferences')), { timeout: 20_000 }).toBe(true)
    const ended = once(app, 'exit')
    app.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  },
)
