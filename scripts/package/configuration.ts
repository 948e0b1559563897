/**
 * What an installed Sarangbang consists of: the build in out/, the one native module, pictures, and an Electron whose fuses let it be
 * nothing but this app. Everything else of node_modules is in the build already.
 */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Configuration } from 'electron-builder'
import type { FoundElectron } from '../electron/index.ts'

const NATIVE = 'node_modules/better-sqlite3-multiple-ciphers'
const ICONS = 'src-main/shell/icons'

export function configuration(electron: FoundElectron): Configuration {
  return {
    appId: 'kr.sarangbang.desktop',
    productName: 'Sarangbang',
    copyright: 'Sarangbang contributors, Apache-2.0',
    directories: { output: 'dist' },
    electronVersion: electron.version,
    // An official folder may come with the packager's own download as well; a found one is always used as it is.
    electronDist: electron.folder,
    npmRebuild: false,
    buildDependenciesFromSource: false,
    publish: null,
    files: [
      'package.json',
      'out/**',
      '!out/artifacts/**',
      '!out/compile-cache/**',
      '!out/**/*.map',
      '!node_modules/**',
      `${NATIVE}/package.json`,
      `${NATIVE}/lib/**`,
      `${NATIVE}/prebuilds/\${platform}-\${arch}*/**`,
      `${NATIVE}/prebuilds/\${platform}-\${arch}*`,
    ],
    asar: true,
    asarUnpack: ['**/*.node'],
    extraResources: [{ from: '.', to: 'licences', filter: ['LICENSE', 'docs/decisions/dependencies.md'] }],
    protocols: [{ name: 'Sarangbang', schemes: ['sarangbang'] }],
    electronLanguages: ['ko', 'en', 'en-US'],
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    },
    // The copy of Electron for tests has an app of its own in the place of Electron's default one.
    afterPack: ({ appOutDir }) => {
      const left = join(appOutDir, 'resources', 'app')
      if (existsSync(left)) rmSync(left, { recursive: true })
      return Promise.resolve()
    },
    linux: {
      executableName: 'sarangbang-desktop',
      target: ['AppImage', 'deb'],
      category: 'Network;InstantMessaging',
      icon: ICONS,
      synopsis: 'The room that stays open when the usual one burns',
      maintainer: 'Sarangbang contributors',
      desktop: { entry: { Name: 'Sarangbang', 'Name[ko]': '사랑방', StartupWMClass: 'Sarangbang' } },
    },
    mac: { target: ['dmg'], category: 'public.app-category.social-networking', icon: `${ICONS}/1024.png`, darkModeSupport: true },
    win: { target: ['nsis'], icon: `${ICONS}/256.png` },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  }
}
