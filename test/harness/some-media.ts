/** Pictures, a film and a sound for tests, made on the spot: nothing is kept in the repository, and each is what a browser itself writes. */
import type { Page } from 'playwright-core'

/** A landscape of so many pixels, as JPEG. */
export async function jpegIn(page: Page, width: number, height: number, colour = 'seagreen'): Promise<Uint8Array> {
  return bytesOf(
    await page.evaluate<string>(`(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: ${width}, height: ${height} })
      const context = canvas.getContext('2d')
      context.fillStyle = 'skyblue'
      context.fillRect(0, 0, ${width}, ${height})
      context.fillStyle = ${JSON.stringify(colour)}
      context.fillRect(0, ${Math.round(height * 0.6)}, ${width}, ${height})
      return canvas.toDataURL('image/jpeg', 0.8)
    })()`),
  )
}

/** Some seconds of a film that counts them, as WebM. */
export async function filmIn(page: Page, seconds: number): Promise<Uint8Array> {
  return bytesOf(
    await page.evaluate<string>(`(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
      const context = canvas.getContext('2d')
      const recorder = new MediaRecorder(canvas.captureStream(15), { mimeType: 'video/webm;codecs=vp8' })
      const parts = []
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
      recorder.start(200)
      const began = performance.now()
      while (performance.now() - began < ${seconds * 1000}) {
        context.fillStyle = 'hsl(' + Math.round((performance.now() - began) / 10) + ' 60% 50%)'
        context.fillRect(0, 0, 320, 180)
        await new Promise((resolve) => setTimeout(resolve, 60))
      }
      const over = new Promise((resolve) => recorder.addEventListener('stop', resolve))
      recorder.stop()
      await over
      const reader = new FileReader()
      const read = new Promise((resolve) => reader.addEventListener('load', resolve))
      reader.readAsDataURL(new Blob(parts))
      await read
      return reader.result
    })()`),
  )
}

/** A tone of so many seconds, as WAVE. */
export function soundOf(seconds: number): Uint8Array {
  const rate = 8_000
  const count = Math.round(seconds * rate)
  const file = Buffer.alloc(44 + 2 * count)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + 2 * count, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(2 * rate, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(2 * count, 40)
  for (let at = 0; at < count; at += 1) file.writeInt16LE(Math.round(9_000 * Math.sin((2 * Math.PI * 330 * at) / rate)), 44 + 2 * at)
  return file
}

function bytesOf(dataUrl: string): Uint8Array {
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')
}
