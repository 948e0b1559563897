import { join } from 'node:path'
import { launchChromium, openView } from '../test/harness/browser/index.ts'
import { ALBUMS } from './screens/albums.ts'
import { moveIntoOwnNetwork } from './own-network.ts'
const host = moveIntoOwnNetwork()
const wanted = process.argv.slice(2)
const browser = await launchChromium()
for (const album of ALBUMS.filter(({ screens }) => screens.some((s) => wanted.includes(s)))) {
  const played = await album.play({ language: 'ko', ...(host !== undefined && { host }) })
  for (const name of album.screens.filter((s) => wanted.includes(s))) {
    for (const mode of ['forced', 'more'] as const) {
      await played.before(name)
      const view = await openView(browser, played.scene.self, {
        language: 'ko',
        width: 'wide',
        theme: mode === 'forced' ? 'dark' : 'light',
        now: played.scene.stage.clock.now(),
      } as never)
      await view.page.emulateMedia(mode === 'forced' ? { forcedColors: 'active', colorScheme: 'dark' } : { contrast: 'more' })
      try {
        await played.open(name, view.page, false)
        await view.page.waitForTimeout(300)
      } catch (e) {
        console.log(name, mode, String(e).slice(0, 200))
      }
      await view.page.screenshot({ path: join('/tmp/forced', `${name}-${mode}.png`) })
      await view.close()
    }
  }
  await played.scene.stage.close()
}
await browser.close()
process.exit(0)
