/** Calls to the engine from inside the page, over a port of its own: what a page could ask, without knowing how it is drawn. */
import type { Page } from 'playwright-core'
import * as v from 'valibot'

const Answer = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.optional(v.unknown()) }),
  v.object({ ok: v.literal(false), error: v.object({ code: v.string() }) }),
])
export type CallerAnswer = v.InferOutput<typeof Answer>

/**
 * Runs in the page. Two who listen to one port end each other's calls, and whoever listens to a window first hears first, which is the
 * page: so the one port that is asked for here is taken where it is read, and the page does not see it.
 */
const IN_PAGE = `(async () => {
  if (window.engineCaller) return
  const waiting = new Map()
  const opened = Promise.withResolvers()
  const ports = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'ports')
  let number = 0
  let port
  let isOpen = false
  const caller = window.engineCaller = { call: (method, input) => new Promise((resolve) => {
    const i = 'test' + ++number
    waiting.set(i, resolve)
    setTimeout(() => resolve({ ok: false, error: { code: 'NO_ANSWER to ' + method } }), 20000)
    port.postMessage({ t: 'q', i, m: method, a: [input] })
  }) }
  const take = (given) => {
    Object.defineProperty(MessageEvent.prototype, 'ports', ports)
    port = given
    port.onmessage = ({ data }) => { if (data.t === 's') { waiting.get(data.i)?.(data.r); waiting.delete(data.i) } }
    // It led to an engine that has just ended.
    port.onclose = () => isOpen || expect()
    void caller.call('hello', { protocol: 1 }).then(() => { isOpen = true; opened.resolve() })
  }
  const expect = () => {
    port = undefined
    Object.defineProperty(MessageEvent.prototype, 'ports', { ...ports, get() {
      const given = ports.get.call(this)
      if (this.data?.type !== 'sarangbang-port' || given[0] === undefined) return given
      take(given[0])
      return []
    } })
    window.sarangbang.connect()
  }
  expect()
  const asking = setInterval(() => port === undefined && window.sarangbang.connect(), 1000)
  await opened.promise
  clearInterval(asking)
})()`

export async function call(page: Page, method: string, input: unknown = {}): Promise<CallerAnswer> {
  // The page is served first: until it is, the next port is its own.
  await page.locator('main:not([aria-busy])').first().waitFor()
  await page.evaluate(IN_PAGE)
  return v.parse(Answer, await page.evaluate(`window.engineCaller.call(${JSON.stringify(method)}, ${JSON.stringify(input)})`))
}

export async function ask(page: Page, method: string, input: unknown = {}): Promise<unknown> {
  const answer = await call(page, method, input)
  if (!answer.ok) throw new Error(`${method}: ${answer.error.code}`)
  return answer.value
}

/** Again after the engine was started anew. */
export async function forgetPort(page: Page): Promise<void> {
  await page.evaluate('delete window.engineCaller')
}
