/** What is gathered to be sent: dropped, pasted, put in order, made smaller, taken out and put back. */
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { MEDIA } from '../../../shared/limits.ts'
import { createPicturePreparer } from '../../../src-renderer/app/pictures/index.ts'
import { createTray, DropZone, pastedFiles, sentOf, type Tray, TrayStrip } from '../../../src-renderer/app/tray/index.ts'
import { sampleCanvas } from '../../../src-renderer/gallery/sections/samples.ts'
import { heicHead, SECRET, taintedJpeg } from '../../page/picture-bytes.ts'
import { draw } from '../draw.tsx'

function aTray(): Tray {
  const preparer = createPicturePreparer()
  const tray = createTray(preparer)
  onTestFinished(() => {
    tray.clear()
    preparer.close()
  })
  return tray
}

async function aPicture(name: string, width = 64, height = 48): Promise<File> {
  const { promise, resolve } = Promise.withResolvers<Blob | null>()
  sampleCanvas(width, height, 0).toBlob(resolve, 'image/jpeg', 0.95)
  const bytes = new Uint8Array((await (await promise)?.arrayBuffer()) ?? new ArrayBuffer())
  return new File([taintedJpeg(bytes)], name, { type: 'image/jpeg' })
}

const aFile = (name: string) => new File([name], name)
const names = (tray: Tray) => tray.store.getState().items.map(({ name }) => name)
const kinds = (tray: Tray) => tray.store.getState().items.map(({ state }) => state.kind)

function transferOf(files: readonly File[], text?: string): DataTransfer {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  if (text !== undefined) transfer.setData('text/plain', text)
  return transfer
}

describe('the tray', () => {
  it('holds pictures in the size that suits, with what they weigh, and the file as it is only when asked', async () => {
    const tray = aTray()
    tray.add([await aPicture('바다.jpg', 3000, 2000)])
    draw(<TrayStrip tray={tray} onEmpty={() => undefined} />)
    await expect.poll(() => kinds(tray), { timeout: 20_000 }).toEqual(['picture'])
    const [normal] = tray.store.getState().items.map((item) => sentOf(item).blob)
    expect(await normal?.text()).not.toContain(SECRET)
    await page.getByRole('button', { name: /^(사진, 1개 중 1번째|Picture, 1 of 1)$/ }).click()
    await expect.element(page.getByRole('menuitemradio', { name: /2048 × 1365 · .*KB/ })).toHaveAttribute('aria-checked', 'true')
    await expect.element(page.getByRole('menuitemradio', { name: /3000 × 2000 · .*(KB|MB)/ })).toBeVisible()
    await page.getByRole('menuitemradio', { name: /(찍은 곳이 들어 있어요|Tells where)/ }).click()
    expect(
      await tray.store
        .getState()
        .items.map((item) => sentOf(item).blob)[0]
        ?.text(),
    ).toContain(SECRET)
  })

  it('says once why something that looks like a picture goes as a file', async () => {
    const tray = aTray()
    tray.add([
      new File([heicHead(4032, 3024)], 'IMG_1.HEIC'),
      new File([heicHead(4032, 3024)], 'IMG_2.HEIC'),
      new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], '그림.png', { type: 'image/png' }),
    ])
    draw(<TrayStrip tray={tray} onEmpty={() => undefined} />)
    await expect.poll(() => kinds(tray), { timeout: 20_000 }).toEqual(['file', 'file', 'file'])
    expect(page.getByText(/HEIC 사진을 볼 수 없어요|cannot show HEIC/).elements()).toHaveLength(1)
    await expect.element(page.getByText(/사진으로 볼 수 없는 파일이에요|no picture we know/)).toBeVisible()
  })

  it('is one stop for Tab: arrows go along, Alt moves, Delete takes out, and an undo puts back where it was', async () => {
    const tray = aTray()
    tray.add([aFile('가.txt'), aFile('나.txt'), aFile('다.txt')])
    draw(
      <>
        <div data-toast-anchor style={{ blockSize: 200 }} />
        <TrayStrip tray={tray} onEmpty={() => undefined} />
      </>,
    )
    const tile = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}.txt, `) })
    await expect.element(tile('가')).toBeVisible()
    await userEvent.keyboard('{Tab}')
    await expect.element(tile('가')).toHaveFocus()
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}')
    expect(names(tray)).toEqual(['나.txt', '가.txt', '다.txt'])
    await expect.element(tile('가')).toHaveFocus()
    await expect.element(page.getByRole('status').filter({ hasText: /가\.txt.*(3개 중 2번째|2 of 3)/ })).toBeInTheDocument()
    await userEvent.keyboard('{Delete}')
    expect(names(tray)).toEqual(['나.txt', '다.txt'])
    await expect.element(tile('다')).toHaveFocus()
    await page.getByRole('button', { name: /되돌리기|Undo/ }).click()
    expect(names(tray)).toEqual(['나.txt', '가.txt', '다.txt'])
  })

  it('gives the focus back to the field when the last thing was taken out', async () => {
    const tray = aTray()
    const onEmpty = vi.fn<() => void>()
    tray.add([aFile('가.txt')])
    draw(<TrayStrip tray={tray} onEmpty={onEmpty} />)
    await expect.element(page.getByRole('list')).toBeVisible()
    await userEvent.keyboard('{Tab}{Delete}')
    expect(onEmpty).toHaveBeenCalledOnce()
    await expect.element(page.getByRole('list')).not.toBeInTheDocument()
  })

  it('holds as many as one message refers to, and says how many were left out', async () => {
    const tray = aTray()
    tray.add(Array.from({ length: MEDIA.REFERENCES }, (_, index) => aFile(`${index}.txt`)))
    draw(<TrayStrip tray={tray} onEmpty={() => undefined} />)
    await expect.element(page.getByRole('button', { name: /더 붙이기|Add more/ })).toHaveAttribute('aria-disabled', 'true')
    expect(tray.store.getState()).toMatchObject({ leftOut: 0 })
    tray.add([aFile('하나.txt'), aFile('둘.txt')])
    expect(names(tray)).toHaveLength(MEDIA.REFERENCES)
    await expect.element(page.getByText(/2개는 빼 두었어요|2 were left out/)).toBeVisible()
  })
})

describe('a room as a place to drop files', () => {
  const fire = (type: string, element: Element, dataTransfer: DataTransfer) =>
    element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))

  it('shows where they land, takes them, and leaves files that carry rooms to the window', async () => {
    const onFiles = vi.fn<(files: readonly { readonly name: string }[]) => void>()
    const onWindow = vi.fn<(event: Event) => void>()
    addEventListener('drop', onWindow)
    onTestFinished(() => removeEventListener('drop', onWindow))
    draw(
      <DropZone onFiles={onFiles}>
        <p>이야기</p>
      </DropZone>,
    )
    const words = page.getByText('이야기')
    await expect.element(words).toBeVisible()
    const target = page.getByText(/여기에 놓으면 보내요|Drop here to send/)
    fire('dragenter', words.element(), transferOf([aFile('가.txt')]))
    await expect.element(target).toBeVisible()
    fire('dragleave', words.element(), transferOf([aFile('가.txt')]))
    await expect.element(target).not.toBeInTheDocument()
    fire('dragenter', words.element(), transferOf([aFile('가.txt')]))
    fire('drop', words.element(), transferOf([aFile('가.txt'), aFile('나.png')]))
    await expect.element(target).not.toBeInTheDocument()
    expect(onFiles.mock.calls[0]?.[0].map(({ name }) => name)).toEqual(['가.txt', '나.png'])
    expect(onWindow).not.toHaveBeenCalled()
    fire('drop', words.element(), transferOf([aFile('방.sbundle')]))
    expect(onFiles).toHaveBeenCalledOnce()
    expect(onWindow).toHaveBeenCalledOnce()
  })

  it('takes nothing where nobody may write, and no dragged text', async () => {
    const onFiles = vi.fn<(files: readonly { readonly name: string }[]) => void>()
    draw(
      <DropZone onFiles={onFiles} isOff>
        <p>이야기</p>
      </DropZone>,
    )
    const words = page.getByText('이야기')
    await expect.element(words).toBeVisible()
    fire('drop', words.element(), transferOf([aFile('가.txt')]))
    expect(onFiles).not.toHaveBeenCalled()
  })
})

describe('what is pasted', () => {
  it('is its files; where there is text too, the text is meant', () => {
    expect(pastedFiles(transferOf([aFile('image.png')])).map(({ name }) => name)).toEqual(['image.png'])
    expect(pastedFiles(transferOf([aFile('image.png')], '표의 글'))).toEqual([])
  })
})
