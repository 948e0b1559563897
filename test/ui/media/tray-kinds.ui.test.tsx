/** What the tray makes of films, sounds, folders and voices, and what of them is sent. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { page } from 'vitest/browser'
import { MEDIA } from '../../../shared/limits.ts'
import { createPicturePreparer } from '../../../src-renderer/app/pictures/index.ts'
import { createTray, sentOf, type Tray, TrayStrip, voiceItem } from '../../../src-renderer/app/tray/index.ts'
import { sampleCanvas } from '../../../src-renderer/gallery/sections/samples.ts'
import { draw } from '../draw.tsx'

function aTray(): Tray {
  const preparer = createPicturePreparer()
  onTestFinished(() => preparer.close())
  return createTray(preparer)
}

const kinds = (tray: Tray) => tray.store.getState().items.map(({ state }) => state.kind)
const sent = (tray: Tray) => tray.store.getState().items.map(sentOf)

/** A second of a moving drawing, as the browser records it. */
async function aFilm(width: number, height: number): Promise<File> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' })
  const pieces: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => void pieces.push(data))
  const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve))
  recorder.start()
  for (let at = 0; at < 20; at++) {
    if (context !== null) {
      context.fillStyle = `hsl(${at * 18} 60% 50%)`
      context.fillRect(0, 0, width, height)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  recorder.stop()
  await ended
  return new File(pieces, '눈 오는 날.webm', { type: 'video/webm' })
}

/** Half a second of a tone: a WAV file, written by hand. */
function aSound(): File {
  const samples = 4_000
  const view = new DataView(new ArrayBuffer(44 + samples))
  const text = (at: number, letters: string) => [...letters].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)))
  text(0, 'RIFF')
  view.setUint32(4, 36 + samples, true)
  text(8, 'WAVEfmt ')
  for (const [at, value] of [
    [16, 16],
    [24, 8_000],
    [28, 8_000],
    [40, samples],
  ] as const)
    view.setUint32(at, value, true)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    view.setUint16(at, value, true)
  text(36, 'data')
  for (let at = 0; at < samples; at++) view.setUint8(44 + at, 128 + Math.round(60 * Math.sin(at / 6)))
  return new File([view.buffer], '종소리.wav', { type: 'audio/wav' })
}

async function aPicture(name: string, type: string, width: number): Promise<File> {
  const { promise, resolve } = Promise.withResolvers<Blob | null>()
  sampleCanvas(width, Math.round(width / 2), 0).toBlob(resolve, type, 0.95)
  return new File([(await promise) ?? ''], name, { type })
}

describe('the tray', () => {
  it('knows of a film how large it is, and gives a picture out of it', async () => {
    const tray = aTray()
    tray.add([await aFilm(320, 180)])
    draw(<TrayStrip tray={tray} onEmpty={() => undefined} />)
    await expect.poll(() => kinds(tray), { timeout: 20_000 }).toEqual(['film'])
    const [film] = sent(tray)
    expect(film).toMatchObject({ name: '눈 오는 날.webm', facts: { width: 320, height: 180 } })
    expect(film?.facts.preview?.type).toBe('image/webp')
    expect(film?.facts.preview?.size).toBeLessThanOrEqual(MEDIA.PREVIEW_BYTES)
    await expect.element(page.getByText(/영상에는 찍은 곳이|A video may tell/)).toBeVisible()
  })

  it('knows of a sound how long it is, and takes what only calls itself a film for a file', async () => {
    const tray = aTray()
    tray.add([aSound(), new File(['<script>alert(1)</script>'], '영화.mp4', { type: 'video/mp4' })])
    await expect.poll(() => kinds(tray), { timeout: 20_000 }).toEqual(['film', 'file'])
    expect(sent(tray)[0]?.facts).toEqual({ durationMs: 500 })
    expect(sent(tray)[1]?.facts).toEqual({})
  })

  it('sizes all pictures at once, and names each by what it has become', async () => {
    const tray = aTray()
    tray.add([
      await aPicture('바다.jpeg', 'image/jpeg', 3000),
      await aPicture('화면.png', 'image/png', 3000),
      await aPicture('산.JPG', 'image/jpeg', 64),
    ])
    draw(<TrayStrip tray={tray} onEmpty={() => undefined} />)
    await expect.poll(() => kinds(tray), { timeout: 20_000 }).toEqual(['picture', 'picture', 'picture'])
    expect(sent(tray).map(({ name, facts }) => [name, facts.width])).toEqual([
      ['바다.jpeg', 2048],
      ['화면.webp', 2048],
      ['산.JPG', 64],
    ])
    await page.getByRole('button', { name: /^(크기: 보통|Size: Normal)/ }).click()
    await page.getByRole('menuitemradio', { name: /^(원본 그대로|The file as it is)/ }).click()
    expect(sent(tray).map(({ name, facts }) => [name, facts.width])).toEqual([
      ['바다.jpeg', 3000],
      ['화면.png', 3000],
      ['산.JPG', 64],
    ])
    await expect.element(page.getByText(/찍은 기기와 시각이|by what and when/)).toBeVisible()
  })

  it('gives all that one message holds, and takes back in front what was not sent', () => {
    const tray = aTray()
    const files = Array.from({ length: MEDIA.REFERENCES }, (_, index) => new File(['x'], `${index}.txt`))
    tray.add(files)
    const taken = tray.take()
    expect(taken).toHaveLength(MEDIA.REFERENCES)
    expect(kinds(tray)).toEqual([])
    tray.add([new File(['y'], '나중.txt'), { name: '여행', path: '/home/jiwoo/여행' }])
    tray.putBack(taken)
    expect(tray.store.getState().items.at(-1)).toMatchObject({ name: '여행', state: { kind: 'folder' } })
    expect(tray.take().map(({ name }) => name)).toEqual(files.map(({ name }) => name))
    expect(tray.store.getState().items.map(({ name }) => name)).toEqual(['나중.txt', '여행'])
  })

  it('sends a voice with its bars, and shows it with its length', async () => {
    const tray = aTray()
    const blob = new Blob(['sound'], { type: 'audio/webm' })
    tray.putBack([voiceItem({ blob, durationMs: 61_400.4, bars: Uint8Array.of(0, 128, 255) }, '음성.webm')])
    draw(<TrayStrip tray={tray} onEmpty={() => undefined} />)
    await expect.element(page.getByText('1:01')).toBeVisible()
    expect(sent(tray)[0]?.facts).toEqual({ durationMs: 61_400, waveform: Uint8Array.of(0, 128, 255), isVoice: true })
  })
})
