/** All pictures of one kind on one sheet, to be looked over at once: missing ones have a card that says why. */
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'

export interface Shot {
  readonly name: string
  /** Of the picture; absent: it could not be taken. */
  readonly file?: string
  readonly why?: string
}

const COLUMNS = 4
const CARD = { wide: 400, narrow: 220 } as const

export async function contactSheet(browser: Browser, shots: readonly Shot[], width: keyof typeof CARD, file: string): Promise<void> {
  const cards = shots.map(({ name, file: picture, why }) => {
    const inside =
      picture === undefined
        ? `<p>${escaped(why ?? 'missing')}</p>`
        : `<img alt="" src="data:image/png;base64,${readFileSync(picture).toString('base64')}">`
    return `<figure>${inside}<figcaption>${escaped(name)}</figcaption></figure>`
  })
  const columns = width === 'wide' ? COLUMNS : COLUMNS * 2
  const page = await browser.newPage({ viewport: { width: columns * (CARD[width] + 16) + 16, height: 800 } })
  try {
    await page.setContent(`<style>${styleOf(CARD[width])}</style>${cards.join('')}`)
    await page.screenshot({ path: file, fullPage: true })
  } finally {
    await page.close()
  }
}

function styleOf(card: number): string {
  return `body{margin:8px;background:#777;font:13px sans-serif;color:#fff;display:flex;flex-wrap:wrap}
figure{margin:8px;width:${card}px}img{width:100%;display:block}p{background:#444;margin:0;padding:12px;height:120px;overflow:hidden}figcaption{padding:4px 0}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
