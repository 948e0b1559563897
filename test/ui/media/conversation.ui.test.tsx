/** Pictures, files and voices in the conversation, by their roles and names. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import {
  type Arrival,
  ContactCard,
  FileCard,
  type FileView,
  Pictures,
  type PictureView,
  PlaceCard,
  stopVoice,
  VoiceNote,
  type VoiceView,
} from '../../../src-renderer/app/media/index.ts'
import { SAMPLE_BARS, samplePicture, sampleSound } from '../../../src-renderer/gallery/sections/samples.ts'
import { draw } from '../draw.tsx'

const HERE: Arrival = { kind: 'here' }
const nothing = () => undefined

function aFile(arrival: Arrival, more: Partial<FileView> = {}): FileView {
  return { name: '10월 가격표.pdf', size: 1_200_000, type: 'application/pdf', isRisky: false, arrival, ...more }
}

function aPicture(id: string, arrival: Arrival = HERE, more: Partial<PictureView> = {}): PictureView {
  const src = arrival.kind === 'here' ? samplePicture(64, 48, 0) : undefined
  return { id, width: 640, height: 480, size: 2_000_000, preview: samplePicture(8, 6, 0), src, arrival, ...more }
}

afterEach(stopVoice)

describe('the card of a file', () => {
  it.each<[Arrival, RegExp, 'onGet' | 'onPause' | 'onOpen' | undefined]>([
    [{ kind: 'waiting' }, /누르면 받아요|Press to get it/, 'onGet'],
    [{ kind: 'queued' }, /차례를 기다려요|Waiting its turn/, undefined],
    [
      { kind: 'receiving', bytes: 600_000, from: ['엄마 노트북'], leftMs: 61_000 },
      /(1\.2\sMB 중 600\sKB.*엄마 노트북에서 받는 중.*2분 남음|600\sKB of 1\.2\sMB.*Coming from 엄마 노트북.*2 min left)/,
      'onPause',
    ],
    [
      { kind: 'receiving', bytes: 0, from: ['엄마 노트북', '가게 컴퓨터'] },
      /(엄마 노트북 외 1대에서 받는 중|Coming from 엄마 노트북 and 1 more)/,
      'onPause',
    ],
    [{ kind: 'paused', bytes: 600_000 }, /멈춰 두었어요|Paused/, 'onGet'],
    [{ kind: 'nobody', bytes: 0 }, /지금 이어진 사람에게는 없어요|Nobody connected has it now/, 'onGet'],
    [{ kind: 'failed', bytes: 0 }, /받지 못했어요|It did not come/, 'onGet'],
    [{ kind: 'failed', bytes: 0, reason: '저장할 자리가 없어요' }, /저장할 자리가 없어요/, 'onGet'],
    [HERE, /1\.2\sMB/, 'onOpen'],
  ])('says %o, and a press does what fits', async (arrival, words, act) => {
    const acts = { onGet: vi.fn<() => void>(), onPause: vi.fn<() => void>(), onOpen: vi.fn<() => void>() }
    draw(<FileCard file={aFile(arrival)} {...acts} />)
    const card = page.getByRole('button', { name: /가격표\.pdf/ })
    await expect.element(card).toHaveAccessibleDescription(words)
    // Off is told aloud, and can still be reached.
    await card.click({ force: true })
    const called = Object.entries(acts).filter(([, { mock }]) => mock.calls.length > 0)
    expect(called.map(([name]) => name)).toEqual(act === undefined ? [] : [act])
  })

  it.each<[Arrival, 'onGet' | 'onPause']>([
    [{ kind: 'waiting' }, 'onGet'],
    [{ kind: 'receiving', bytes: 600_000, from: [] }, 'onPause'],
  ])('takes a double click for one press: %o', async (arrival, act) => {
    const acts = { onGet: vi.fn<() => void>(), onPause: vi.fn<() => void>(), onOpen: vi.fn<() => void>(), onShow: vi.fn<() => void>() }
    draw(
      <>
        <FileCard file={aFile(arrival)} {...acts} />
        <Pictures pictures={[aPicture('1', arrival)]} {...acts} />
      </>,
    )
    await page.getByRole('button').first().dblClick()
    expect(acts[act]).toHaveBeenCalledOnce()
    await page.getByRole('button').nth(1).dblClick()
    expect(acts[act]).toHaveBeenCalledTimes(2)
  })

  it('has one height, however much is said of it', async () => {
    const states: readonly Arrival[] = [
      { kind: 'unknown' },
      { kind: 'waiting' },
      { kind: 'receiving', bytes: 600_000, from: ['외할머니 노트북', '가게'], bytesPerSecond: 9, leftMs: 400_000 },
      { kind: 'nobody', bytes: 600_000 },
      HERE,
    ]
    draw(
      <>
        {states.map((arrival) => (
          <FileCard
            key={arrival.kind}
            file={aFile(arrival, { hint: '누르면 저장해요' })}
            onGet={nothing}
            onPause={nothing}
            onOpen={nothing}
          />
        ))}
      </>,
    )
    await expect.element(page.getByRole('button').nth(4)).toBeInTheDocument()
    const cards = page.getByRole('button').elements()
    expect(new Set(cards.map((card) => card.getBoundingClientRect().height)).size).toBe(1)
  })

  it('keeps beginning and ending of a long name on one line', async () => {
    const name = '이천이십이년 시월 이백일동 주민 모임 회의록 진짜 마지막 고친 것 두 번째.hwp'
    const { container } = draw(<FileCard file={aFile(HERE, { name })} onGet={nothing} onPause={nothing} onOpen={nothing} />)
    const card = page.getByRole('button')
    await expect.element(card).toHaveAccessibleName(new RegExp(name))
    const place = card.element().getBoundingClientRect()
    for (const part of container.querySelectorAll('bdi, bdi span')) {
      expect(part.getBoundingClientRect().right).toBeLessThanOrEqual(place.right)
      expect(part.getBoundingClientRect().height).toBeLessThan(24)
    }
    expect(container.querySelector('bdi span:last-child')?.textContent).toMatch(/\.hwp$/)
  })

  it('warns of what could run, and asks before it is opened', async () => {
    const onOpen = vi.fn<() => void>()
    draw(<FileCard file={aFile(HERE, { name: '설치.exe', isRisky: true })} onGet={nothing} onPause={nothing} onOpen={onOpen} />)
    const card = page.getByRole('button', { name: /설치\.exe.*(실행될 수 있는|Could run)/ })
    await card.click()
    const question = page.getByRole('alertdialog', { name: /설치\.exe/ })
    await expect.element(question).toBeVisible()
    await expect.element(page.getByRole('button', { name: /저장하지 않기|Leave it/ })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(question).not.toBeInTheDocument()
    expect(onOpen).not.toHaveBeenCalled()
    await card.click()
    await page.getByRole('button', { name: /^(저장하기|Save it)$/ }).click()
    expect(onOpen).toHaveBeenCalledOnce()
  })
})

describe('pictures of a message', () => {
  it('keep their place before they are here: nothing moves when one comes', async () => {
    const acts = { onGet: nothing, onPause: nothing, onShow: nothing }
    const { container, redraw } = draw(<Pictures pictures={[aPicture('a', { kind: 'waiting' })]} {...acts} />)
    await expect.element(page.getByRole('button')).toBeInTheDocument()
    const size = () => {
      const { width, height } = container.getBoundingClientRect()
      return [width, height]
    }
    const before = size()
    const { width, height } = page.getByRole('button').element().getBoundingClientRect()
    expect([Math.round(width), Math.round(height)]).toEqual([320, 240])
    redraw(<Pictures pictures={[aPicture('a')]} {...acts} />)
    await expect.element(page.getByRole('button', { name: /^(사진|Picture)$/ })).toBeInTheDocument()
    expect(size()).toEqual(before)
  })

  it('that are not here are got by a press, and then shown', async () => {
    const acts = { onGet: vi.fn<(id: string) => void>(), onPause: vi.fn<(id: string) => void>(), onShow: vi.fn<(id: string) => void>() }
    const { redraw } = draw(<Pictures pictures={[aPicture('a', { kind: 'waiting' })]} {...acts} />)
    await page.getByRole('button', { name: /누르면 받아요|Press to get it/ }).click()
    expect(acts.onGet).toHaveBeenCalledExactlyOnceWith('a')
    redraw(<Pictures pictures={[aPicture('a', { kind: 'receiving', bytes: 500_000, from: [] })]} {...acts} />)
    await page.getByRole('button', { name: /25%/ }).click()
    expect(acts.onPause).toHaveBeenCalledExactlyOnceWith('a')
    redraw(<Pictures pictures={[aPicture('a')]} {...acts} />)
    await page.getByRole('button', { name: /^(사진|Picture)$/ }).click()
    expect(acts.onShow).toHaveBeenCalledExactlyOnceWith('a')
  })

  it('that cannot be shown say so instead of a broken picture', async () => {
    const acts = { onGet: nothing, onPause: nothing, onShow: nothing }
    draw(<Pictures pictures={[aPicture('a', HERE, { src: 'data:image/png;base64,AAAA' })]} {...acts} />)
    await expect.element(page.getByRole('button', { name: /받지 못했어요|It did not come/ })).toBeVisible()
  })

  it('that are here and are none say why, and offer no picture to be drawn', async () => {
    const acts = { onGet: nothing, onPause: nothing, onShow: vi.fn<(id: string) => void>() }
    const { container } = draw(
      <Pictures pictures={[aPicture('a', HERE, { refusal: '이름과 달리 사진이 아니에요', src: 'media/x' })]} {...acts} />,
    )
    await page.getByRole('button', { name: /이름과 달리 사진이 아니에요/ }).click()
    expect(acts.onShow).toHaveBeenCalledExactlyOnceWith('a')
    expect([...container.querySelectorAll('img')].filter((image) => image.src.includes('media/x'))).toEqual([])
  })

  it('that were not told of yet say nothing, and keep their place', async () => {
    const acts = { onGet: vi.fn<(id: string) => void>(), onPause: nothing, onShow: nothing }
    const { container, redraw } = draw(<Pictures pictures={[aPicture('a', { kind: 'unknown' })]} {...acts} />)
    const tile = page.getByRole('button', { name: /^(사진|Picture)$/ })
    await expect.element(tile).toBeInTheDocument()
    const before = container.getBoundingClientRect().height
    await tile.click()
    expect(acts.onGet).not.toHaveBeenCalled()
    redraw(<Pictures pictures={[aPicture('a', { kind: 'waiting' })]} {...acts} />)
    await expect.element(page.getByRole('button', { name: /누르면 받아요|Press to get it/ })).toBeInTheDocument()
    expect(container.getBoundingClientRect().height).toBe(before)
  })

  it('and films stand together; a film says how long it is, and draws nothing but its preview', async () => {
    const acts = { onGet: nothing, onPause: nothing, onShow: vi.fn<(id: string) => void>() }
    const { container } = draw(
      <Pictures pictures={[aPicture('a', HERE, { isVideo: true, duration: '1:05', src: 'media/film' })]} {...acts} />,
    )
    await page.getByRole('button', { name: /1:05/ }).click()
    expect(acts.onShow).toHaveBeenCalledExactlyOnceWith('a')
    expect([...container.querySelectorAll('img')].filter((image) => image.src.includes('media/film'))).toEqual([])
  })

  it.each([2, 3, 4, 5, 6, 7, 8, 9, 30])('of %i fill a mosaic, the rest stands behind the last', async (count) => {
    const pictures = Array.from({ length: count }, (_, index) => aPicture(String(index)))
    const onShow = vi.fn<(id: string) => void>()
    draw(<Pictures pictures={pictures} onGet={nothing} onPause={nothing} onShow={onShow} />)
    const group = page.getByRole('group', { name: new RegExp(`사진 ${count}장|${count} pictures`) })
    await expect.element(group).toBeInTheDocument()
    const panes = group.getByRole('button').elements()
    expect(panes).toHaveLength(Math.min(9, count))
    // No holes: the panes of each row reach from edge to edge.
    const { left, right } = group.element().getBoundingClientRect()
    const rows = new Map<number, DOMRect[]>()
    for (const pane of panes) {
      const place = pane.getBoundingClientRect()
      rows.set(Math.round(place.top), [...(rows.get(Math.round(place.top)) ?? []), place])
    }
    for (const row of rows.values()) {
      expect(Math.min(...row.map((place) => place.left))).toBeCloseTo(left, 0)
      expect(Math.max(...row.map((place) => place.right))).toBeCloseTo(right, 0)
    }
    const last = page.getByRole('button', { name: new RegExp(`${Math.min(9, count)}번째|Picture ${Math.min(9, count)} of`) })
    await last.click()
    expect(onShow).toHaveBeenCalledExactlyOnceWith(String(Math.min(9, count) - 1))
    await expect.element(last).toHaveAccessibleName(count > 9 ? /\+21/ : /^[^+]+$/)
  })
})

describe('a voice note', () => {
  const sound = URL.createObjectURL(sampleSound(7))
  const aVoice = (id: string, more: Partial<VoiceView> = {}): VoiceView => ({
    id,
    size: 20_000,
    durationMs: 7_000,
    bars: SAMPLE_BARS,
    src: sound,
    isHeard: false,
    arrival: HERE,
    ...more,
  })
  const slider = (place = 0) => page.getByRole('slider').nth(place)

  it('plays by Space, moves by arrows, tells where it is in words, and stops again', async () => {
    const onHeard = vi.fn<() => void>()
    draw(<VoiceNote voice={aVoice('a')} onGet={nothing} onHeard={onHeard} />)
    await expect.element(page.getByRole('group', { name: /음성 메시지, 7초|Voice note, 7 s/ })).toBeInTheDocument()
    await expect.element(page.getByText(/아직 안 들었어요|not heard yet/)).toBeInTheDocument()
    await expect.element(slider()).toHaveAttribute('aria-valuetext', expect.stringMatching(/7초 중 0초|0 s of 7 s/))
    await userEvent.keyboard('{Tab}{Tab}')
    await expect.element(slider()).toHaveFocus()
    await userEvent.keyboard(' ')
    await expect.element(page.getByRole('button', { name: /^(멈추기|Pause)$/ })).toBeInTheDocument()
    expect(onHeard).toHaveBeenCalledOnce()
    await expect.poll(() => Number(slider().element().getAttribute('aria-valuenow')), { timeout: 15_000 }).toBeGreaterThan(0)
    await userEvent.keyboard(' ')
    await expect.element(page.getByRole('button', { name: /^(듣기|Play)$/ })).toBeInTheDocument()
    await userEvent.keyboard('{Home}{ArrowRight}')
    await expect.element(slider()).toHaveAttribute('aria-valuetext', expect.stringMatching(/7초 중 5초|5 s of 7 s/))
    await userEvent.keyboard('{ArrowRight}')
    await expect.element(slider()).toHaveAttribute('aria-valuetext', expect.stringMatching(/7초 중 7초|7 s of 7 s/))
    await userEvent.keyboard('{ArrowLeft}')
    await expect.element(slider()).toHaveAttribute('aria-valuetext', expect.stringMatching(/7초 중 2초|2 s of 7 s/))
  })

  it('goes faster for all by one press each', async () => {
    draw(<VoiceNote voice={aVoice('a')} onGet={nothing} />)
    await page.getByRole('button', { name: /^(듣기|Play)$/ }).click()
    for (const faster of ['1.5×', '2×', '1×']) {
      await page.getByRole('button', { name: /빠르기|Speed/ }).click()
      await expect.element(page.getByRole('button', { name: /빠르기|Speed/ })).toHaveTextContent(faster)
    }
  })

  it('leaves the ear to the other that begins, and goes on to the next that was not heard', async () => {
    const short = URL.createObjectURL(sampleSound(0.4))
    const heard = vi.fn<(id: string) => void>()
    const next = () => ({ id: 'b', src: sound, durationMs: 7_000, onHeard: () => heard('b') })
    draw(
      <>
        <VoiceNote voice={aVoice('a', { src: short, durationMs: 400 })} onGet={nothing} onHeard={() => heard('a')} next={next} />
        <VoiceNote voice={aVoice('b')} onGet={nothing} />
        <VoiceNote voice={aVoice('c')} onGet={nothing} />
      </>,
    )
    await page
      .getByRole('button', { name: /^(듣기|Play)$/ })
      .nth(0)
      .click()
    await expect.poll(() => heard.mock.calls.flat()).toEqual(['a', 'b'])
    await expect.element(page.getByRole('button', { name: /^(멈추기|Pause)$/ })).toBeInTheDocument()
    const pauses = () => page.getByRole('button', { name: /^(멈추기|Pause)$/ }).elements()
    await page
      .getByRole('button', { name: /^(듣기|Play)$/ })
      .nth(1)
      .click()
    await expect.poll(() => pauses().length).toBe(1)
    expect(pauses()[0]?.closest('[role=group]')).toBe(page.getByRole('group').nth(2).element())
  })

  it('goes on with one that has to be looked for, unless somebody began another meanwhile', async () => {
    const short = URL.createObjectURL(sampleSound(0.3))
    const found = Promise.withResolvers<{ id: string; src: string; durationMs: number }>()
    draw(
      <>
        <VoiceNote voice={aVoice('a', { src: short, durationMs: 300 })} onGet={nothing} next={() => found.promise} />
        <VoiceNote voice={aVoice('b')} onGet={nothing} />
        <VoiceNote voice={aVoice('c')} onGet={nothing} />
      </>,
    )
    const plays = page.getByRole('button', { name: /^(듣기|Play)$/ })
    await plays.nth(0).click()
    await expect.poll(() => plays.elements().length).toBe(3)
    await plays.nth(2).click()
    found.resolve({ id: 'b', src: sound, durationMs: 7_000 })
    await expect.poll(() => page.getByRole('button', { name: /^(멈추기|Pause)$/ }).elements().length).toBe(1)
    const pause = page.getByRole('button', { name: /^(멈추기|Pause)$/ }).element()
    expect(pause.closest('[role=group]')).toBe(page.getByRole('group').nth(2).element())
  })

  it('goes on playing while it is out of sight', async () => {
    const { redraw } = draw(<VoiceNote voice={aVoice('a')} onGet={nothing} />)
    await page.getByRole('button', { name: /^(듣기|Play)$/ }).click()
    redraw(<p>위로 올려 보는 중</p>)
    await expect.element(page.getByText('위로 올려 보는 중')).toBeVisible()
    redraw(<VoiceNote voice={aVoice('a')} onGet={nothing} />)
    await expect.element(page.getByRole('button', { name: /^(멈추기|Pause)$/ })).toBeInTheDocument()
  })

  it('believes the sound about its length more than its sender', async () => {
    draw(<VoiceNote voice={aVoice('a', { durationMs: 600_000_000 })} onGet={nothing} />)
    await page.getByRole('button', { name: /^(듣기|Play)$/ }).click()
    await expect.element(slider()).toHaveAttribute('aria-valuemax', '7')
  })

  it('is left for the one before and after by Shift and arrows', async () => {
    draw(
      <>
        <VoiceNote voice={aVoice('a')} onGet={nothing} />
        <VoiceNote voice={aVoice('b')} onGet={nothing} />
      </>,
    )
    await userEvent.click(slider())
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}')
    await expect.element(slider(1)).toHaveFocus()
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowLeft}{/Shift}')
    await expect.element(slider(0)).toHaveFocus()
  })

  it('that is not here is got, and one that cannot be played says so', async () => {
    const onGet = vi.fn<() => void>()
    const { redraw } = draw(<VoiceNote voice={aVoice('a', { src: undefined, arrival: { kind: 'nobody', bytes: 0 } })} onGet={onGet} />)
    await expect.element(page.getByText(/지금 이어진 사람에게는 없어요|Nobody connected has it now/)).toBeVisible()
    await page.getByRole('button').click()
    expect(onGet).toHaveBeenCalledOnce()
    redraw(<VoiceNote voice={aVoice('a', { src: URL.createObjectURL(new Blob(['no sound'])) })} onGet={onGet} />)
    await page.getByRole('button', { name: /^(듣기|Play)$/ }).click()
    await expect.element(page.getByText(/여기서는 이 소리를 들을 수 없어요|cannot be played here/)).toBeVisible()
  })
})

describe('a card', () => {
  it('of a place shows its name and where it is as text, and opens a map only when asked', async () => {
    const onOpen = vi.fn<() => void>()
    const onCopy = vi.fn<(text: string) => void>()
    draw(<PlaceCard latitude={37_566_535} longitude={126_977_969} name="시청 앞" onOpen={onOpen} onCopy={onCopy} />)
    await expect.element(page.getByText('37.56654, 126.97797')).toBeVisible()
    await page.getByRole('button', { name: /복사|Copy/ }).click()
    expect(onCopy).toHaveBeenCalledExactlyOnceWith('37.56654, 126.97797')
    expect(onOpen).not.toHaveBeenCalled()
    await page.getByRole('button', { name: /지도에서 열기|Open in map/ }).click()
    expect(onOpen).toHaveBeenCalledOnce()
  })

  it('of a contact does nothing by itself', async () => {
    const onAdd = vi.fn<() => void>()
    draw(<ContactCard name="광화문 설비" phones={['02-120']} mails={[]} onAdd={onAdd} />)
    await expect.element(page.getByText('02-120')).toBeVisible()
    expect(page.getByRole('link').elements()).toEqual([])
    await page.getByRole('button', { name: /주소록에 넣기|Add to address book/ }).click()
    expect(onAdd).toHaveBeenCalledOnce()
  })
})
