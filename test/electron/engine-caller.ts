/** Calls to the engine from inside the page, over a port of its own: what a page could ask, without knowing how it is drawn. */
import type { Page } from 'playwright-core'
import * as v from 'valibot'

const Answer = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.optional(v.unknown()) }),
  v.object({ ok: v.literal(false), error: v.object({ code: v.string() }) }),
])
export type CallerAnswer = v.InferOutput<typeof Answer>

/** Runs in the page. Takes the port that it asks for itself; all others are the page's own. */
const IN_PAGE = `(async () => {
  if (window.engineCaller) return
  const waiting = new Map()
  const opened = Promise.withResolvers()
  let number = 0
  let port
  let isExpecting = true
  let isOpen = false
  const caller = window.engineCaller = { call: (method, input) => new Promise((resolve) => {
    const i = 'test' + ++number
    waiting.set(i, resolve)
    setTimeout(() => resolve({ ok: false, error: { code: 'NO_ANSWER to ' + method } }), 20000)
    port.postMessage({ t: 'q', i, m: method, a: [input] })
  }) }
  addEventListener('message', (event) => {
    if (!isExpecting || event.data?.type !== 'sarangbang-port' || event.ports[0] === undefined) return
    event.stopImmediatePropagation()
    isExpecting = false
    port = event.ports[0]
    port.onmessage = ({ data }) => { if (data.t === 's') { waiting.get(data.i)?.(data.r); waiting.delete(data.i) } }
    void caller.call('hello', { protocol: 1 }).then(() => { isOpen = true; opened.resolve() })
    // A port may go to an engine that has just ended: as the page itself does, ask for another.
    setTimeout(() => { isExpecting ||= !isOpen }, 3000)
  }, { capture: true })
  const asking = setInterval(() => isExpecting && window.sarangbang.connect(), 1000)
  window.sarangbang.connect()
  await opened.promise
  clearInterval(asking)
  isExpecting = false
})()`

export async function call(page: Page, method: string, input: unknown = {}): Promise<CallerAnswer> {
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
