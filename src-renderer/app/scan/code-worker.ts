/** Looks for a QR code in pixels, beside the page, so that the page never stands still for it. Answers each message with a text or null. */
import jsQR from 'jsqr'
import * as v from 'valibot'

const asked = v.object({ pixels: v.instance(Uint8ClampedArray), width: v.number(), height: v.number() })

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const { pixels, width, height } = v.parse(asked, data)
  // Empty is also what it makes of one picture in two hundred that has no code in it: nought is a legal word of its error correction.
  postMessage({ text: jsQR(pixels, width, height)?.data || null })
})
