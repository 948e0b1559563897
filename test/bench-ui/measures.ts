/** What a person waits for, one function a measurement. Milliseconds unless said otherwise. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import * as v from 'valibot'
import { openView, type View } from '../harness/browser/index.ts'
import { IN_PAGE } from './in-page.ts'
import type { World } from './world.ts'

const PAGE = fileURLToPath(new URL('../../out/renderer/', import.meta.url))
const REST_MS = 600
const NOTHING_NEW_MS = 2_000

export interface Opened {
  readonly view: View
  /** From the start of the engine's process until the list of rooms can be clicked. */
  readonly usableMs: number
  /** Of all scripts, styles and documents loaded by then. */
  readonly gzipBytes: number
  readonly fontBytes: number
}

/** The house must be dark. An empty tab is there already, as in a browser that somebody has open. */
export async function measureStart(browser: Browser, world: World): Promise<Opened> {
  const files: string[] = []
  let began = 0
  const view = await openView(browser, world.self, {}, async (page) => {
    await page.addInitScript({ content: IN_PAGE })
    page.on('response', (response) => files.push(new URL(response.url()).pathname))
    began = performance.now()
    await world.self.start()
  })
  await roomLink(view.page, world.long.name).click({ trial: true })
  const usableMs = performance.now() - began
  const isFont = (file: string): boolean => file.endsWith('.woff2')
  const paths = files.map((file) => join(PAGE, file === '/' ? 'index.html' : file))
  return {
    view,
    usableMs,
    gzipBytes: sum(paths.filter((file) => !isFont(file)).map((file) => gzipSync(readFileSync(file), { level: 9 }).length)),
    fontBytes: sum(paths.filter(isFont).map((file) => readFileSync(file).length)),
  }
}

/** From the click until the newest messages are painted. */
export async function measureOpenRoom(page: Page, from: string, to: string): Promise<number> {
  await roomLink(page, from).click()
  await page.waitForTimeout(REST_MS)
  const heading = JSON.stringify(to)
  await arm(page, 'click', `(() => bench.feed()?.getAttribute('aria-label')?.includes(${heading}) && bench.articles().length > 3)`)
  await roomLink(page, to).click()
  return taken(page)
}

const scrolled = v.object({ gaps: v.array(v.number()), blank: v.number() })

export interface Scrolled {
  readonly worstMs: number
  readonly longFrames: number
  readonly blankFrames: number
}

export async function measureScroll(page: Page, frames: number, pxPerFrame: number): Promise<Scrolled> {
  const { gaps, blank } = v.parse(scrolled, await page.evaluate(`bench.scroll(${frames}, ${pxPerFrame})`))
  return { worstMs: Math.max(...gaps), longFrames: gaps.filter((gap) => gap > LONG_FRAME_MS).length, blankFrames: blank }
}

const LONG_FRAME_MS = 50

/** From the Enter key until the own bubble is painted. */
export async function measureSend(page: Page, text: string): Promise<number> {
  await page.getByRole('textbox', { name: /보내기/ }).fill(text)
  await page.waitForTimeout(REST_MS)
  await arm(page, 'keydown', `(() => bench.shows(${JSON.stringify(text)}))`)
  await page.keyboard.press('Enter')
  return taken(page)
}

/** From the moment the other side writes until it is painted here: their disk, the network, our disk and the page. */
export async function measureIncoming(page: Page, world: World, text: string): Promise<number> {
  await page.waitForTimeout(REST_MS)
  const painted = page.evaluate(`bench.painted(() => bench.shows(${JSON.stringify(text)})).then((at) => performance.timeOrigin + at)`)
  const began = performance.timeOrigin + performance.now()
  await world.other.ask('messages.send', { room: world.long.room, texts: [text] })
  return v.parse(v.number(), await painted) - began
}

/** From a key until what it finds is painted. */
export async function measureSearch(page: Page, keys: readonly string[]): Promise<readonly number[]> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox')
  await field.waitFor()
  const times: number[] = []
  let typed = ''
  for (const key of keys) {
    typed += key
    // Options of this very text: those of the one before may still stand there.
    await page.evaluate(`globalThis.optionsBefore = document.querySelector('[role=listbox]')?.textContent`)
    await arm(
      page,
      'input',
      `(() => document.querySelectorAll('[role=option]').length > 0 && document.querySelector('[role=listbox]').textContent !== globalThis.optionsBefore)`,
    )
    await field.pressSequentially(key)
    // A key after which the same is found paints nothing: there is nothing to wait for.
    const time = await takenWithin(page, NOTHING_NEW_MS)
    if (time !== undefined) times.push(time)
    await page.waitForTimeout(REST_MS)
  }
  // The first empties the field, the second closes.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
  if (times.length === 0) throw new Error('no key found anything new')
  return times
}

/** What the page's process holds for itself, after it was told to throw away what it does not need. Bytes. */
export async function measureMemory(browser: Browser, page: Page): Promise<{ readonly heap: number; readonly process: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN
  await session.detach()
  const system = await browser.newBrowserCDPSession()
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  await system.detach()
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => proportionalSize(id))
  return { heap, process: Math.max(...renderers) }
}

/** Walks through rooms as a person would. */
export async function visit(page: Page, rooms: readonly string[]): Promise<void> {
  for (const room of rooms) {
    await roomLink(page, room).click()
    await page.waitForTimeout(REST_MS)
  }
}

function roomLink(page: Page, name: string) {
  return page.getByRole('link', { name: new RegExp(`^${name}`) }).first()
}

async function arm(page: Page, event: string, holds: string): Promise<void> {
  await page.evaluate(`bench.arm(${JSON.stringify(event)}, ${holds})`)
}

async function taken(page: Page): Promise<number> {
  return v.parse(v.number(), await page.evaluate('bench.result'))
}

async function takenWithin(page: Page, limitMs: number): Promise<number | undefined> {
  const late = `new Promise((resolve) => setTimeout(() => resolve(null), ${limitMs}))`
  return v.parse(v.nullable(v.number()), await page.evaluate(`Promise.race([bench.result, ${late}])`)) ?? undefined
}

function proportionalSize(pid: number): number {
  const found = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
  return found?.[1] === undefined ? Number.NaN : Number(found[1]) * 1_024
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
