/** What the salon's counter sees: who waits for an answer, and a customer's room with receipts and the list of prices. */
import type { Page } from 'playwright-core'
import type { SalonScene } from '../../test/scenes/index.ts'
import { sendFiles } from '../../test/harness/send-files.ts'
import type { Screen, Visit } from './screen.ts'

type Seen = Visit<SalonScene>

export const SALON_SCREENS: readonly Screen<SalonScene>[] = [
  {
    name: 'salon-rooms',
    open: ({ page }) =>
      page
        .getByRole('link', { name: /^(박서연|Seoyeon)/ })
        .first()
        .waitFor(),
  },
  { name: 'salon-room', open: inRoom },
  { name: 'salon-files', open: withFiles },
]

async function inRoom({ page, go, scene }: Seen): Promise<void> {
  await go(`/rooms/${scene.rooms.seoyeon.id}`)
  await page.getByRole('feed').getByRole('article').last().waitFor()
}

async function withFiles(seen: Seen): Promise<void> {
  const { page, scene, say } = seen
  const room = scene.rooms.seoyeon.id
  const { seoyeon } = scene.people
  const before = await scene.self.ask('messages.page', { room, limit: 20 })
  if (!before.some(({ attachments }) => attachments.length > 0)) {
    await page.getByRole('navigation').first().waitFor()
    const receipts = [await receiptIn(page, '38,000'), await receiptIn(page, '125,000')]
    const pictures = receipts.map((bytes, at) => ({ name: `receipt-${at + 1}.jpg`, bytes, width: 900, height: 1200 }))
    await sendFiles(seoyeon, room, pictures, say({ ko: '지난번 영수증이에요', en: 'The receipts from last time' }))
    const prices = say({ ko: '미소헤어 10월 가격표.pdf', en: 'Miso Hair prices in October.pdf' })
    await sendFiles(scene.self, room, [{ name: prices, bytes: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(182_000)]) }])
    const link = say({ ko: '단발 참고.jpg', en: 'like this.jpg' })
    await sendFiles(seoyeon, room, [{ name: link, bytes: await receiptIn(page, '52,000'), width: 900, height: 1200 }])
    await scene.self.until('all of it is here', async () => {
      const { 0: last } = (await scene.self.ask('messages.page', { room, limit: 1 })).toReversed()
      return last?.attachments[0]?.name === link
    })
  }
  await inRoom(seen)
  await page.getByRole('feed').locator('img[src^="media/"]').nth(2).waitFor({ state: 'attached' })
}

/** A strip of paper with a sum at its foot, on a table. */
async function receiptIn(page: Page, sum: string): Promise<Uint8Array> {
  const url = await page.evaluate<string>(`(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 1200 })
    const context = canvas.getContext('2d')
    context.fillStyle = '#8a6f55'
    context.fillRect(0, 0, 900, 1200)
    context.translate(450, 600)
    context.rotate(${sum.length / 100} - 0.08)
    context.fillStyle = '#faf8f2'
    context.fillRect(-270, -500, 540, 1000)
    context.fillStyle = '#3b3a38'
    context.font = '600 44px sans-serif'
    context.fillText('MISO HAIR', -220, -410)
    for (let at = 0; at < 9; at++) {
      context.fillRect(-220, -330 + at * 70, 180 + (at * 53) % 120, 10)
      context.fillRect(140, -330 + at * 70, 80, 10)
    }
    context.font = '700 56px sans-serif'
    context.fillText(${JSON.stringify(sum)}, 0, 420)
    return canvas.toDataURL('image/jpeg', 0.8)
  })()`)
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}
