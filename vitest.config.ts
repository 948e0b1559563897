/**
 * The test projects. The last suffix of a file name decides where a test runs:
 *
 *   x.test.ts           unit      x.contract.test.ts  contract     x.property.test.ts  property
 *   x.sim.test.ts       sim       x.peers.test.ts     peers        x.e2e.test.ts       e2e
 *   x.electron.test.ts  electron  x.nightly.test.ts   nightly      x.routers.test.ts   routers
 *   x.ui.test.tsx       ui
 *
 * `layering` reads the sources rather than running them and is told apart so that it can be reported apart. `peers` drives real processes in
 * network namespaces of each file's own, and `e2e` houses of each test's own and a browser; both mostly wait, so two files run at a time.
 * `routers` are such peers whose calls must cross within a moment, with no other file beside them; `electron` drives the window itself, so its
 * files run one after another. All have long time-outs; `nightly` is left out of `npm test` and belongs to `npm run nightly` alone.
 *
 * Files of the fast suites share processes (SHARING), as reading a thousand modules anew for each took longer than most of them run. That
 * none finds anything another has left is no matter of luck: test/layering.test.ts looks through all that they import.
 */
import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { configDefaults, defineConfig } from 'vitest/config'
import { COMPILE_CACHE } from './scripts/launch/build-state.mjs'
import { chromiumPath } from './scripts/needs.ts'
import { LongFirst } from './test/long-first.ts'

const SECOND_MS = 1_000

/** On a computer of two cores Vitest would use one. */
const ALL_CORES = { maxWorkers: availableParallelism() }
const SHARING = { ...ALL_CORES, isolate: false }

/** What one process has compiled of our sources, the next one finds: that is more than half of its start. */
const COMPILED = { env: { NODE_COMPILE_CACHE: COMPILE_CACHE } }

/** How long a state may take to come: a ceiling against a hang as well. Vitest's own second is a timing assert on a busy computer. */
const EXPECT = { poll: { timeout: 15 * SECOND_MS } }

/** Suffixed kinds; whatever bears none of them is a unit test. Time-outs are ceilings against a hang, not expectations. */
const KINDS = {
  contract: { testTimeout: 30 * SECOND_MS, ...SHARING },
  property: { testTimeout: 60 * SECOND_MS, ...SHARING },
  sim: { testTimeout: 300 * SECOND_MS, ...ALL_CORES },
  peers: { testTimeout: 300 * SECOND_MS, hookTimeout: 120 * SECOND_MS, maxWorkers: 2, ...COMPILED },
  routers: { testTimeout: 300 * SECOND_MS, hookTimeout: 120 * SECOND_MS, fileParallelism: false, ...COMPILED },
  e2e: { testTimeout: 180 * SECOND_MS, hookTimeout: 180 * SECOND_MS, maxWorkers: 2, globalSetup: ['test/e2e/build.ts'] },
  electron: {
    testTimeout: 120 * SECOND_MS,
    hookTimeout: 120 * SECOND_MS,
    fileParallelism: false,
    globalSetup: ['test/electron/set-up.ts'],
  },
  nightly: { testTimeout: 3_600 * SECOND_MS, hookTimeout: 120 * SECOND_MS, fileParallelism: false },
} as const

const suffixed = Object.entries(KINDS).map(([name, settings]) => ({
  test: { name, include: [`test/**/*.${name}.test.ts`], expect: EXPECT, ...settings },
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
  // A microphone that beeps, and nobody is asked whether it may be heard.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

/** Parts of the page, in a real browser. */
const ui = {
  plugins: [react()],
  // Named so that none is met halfway through, which would load the page anew under a running test.
  optimizeDeps: {
    include: ['axe-core', 'react', 'react-dom/client', 'react/jsx-dev-runtime', 'jsqr', 'htmlparser2', 'libphonenumber-js/min'],
  },
  test: {
    name: 'ui',
    include: ['test/**/*.ui.test.tsx'],
    testTimeout: 30 * SECOND_MS,
    expect: EXPECT,
    ...ALL_CORES,
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
    expect: EXPECT,
    ...SHARING,
    ...COMPILED,
  },
}

export default defineConfig({
  test: {
    projects: [layering, unit, ui, ...suffixed],
    allowOnly: process.env.CI !== 'true',
    sequence: { sequencer: LongFirst },
    unstubEnvs: true,
    restoreMocks: true,
  },
})
