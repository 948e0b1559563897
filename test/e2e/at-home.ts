/**
 * A test with a world of its own: houses with real engines, windows of a real browser, both gone when it ends. It fails when any page it opened has
 * complained of anything, whatever else it found; what a failed test saw last lies in out/e2e/.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { axeFindings, launchChromium, type Look, openView, type View } from '../harness/browser/index.ts'
import { type Doorstep, type DoorstepOptions, type House, Neighbourhood, type NewHouse, openDoorstep } from '../harness/houses/index.ts'

const SEEN = fileURLToPath(new URL('../../out/e2e/', import.meta.url))

export interface Home {
  readonly neighbourhood: Neighbourhood
  /** Served in a process of its own unless said otherwise. */
  openHouse(who: NewHouse): Promise<House>
  /** A house whatever its profile is: none yet, or locked. In this process. */
  openDoorstep(options?: DoorstepOptions): Promise<Doorstep>
  /** Its page, in a browser window of its own. */
  page(house: Pick<House, 'language' | 'pageUrl'>, look?: Partial<Look>): Promise<View>
  /** Fails unless axe finds nothing, by day and by night. */
  expectAccessible(view: View): Promise<void>
}

/** One for the tests of a file: what a page keeps goes with its window, and every window is its test's own. */
let browser: Promise<Browser> | undefined
afterAll(async () => (await browser)?.close())

export function itAtHome(name: string, body: (home: Home) => Promise<void>): void {
  it(name, async () => {
    const neighbourhood = new Neighbourhood()
    const views: View[] = []
    const doorsteps: Doorstep[] = []
    const home: Home = {
      neighbourhood,
      openHouse: (who) => neighbourhood.open({ runs: 'served', ...who }),
      async openDoorstep(options) {
        const doorstep = await openDoorstep(options)
        doorsteps.push(doorstep)
        return doorstep
      },
      async page(house, look) {
        const view = await openView(await (browser ??= launchChromium()), house, look)
        views.push(view)
        return view
      },
      expectAccessible,
    }
    try {
      await body(home)
      expect(views.flatMap((view) => view.troubles())).toEqual([])
    } catch (cause) {
      await keepPictures(name, views)
      throw cause
    } finally {
      await Promise.allSettled(views.map((view) => view.close()))
      await Promise.allSettled(doorsteps.map((doorstep) => doorstep.close()))
      await neighbourhood.close()
    }
  })
}

async function expectAccessible({ page, look }: View): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Colours fade over, and half-way they are neither's.
    await page.evaluate(
      'Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished))',
    )
    expect(await axeFindings(page), `axe, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: look.theme })
}

/** A page that is gone has no picture; that must not hide why the test failed. */
async function keepPictures(name: string, views: readonly View[]): Promise<void> {
  mkdirSync(SEEN, { recursive: true })
  const stem = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)
  await Promise.allSettled(views.map((view, index) => view.picture(join(SEEN, `${stem}-${index}.png`))))
}
