/** What a page shows for a moment only: whoever looks now and then misses it on a busy computer, so the page itself watches. */
import type { Page } from 'playwright-core'

const LONGEST_MS = 30_000

/** Resolves when an element with that whole text was on the page, were it for one change of it. To be called before what makes it appear. */
export async function shown(page: Page, text: string): Promise<void> {
  const isSeen = await page.evaluate<boolean>(`new Promise((resolve) => {
    const isThere = () => document.evaluate(${JSON.stringify(`//*[normalize-space()=${JSON.stringify(text)}]`)}, document.body, null, 3).booleanValue
    const end = (is) => { observer.disconnect(); resolve(is) }
    const observer = new MutationObserver(() => isThere() && end(true))
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    setTimeout(() => end(false), ${LONGEST_MS})
    if (isThere()) end(true)
  })`)
  if (!isSeen) throw new Error(`the page never showed: ${text}`)
}
