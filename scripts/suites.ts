/**
 * Every suite there is, in the order in which they run: the quick ones first, so that a slip is told within seconds. To add one, add a
 * row. A `command` counts as one check; a `project` is a Vitest project (vitest.config.ts) and counts its tests.
 */
import { electron } from './electron/index.ts'
import { all, chromium, display, networkNamespaces, type Need } from './needs.ts'

/** `npm run check` runs the fast ones, `npm test` also the full ones, `npm run nightly` all. */
export type Tier = 'fast' | 'full' | 'nightly'

interface SuiteBase {
  readonly name: string
  readonly tier: Tier
  readonly limitMinutes: number
  readonly needs?: Need
}

export type Suite = SuiteBase & ({ readonly command: readonly [string, ...string[]] } | { readonly project: string })

export const SUITES: readonly Suite[] = [
  { name: 'types', tier: 'fast', limitMinutes: 5, command: ['tsc', '--noEmit'] },
  { name: 'types of the page', tier: 'fast', limitMinutes: 5, command: ['tsc', '--noEmit', '-p', 'src-renderer'] },
  { name: 'lint', tier: 'fast', limitMinutes: 5, command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'layering', tier: 'fast', limitMinutes: 5, project: 'layering' },
  { name: 'formatting', tier: 'fast', limitMinutes: 5, command: ['oxfmt', '--check'] },
  { name: 'unused code', tier: 'fast', limitMinutes: 5, command: ['knip', '--no-progress'] },
  { name: 'unit', tier: 'fast', limitMinutes: 10, project: 'unit' },
  { name: 'contract', tier: 'fast', limitMinutes: 10, project: 'contract' },
  { name: 'property', tier: 'fast', limitMinutes: 10, project: 'property' },
  { name: 'build', tier: 'full', limitMinutes: 5, command: ['node', 'scripts/run.mjs', 'scripts/build.ts'] },
  { name: 'parts of the page', tier: 'full', limitMinutes: 10, project: 'ui', needs: chromium },
  { name: 'simulation', tier: 'full', limitMinutes: 30, project: 'sim' },
  { name: 'real processes', tier: 'full', limitMinutes: 60, project: 'peers', needs: networkNamespaces },
  { name: 'routers', tier: 'full', limitMinutes: 15, project: 'routers', needs: networkNamespaces },
  { name: 'page', tier: 'full', limitMinutes: 30, project: 'e2e', needs: chromium },
  { name: 'window', tier: 'full', limitMinutes: 15, project: 'electron', needs: all(display, electron) },
  { name: 'nightly', tier: 'nightly', limitMinutes: 600, project: 'nightly', needs: networkNamespaces },
]

export function suitesOf(tier: Tier): readonly Suite[] {
  const tiers: readonly Tier[] = {
    fast: ['fast'] as const,
    full: ['fast', 'full'] as const,
    nightly: ['fast', 'full', 'nightly'] as const,
  }[tier]
  return SUITES.filter((suite) => tiers.includes(suite.tier))
}
