/**
 * `npm run screens [-- --only NAME,…] [--language ko|en] [--width wide|narrow] [--theme light|dark]`: pictures of every screen, from real
 * engines in believable scenes, in both languages, widths and themes, into out/screens/. Also says what each page complained of and what axe
 * found. Exit code 1 when a screen could not be had or anything was found.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { isBuildFresh } from './launch/build-state.mjs'
import type { Language } from '../shared/i18n/index.ts'
import { axeFindings, launchChromium, type Look, openView } from '../test/harness/browser/index.ts'
import { build } from './electron-build.ts'
import { ALBUMS } from './screens/albums.ts'
import { moveIntoOwnNetwork } from './own-network.ts'
import { contactSheet, type Shot } from './screens/contact-sheet.ts'
import type { Played } from './screens/screen.ts'

const OUT = fileURLToPath(new URL('../out/screens/', import.meta.url))
const STEP_MS = 5_000
/** Popovers fade in, pictures decode. */
const REST_MS = 150

// The engines find each other as at home, on one Wi-Fi.
const host = moveIntoOwnNetwork()
const { values } = parseArgs({
  options: { only: { type: 'string' }, language: { type: 'string' }, width: { type: 'string' }, theme: { type: 'string' } },
})
const chosen = <T extends string>(all: readonly T[], wanted: string | undefined): readonly T[] =>
  wanted === undefined ? all : all.filter((one) => one === wanted)
const languages = chosen<Language>(['ko', 'en'], values.language)
const widths = chosen<Look['width']>(['wide', 'narrow'], values.width)
const themes = chosen<Look['theme']>(['light', 'dark'], values.theme)
const only = values.only?.split(',')
const isWanted = (name: string): boolean => only === undefined || only.some((part) => name.startsWith(part))

const findings: string[] = []
interface Sheet {
  readonly width: Look['width']
  readonly shots: Shot[]
}
const sheets = new Map<string, Sheet>()

if (!isBuildFresh() && !build()) throw new Error('the build failed')
if (only === undefined) rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })
const browser = await launchChromium()
try {
  for (const language of languages) {
    for (const album of ALBUMS.filter(({ screens }) => screens.some(isWanted))) {
      const played = await album.play({ language, ...(host !== undefined && { host }) })
      try {
        for (const name of album.screens.filter(isWanted)) {
          for (const width of widths) for (const theme of themes) await shoot(browser, played, name, { language, width, theme })
        }
      } finally {
        await played.scene.stage.close()
      }
    }
  }
  for (const [name, { shots, width }] of sheets) await contactSheet(browser, shots, width, join(OUT, `sheet-${name}.png`))
} finally {
  await browser.close()
}
writeFileSync(join(OUT, 'findings.txt'), `${findings.join('\n')}\n`)
for (const finding of findings) console.log(finding)
console.log(`${[...sheets.values()].reduce((sum, { shots }) => sum + shots.length, 0)} pictures in ${OUT}, ${findings.length} findings`)
process.exitCode = findings.length === 0 ? 0 : 1

async function shoot(window: Browser, played: Played, name: string, look: Omit<Look, 'now'>): Promise<void> {
  const variant = `${look.language}-${look.width}-${look.theme}`
  const label = `${name}-${variant}`
  const file = join(OUT, `${label}.png`)
  const sheet: Sheet = sheets.get(variant) ?? { width: look.width, shots: [] }
  sheets.set(variant, sheet)
  await played.before(name)
  const view = await openView(window, played.scene.self, { ...look, now: played.scene.stage.clock.now() })
  view.page.setDefaultTimeout(STEP_MS)
  const expected = played.expects(name)
  if (expected !== undefined) view.expectTrouble(expected)
  try {
    await played.open(name, view.page, look.width === 'narrow')
    await view.page.waitForTimeout(REST_MS)
    await view.picture(file)
    sheet.shots.push({ name, file })
    for (const found of await axeFindings(view.page)) findings.push(`${label}: ${found}`)
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    findings.push(`${label}: not there (${why})`)
    await view.picture(join(OUT, `missing-${label}.png`))
    sheet.shots.push({ name, why })
  } finally {
    for (const trouble of view.troubles()) findings.push(`${label}: ${trouble}`)
    await view.close()
  }
}
