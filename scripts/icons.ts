/**
 * Draws src-main/shell/icons/*.png from the two drawings beside them, in Chromium: run by hand when a drawing changes, the pictures are
 * committed. `icon-small.svg` is fitted to the pixels of 16 and 24, the other serves from 32 on.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const FOLDER = fileURLToPath(new URL('../src-main/shell/icons', import.meta.url))
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const LAMP_DOT = '<circle cx="12.5" cy="3.5" r="3.5" fill="#0d1113"/><circle cx="12.5" cy="3.5" r="2.75" fill="#f7b83f"/>'

const large = readFileSync(join(FOLDER, 'icon.svg'), 'utf8')
const small = readFileSync(join(FOLDER, 'icon-small.svg'), 'utf8')
const unread = small.replace('</svg>', `${LAMP_DOT}</svg>`)
const badge = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#f7b83f"/></svg>'

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage()
for (const size of APP_SIZES) await draw(size < 32 ? small : large, size, `${size}.png`)
await draw(small, 16, 'tray.png')
await draw(small, 32, 'tray@2x.png')
await draw(unread, 16, 'tray-unread.png')
await draw(unread, 32, 'tray-unread@2x.png')
await draw(badge, 16, 'badge.png')
await draw(badge, 32, 'badge@2x.png')
await browser.close()

async function draw(svg: string, size: number, name: string): Promise<void> {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  await page.screenshot({ path: join(FOLDER, name), omitBackground: true })
}
