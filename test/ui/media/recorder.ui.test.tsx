/** Voice notes from Chromium's own false microphone, which beeps: recorded, listened to, sent, thrown away; and every way to have none. */
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { MEDIA, RESOURCE } from '../../../shared/limits.ts'
import { MicrophoneButton, Recorder, startRecording, type VoiceRecord } from '../../../src-renderer/app/recorder/index.ts'
import { barsOf, barsOfLevels } from '../../../src-renderer/app/recorder/waveform.ts'
import { draw } from '../draw.tsx'

type Hold = Parameters<typeof Recorder>[0]['hold']

interface Acts {
  readonly onSend: (record: VoiceRecord) => void
  readonly onClose: () => void
  readonly onFiles: (files: Iterable<File>) => void
}

function Room(acts: Acts) {
  const [press, setPress] = useState<{ readonly hold: Hold }>()
  if (press === undefined) return <MicrophoneButton onStart={(hold) => setPress({ hold })} />
  return (
    <Recorder
      hold={press.hold}
      {...acts}
      onClose={() => {
        acts.onClose()
        setPress(undefined)
      }}
    />
  )
}

function spies() {
  return {
    onSend: vi.fn<(record: VoiceRecord) => void>(),
    onClose: vi.fn<() => void>(),
    onFiles: vi.fn<(files: Iterable<File>) => void>(),
  }
}

const button = (name: RegExp) => page.getByRole('button', { name })
const microphone = () => button(/음성 녹음|Record a voice note/)
const stop = () => button(/그만 녹음하기|^Stop$/)
const send = () => button(/^(보내기|Send)$/)
const seconds = () => Number(document.querySelector('[role=timer]')?.textContent?.split(':')[1] ?? '0')
async function reached(wanted: number): Promise<void> {
  await expect.poll(seconds, { timeout: 20_000 }).toBeGreaterThanOrEqual(wanted)
}

/** Whoever opens the microphone lets it go again. */
const opened: MediaStream[] = []
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
function watchMicrophone() {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (wanted) => {
    const stream = await real(wanted)
    opened.push(stream)
    return stream
  })
}
const isLetGo = () => opened.every((stream) => stream.getTracks().every(({ readyState }) => readyState === 'ended'))

afterEach(() => {
  if (!isLetGo()) throw new Error('a microphone is still open')
  opened.length = 0
  vi.restoreAllMocks()
})

describe('the recorder', () => {
  it('records by a key, is listened to, and is sent as Opus with bars of the sound', async () => {
    watchMicrophone()
    const acts = spies()
    draw(<Room {...acts} />)
    await expect.element(microphone()).toBeVisible()
    await userEvent.keyboard('{Tab}{Enter}')
    await expect.element(page.getByRole('timer')).toBeVisible()
    await reached(2)
    await stop().click()
    await expect.element(page.getByRole('slider')).toBeVisible()
    expect(isLetGo()).toBe(true)
    await button(/^(듣기|Play)$/).click()
    await expect.poll(() => Number(page.getByRole('slider').element().getAttribute('aria-valuenow'))).toBeGreaterThan(0)
    await send().click()
    await expect.poll(() => acts.onSend.mock.calls.length).toBe(1)
    const [record] = acts.onSend.mock.calls[0] ?? []
    if (record === undefined) throw new Error('no record')
    expect(record.blob.type).toMatch(/opus/)
    expect(new Uint8Array(await record.blob.slice(0, 4).arrayBuffer())).toEqual(Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3))
    expect(record.durationMs).toBeGreaterThanOrEqual(1_500)
    expect(record.bars.length).toBeLessThanOrEqual(MEDIA.WAVEFORM_BARS)
    // It beeps once a second, and is silent between.
    expect(Math.max(...record.bars)).toBe(255)
    expect(Math.min(...record.bars)).toBeLessThan(64)
    await expect.element(microphone()).toBeVisible()
  })

  it('sends at once when a held button is let go', async () => {
    watchMicrophone()
    const acts = spies()
    draw(<Room {...acts} />)
    await expect.element(microphone()).toBeVisible()
    const point = { pointerId: 1, clientX: 20, clientY: 20, button: 0, bubbles: true, isPrimary: true }
    microphone().element().dispatchEvent(new PointerEvent('pointerdown', point))
    await expect.element(page.getByText(/놓으면 보내고|Let go to send/)).toBeVisible()
    await reached(1)
    dispatchEvent(new PointerEvent('pointerup', point))
    await expect.poll(() => acts.onSend.mock.calls.length).toBe(1)
    expect(acts.onClose).toHaveBeenCalledOnce()
  })

  it('throws away what is pulled away, and goes on with free hands after a tap', async () => {
    watchMicrophone()
    const acts = spies()
    draw(<Room {...acts} />)
    await expect.element(microphone()).toBeVisible()
    const point = { pointerId: 1, clientX: 20, clientY: 20, button: 0, bubbles: true, isPrimary: true }
    microphone().element().dispatchEvent(new PointerEvent('pointerdown', point))
    await expect.element(page.getByRole('timer')).toBeVisible()
    dispatchEvent(new PointerEvent('pointermove', { ...point, clientX: 200 }))
    await expect.element(page.getByText(/놓으면 버려요|Let go to throw away/)).toBeVisible()
    dispatchEvent(new PointerEvent('pointerup', { ...point, clientX: 200 }))
    await expect.element(microphone()).toBeVisible()
    expect(acts.onSend).not.toHaveBeenCalled()
    await microphone().click()
    await expect.element(stop()).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(microphone()).toBeVisible()
  })

  it('asks by Esc only after three seconds', async () => {
    watchMicrophone()
    const acts = spies()
    draw(<Room {...acts} />)
    await microphone().click()
    await reached(1)
    await userEvent.keyboard('{Escape}')
    await expect.element(microphone()).toBeVisible()
    expect(acts.onClose).toHaveBeenCalledOnce()

    await microphone().click()
    await reached(4)
    await userEvent.keyboard('{Escape}')
    const question = page.getByRole('alertdialog')
    await expect.element(question).toBeVisible()
    await button(/그대로 두기|Keep it/).click()
    await expect.element(question).not.toBeInTheDocument()
    await expect.element(page.getByRole('group')).toHaveFocus()
    // It went on meanwhile.
    await expect.element(page.getByRole('timer')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /버리기|Throw away/ })
      .click()
    await expect.element(microphone()).toBeVisible()
    expect(acts.onSend).not.toHaveBeenCalled()
  })

  it('ends by itself when it is full, and what was said is there', async () => {
    watchMicrophone()
    const recording = startRecording(700)
    await expect.poll(() => recording.store.getState().kind, { timeout: 15_000 }).toBe('done')
    expect(recording.store.getState()).toMatchObject({ why: 'full', record: { durationMs: 700 } })
    expect(RESOURCE.VOICE_NOTE_MS).toBe(15 * 60_000)
  })

  it('keeps what came before the microphone was pulled out', async () => {
    watchMicrophone()
    const recording = startRecording()
    await expect.poll(() => recording.store.getState(), { timeout: 15_000 }).toMatchObject({ kind: 'recording' })
    await expect
      .poll(() => {
        const state = recording.store.getState()
        return state.kind === 'recording' ? state.ms : 0
      })
      .toBeGreaterThan(500)
    for (const track of opened[0]?.getTracks() ?? []) track.stop()
    await expect.poll(() => recording.store.getState(), { timeout: 15_000 }).toMatchObject({ kind: 'done', why: 'broke' })
  })
})

describe('without a microphone', () => {
  it.each([
    ['NotAllowedError', /마이크를\s쓸\s수|isn’t\sallowed/],
    ['NotFoundError', /마이크가\s없어요|There\sis\sno/],
    ['NotReadableError', /다른\s프로그램이|Another\sprogram/],
  ])('because of %s it says so in words, and can be tried again', async (name, words) => {
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValueOnce(new DOMException('', name))
    draw(<Room {...spies()} />)
    await microphone().click()
    await expect.poll(() => document.querySelector('[role=alert]')?.textContent).toMatch(words)
    watchMicrophone()
    await button(/다시 해 보기|Try again/).click()
    await expect.element(page.getByRole('timer')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(microphone()).toBeVisible()
  })

  it('on a page over plain http it offers a sound that was recorded elsewhere', async () => {
    vi.spyOn(navigator, 'mediaDevices', 'get').mockReturnValue(undefined as never)
    vi.spyOn(window, 'isSecureContext', 'get').mockReturnValue(false)
    draw(<Room {...spies()} />)
    await microphone().click()
    await expect.poll(() => document.querySelector('[role=alert]')?.textContent).toMatch(/휴대폰\s녹음기로|phone’s\sown\srecorder/)
    await expect.element(button(/다시 해 보기|Try again/)).not.toBeInTheDocument()
    await expect.element(button(/소리 파일 고르기|Choose a sound/)).toBeVisible()
    await button(/^(닫기|Close)$/).click()
    await expect.element(microphone()).toBeVisible()
  })
})

describe('the bars of a sound', () => {
  const tone = (seconds: number, loudness: number) =>
    Float32Array.from({ length: seconds * 8_000 }, (_, index) => loudness * Math.sin(index / 3) * (index % 8_000 < 4_000 ? 1 : 0))

  it('are at most as many as a message holds, one a quarter of a second in a short note', () => {
    expect(barsOf(tone(1, 0.5), 1_000)).toHaveLength(4)
    expect(barsOf(tone(60, 0.5), 60_000)).toHaveLength(MEDIA.WAVEFORM_BARS)
    expect(barsOfLevels(Array.from({ length: MEDIA.WAVEFORM_BARS + 1 }, () => 1))).toHaveLength(MEDIA.WAVEFORM_BARS)
    expect(barsOf(new Float32Array(), 0)).toEqual(Uint8Array.of(0))
  })

  it('show somebody who speaks softly, and silence as silence', () => {
    expect(barsOf(tone(1, 0.05), 1_000)).toEqual(Uint8Array.of(255, 255, 0, 0))
    expect(Math.max(...barsOf(tone(1, 0.001), 1_000))).toBeLessThan(32)
  })
})
