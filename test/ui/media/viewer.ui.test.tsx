/** Pictures over the whole window: keys, wheel, pinch, focus. */
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { MediaViewer } from '../../../src-renderer/app/viewer/index.ts'
import { samplePicture } from '../../../src-renderer/gallery/sections/samples.ts'
import { draw } from '../draw.tsx'

const acts = { onSave: vi.fn<(id: string) => void>(), onCopy: vi.fn<(id: string) => void>() }

function Album() {
  const [shown, setShown] = useState<string>()
  const pictures = [0, 1, 2].map((number) => ({
    id: String(number),
    who: '엄마',
    at: 0,
    preview: samplePicture(16, 12, number),
    src: number === 2 ? undefined : samplePicture(1600, 1200, number),
  }))
  return (
    <>
      <button type="button" onClick={() => setShown('0')}>
        사진 보기
      </button>
      <MediaViewer pictures={pictures} shown={shown} onShow={setShown} onClose={() => setShown(undefined)} {...acts} />
    </>
  )
}

const viewer = (place: number) =>
  page.getByRole('dialog', { name: new RegExp(`사진 3개 중 ${place}번째, 엄마|Picture ${place} of 3, 엄마`) })
const picture = () => document.querySelector<HTMLImageElement>('[role=dialog] img[style]')
const scale = () => new DOMMatrix(getComputedStyle(picture() ?? document.body).transform).a
const stage = () => picture()?.parentElement ?? document.body

async function opened() {
  draw(<Album />)
  await page.getByRole('button', { name: '사진 보기' }).click()
  await expect.element(viewer(1)).toBeVisible()
  await expect.poll(() => picture()?.complete).toBe(true)
}

describe('the viewer of what is more than a picture', () => {
  const film = { id: 'film', who: '엄마', at: 0, preview: samplePicture(16, 12, 0) }
  const draw1 = (more: Partial<Parameters<typeof MediaViewer>[0]>) =>
    draw(
      <MediaViewer pictures={[film]} shown="film" onShow={() => undefined} onClose={() => undefined} onSave={() => undefined} {...more} />,
    )

  it('says how far one has come that is not here, and what can be done about it', async () => {
    const onPress = vi.fn<() => void>()
    draw1({ missing: '1.2 MB 중 600 KB', missingAct: { label: '누르면 멈춰요', onPress } })
    await expect.element(page.getByRole('status')).toHaveTextContent('1.2 MB 중 600 KB')
    await page.getByRole('button', { name: '누르면 멈춰요' }).click()
    expect(onPress).toHaveBeenCalledOnce()
  })

  it('plays a film in the place of a picture, without zoom', async () => {
    draw1({ children: <video controls aria-label="동영상, 나들이.mp4" /> })
    await expect.element(page.getByRole('dialog')).toBeVisible()
    await expect.element(page.getByLabelText('동영상, 나들이.mp4')).toBeVisible()
    await expect.element(page.getByRole('button', { name: /크게|Larger/ })).not.toBeInTheDocument()
  })

  it('says when the address of a picture leads to none', async () => {
    const onBroken = vi.fn<() => void>()
    draw1({ pictures: [{ ...film, src: 'data:image/png;base64,AAAA' }], onBroken })
    await expect.poll(() => onBroken.mock.calls.length).toBe(1)
  })
})

describe('the viewer', () => {
  it('goes on and back by arrows, says which it is, and stops at the ends', async () => {
    await opened()
    await userEvent.keyboard('{ArrowRight}')
    await expect.element(viewer(2)).toBeVisible()
    await userEvent.keyboard('{ArrowRight}')
    await expect.element(viewer(3)).toBeVisible()
    await expect.element(page.getByText(/아직 오지 않았어요|isn’t here yet/)).toBeVisible()
    await expect.element(page.getByRole('button', { name: /다음 사진|Next picture/ })).not.toBeInTheDocument()
    await userEvent.keyboard('{ArrowRight}')
    await expect.element(viewer(3)).toBeVisible()
    await userEvent.keyboard('{ArrowLeft}')
    await expect.element(viewer(2)).toBeVisible()
    await page.getByRole('button', { name: /사진 3장 중 1번째|Picture 1 of 3/ }).click()
    await expect.element(viewer(1)).toBeVisible()
  })

  it('grows by keys up to eight times, and fits again', async () => {
    await opened()
    expect(scale()).toBe(1)
    await userEvent.keyboard('+')
    await expect.poll(scale).toBeCloseTo(1.5)
    await userEvent.keyboard('++++++++')
    await expect.poll(scale).toBe(8)
    await userEvent.keyboard('-')
    await expect.poll(scale).toBeCloseTo(8 / 1.5)
    await userEvent.keyboard('0')
    await expect.poll(scale).toBe(1)
    await userEvent.keyboard('-')
    expect(scale()).toBe(1)
  })

  it('grows by the wheel around the pointer, by a double press, and by two fingers', async () => {
    await opened()
    const { left, top, width, height } = stage().getBoundingClientRect()
    const [x, y] = [left + width / 2 + 100, top + height / 2 + 50]
    const wheel = new WheelEvent('wheel', { deltaY: -200, clientX: x, clientY: y, bubbles: true, cancelable: true })
    stage().dispatchEvent(wheel)
    // The page beneath neither scrolls nor zooms.
    expect(wheel.defaultPrevented).toBe(true)
    await expect.poll(scale).toBeCloseTo(Math.exp(0.7))
    const { e } = new DOMMatrix(getComputedStyle(picture() ?? document.body).transform)
    expect(e).toBeCloseTo(100 - 100 * Math.exp(0.7), 0)
    stage().dispatchEvent(new MouseEvent('dblclick', { clientX: x, clientY: y, bubbles: true }))
    await expect.poll(scale).toBe(1)
    stage().dispatchEvent(new MouseEvent('dblclick', { clientX: x, clientY: y, bubbles: true }))
    await expect.poll(scale).toBe(2)
    await userEvent.keyboard('0')

    // A finger that nobody put down cannot be captured.
    stage().setPointerCapture = () => undefined
    const finger = (type: string, pointerId: number, clientX: number) =>
      stage().dispatchEvent(new PointerEvent(type, { pointerId, clientX, clientY: y, bubbles: true, pointerType: 'touch' }))
    finger('pointerdown', 11, x - 50)
    finger('pointerdown', 12, x + 50)
    finger('pointermove', 12, x + 250)
    await expect.poll(scale).toBeCloseTo(3)
    finger('pointerup', 11, x)
    finger('pointerup', 12, x)
  })

  it('never lets a large picture leave the window', async () => {
    await opened()
    await userEvent.keyboard('+++')
    await userEvent.keyboard('{Shift>}{ArrowLeft>60/}{/Shift}')
    const { left } = picture()?.getBoundingClientRect() ?? { left: 0 }
    await expect.poll(() => left).toBeLessThanOrEqual(1)
  })

  it('saves by S, also on a Korean keyboard, and copies', async () => {
    await opened()
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㄴ', code: 'KeyS', bubbles: true, cancelable: true }))
    expect(acts.onSave).toHaveBeenCalledExactlyOnceWith('0')
    await page.getByRole('button', { name: /^(복사|Copy)$/ }).click()
    expect(acts.onCopy).toHaveBeenCalledExactlyOnceWith('0')
  })

  it('has nothing in the way of the first Esc when it opens', async () => {
    await opened()
    await userEvent.keyboard('{Escape}')
    await expect.element(viewer(1)).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: '사진 보기' })).toHaveFocus()
  })

  it('keeps the focus within and gives it back by Esc', async () => {
    await opened()
    for (let press = 0; press < 14; press += 1) {
      await userEvent.keyboard('{Tab}')
      expect(document.activeElement?.closest('[role=dialog], [data-base-ui-focus-guard]')).not.toBeNull()
    }
    // The first takes away the name that a button shows, as long as it shows one.
    await userEvent.keyboard('{Escape}{Escape}')
    await expect.element(viewer(1)).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: '사진 보기' })).toHaveFocus()
  })
})
