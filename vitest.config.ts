/**
 * The test projects. The last suffix of a file name decides where a test runs:
 *
 *   x.test.ts           unit      x.contract.test.ts  contract     x.property.test.ts  property
 *   x.sim.test.ts       sim       x.peers.test.ts     peers        x.e2e.test.ts       e2e
 *   x.electron.test.ts  electron  x.nightly.test.ts   nightly
 *   x.ui.test.tsx       ui
 *
 * `layering` reads the sources rather than running them and is told apart so that it can be reported apart. `peers` drives real processes and network namespaces, `e2e` real engines and a real browser, `electron` the window itself, so their files run one after another
 * with long time-outs; `nightly` is left out of `npm test` and belongs to `npm run nightly` alone.
 */
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { configDefaults, defineConfig } from 'vitest/config'
import { chromiumPath } from './scripts/needs.ts'

const SECOND_MS = 1_000

/** Suffixed kinds; whatever bears none of them is a unit test. Time-outs are ceilings against a hang, not expectations. */
const KINDS = {
  contract: { testTimeout: 30 * SECOND_MS },
  property: { testTimeout: 60 * SECOND_MS },
  sim: { testTimeout: 300 * SECOND_MS },
  peers: { testTimeout: 300 * SECOND_MS, hookTimeout: 120 * SECOND_MS, fileParallelism: false },
  e2e: { testTimeout: 180 * SECOND_MS, hookTimeout: 180 * SECOND_MS, fileParallelism: false, globalSetup: ['test/e2e/build.ts'] },
  electron: {
    testTimeout: 120 * SECOND_MS,
    hookTimeout: 120 * SECOND_MS,
    fileParallelism: false,
    globalSetup: ['test/electron/set-up.ts'],
  },
  nightly: { testTimeout: 3_600 * SECOND_MS, hookTimeout: 120 * SECOND_MS, fileParallelism: false },
} as const

const suffixed = Object.entries(KINDS).map(([name, settings]) => ({
  test: { name, include: [`test/**/*.${name}.test.ts`], ...settings },
}))

const layering = { test: { name: 'layering', include: ['test/layering.test.ts'] } }

/** Quiet: nothing is fetched, nothing asked on a first run, and it needs no card and no sandbox of its own. */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Parts of the page, in a real browser. */
const ui = {
  plugins: [react()],
  // Named so that none is met halfway through, which would load the page anew under a running test.
  optimizeDeps: { include: ['axe-core', 'react', 'react-dom/client', 'react/jsx-dev-runtime', 'jsqr'] },
  test: {
    name: 'ui',
    include: ['test/**/*.ui.test.tsx'],
    testTimeout: 30 * SECOND_MS,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1280, height: 800 },
      provider: playwright({ launchOptions: { executablePath: chromiumPath() ?? '', args: CHROMIUM_FLAGS } }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
}

const unit = {
  test: {
    name: 'unit',
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...layering.test.include, ...Object.keys(KINDS).map((name) => `test/**/*.${name}.test.ts`)],
    testTimeout: 20 * SECOND_MS,
  },
}

export default defineConfig({
  test: {
    projects: [layering, unit, ui, ...suffixed],
    allowOnly: process.env.CI !== 'true',
    unstubEnvs: true,
    restoreMocks: true,
  },
})
