/** What axe-core finds wrong with a page as it stands, for people who do not see it or do not use a mouse. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import * as v from 'valibot'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const result = v.object({
  violations: v.array(
    v.object({ id: v.string(), help: v.string(), nodes: v.array(v.object({ html: v.string(), target: v.array(v.unknown()) })) }),
  ),
})

/** One line a finding. Looks at everything but `without` (CSS selectors). */
export async function axeFindings(page: Page, without: readonly string[] = []): Promise<readonly string[]> {
  // Through the debugger: the page's own rules (CSP) forbid scripts from elsewhere, and stay in force.
  const session = await page.context().newCDPSession(page)
  try {
    await session.send('Runtime.evaluate', { expression: `${SOURCE};0` })
    const context = JSON.stringify({ exclude: without })
    const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] })
    const answer = await session.send('Runtime.evaluate', {
      expression: `axe.run(${without.length === 0 ? 'document' : context}, ${options}).then(({ violations }) => JSON.stringify({ violations }))`,
      awaitPromise: true,
      returnByValue: true,
    })
    if (answer.exceptionDetails !== undefined)
      throw new Error(`axe failed: ${answer.exceptionDetails.exception?.description ?? 'no reason'}`)
    const { violations } = v.parse(v.pipe(v.string(), v.parseJson(), result), answer.result.value)
    return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html.slice(0, 200)}`).join('\n')}`)
  } finally {
    await session.detach()
  }
}
