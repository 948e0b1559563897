/** A code as it is seen, with the mark in its middle, is read back by a reader that knows nothing of how it was made. */
import jsQR from 'jsqr'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { QrPicture } from '../../src-renderer/ui/index.ts'
import { draw } from './draw.tsx'

const TEXT = `sarangbang:invite/${'a1b2c3d4'.repeat(16)}`

it.each(['light', 'dark'] as const)('the picture of a code is readable in the %s theme', async (theme) => {
  draw(<QrPicture text={TEXT} label="초대 그림" />, { theme })
  const picture = page.getByRole('img', { name: '초대 그림' })
  await expect.element(picture).toBeVisible()
  await expect.poll(() => [...document.images].every(({ complete }) => complete)).toBe(true)
  const seen = await picture.screenshot({ save: false })
  expect(read(await bitmapOf(seen))).toBe(TEXT)
})

async function bitmapOf(base64: string): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return createImageBitmap(new Blob([bytes], { type: 'image/png' }))
}

function read(bitmap: ImageBitmap): string | undefined {
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.drawImage(bitmap, 0, 0)
  return jsQR(context.getImageData(0, 0, width, height).data, width, height)?.data
}
