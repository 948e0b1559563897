/**
 * A page of a house in a browser, watched from its first moment: whatever it complains of (console errors and warnings, exceptions, requests
 * that fail) is a trouble, and a test that ends with one has failed. A trouble that is the point of a test is expected by name.
 */
import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import type { House } from '../houses/index.ts'
import { contextOf, type Look, USUAL } from './look.ts'

export interface View {
  readonly page: Page
  readonly look: Look
  /** What the page complained of so far and nobody expected. */
  troubles(): readonly string[]
  /** From now on this is no trouble. */
  expectTrouble(what: RegExp): void
  /** As the person sees it, when nothing moves any more. */
  picture(file: string): Promise<void>
  close(): Promise<void>
}

/** Opens the page of a house with its one-time address; `before` it goes there. */
export async function openView(
  browser: Browser,
  house: Pick<House, 'language' | 'pageUrl'>,
  look: Partial<Look> = {},
  before?: (page: Page) => Promise<void>,
): Promise<View> {
  const view = await emptyView(browser, { ...USUAL, language: house.language, ...look })
  await before?.(view.page)
  await view.page.goto(house.pageUrl())
  return view
}

async function emptyView(browser: Browser, look: Look): Promise<View> {
  const context = await browser.newContext(contextOf(look))
  const page = await context.newPage()
  if (look.now !== undefined) await page.clock.setFixedTime(look.now)
  const expected: RegExp[] = []
  const troubles = watch(context)
  return {
    page,
    look,
    troubles: () => troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble))),
    expectTrouble: (what) => void expected.push(what),
    async picture(file) {
      await page.evaluate('document.fonts.ready.then(() => undefined)')
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
    },
    close: () => context.close(),
  }
}

const COMPLAINTS: readonly string[] = ['error', 'warning', 'assert']

function watch(context: BrowserContext): readonly string[] {
  const troubles: string[] = []
  const complained = (message: ConsoleMessage): void => {
    if (COMPLAINTS.includes(message.type()))
      troubles.push(`console ${message.type()}: ${firstLines(message.text())} (${message.location().url})`)
  }
  context.on('console', complained)
  context.on('weberror', (error) => troubles.push(`exception: ${error.error().message}`))
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason'
    // A player that is told to go elsewhere lets go of the bytes it had asked for.
    if (reason === 'net::ERR_ABORTED' && request.resourceType() === 'media') return
    troubles.push(`request failed: ${request.url()} (${reason})`)
  })
  context.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`answered ${response.status()}: ${response.url()}`)
  })
  return troubles
}

/** A stack of minified code tells nobody anything. */
function firstLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .slice(0, 5)
    .join(' ')
}
