/** Contrast by WCAG 2.2 of every pair of ink and ground that the parts use, by day and by night. */
import { describe, expect, it } from 'vitest'
import { colourTokens, styleSheets, TOKENS } from './style-sheets.ts'

const TEXT = 4.5
const SHAPE = 3
/** Ink, and the grounds it stands on: `hover/frame` is the first laid over the second. */
const PAIRS: readonly (readonly [ink: string, grounds: string, floor: number])[] = [
  ['text-1', 'frame canvas raised sunken select bubble-in hover/frame hover/raised fill/canvas fill/raised', TEXT],
  ['text-1', 'badge-quiet seg-on lamp-soft', TEXT],
  ['text-2', 'frame canvas raised sunken select bubble-in fill-quiet/frame fill-quiet/canvas fill-quiet/raised', TEXT],
  ['text-2', 'hover/frame hover/raised press/canvas', TEXT],
  ['text-3', 'frame canvas raised sunken select fill-quiet/frame fill-quiet/canvas fill-quiet/raised hover/frame hover/raised', TEXT],
  ['text-3', 'kbd/raised kbd/frame', TEXT],
  ['frame', 'text-1', TEXT],
  ['bubble-own-text', 'bubble-own', TEXT],
  ['bubble-own-dim', 'bubble-own', TEXT],
  ['pine-text', 'frame canvas raised select pine-soft hover/canvas hover/raised', TEXT],
  ['on-pine', 'pine pine-hover pine-press', TEXT],
  ['on-lamp', 'lamp', TEXT],
  ['lamp-text', 'lamp-soft frame select canvas strip-act/lamp-soft', TEXT],
  ['lamp-strong', 'lamp-soft', TEXT],
  ['night-text', 'night-soft fill/night-soft strip-act/night-soft night-act/night-soft', TEXT],
  ['night', 'canvas sunken bubble-in', TEXT],
  ['brick', 'canvas raised frame select hover/frame hover/raised', TEXT],
  ['on-brick', 'brick-fill', TEXT],
  ['on-brick', 'brick-fill-hover', TEXT],
  ['brick-text', 'brick-soft fill/brick-soft strip-act/brick-soft', TEXT],
  ['toast-text', 'toast', TEXT],
  ['toast-act', 'toast', TEXT],
  ['on-art', 'art', TEXT],
  ['on-art-dim', 'art', TEXT],
  ['on-viewer', 'viewer/canvas', TEXT],
  ['on-disc', 'disc/qr-ground', SHAPE],
  ['on-disc', 'disc-solid/qr-ground', TEXT],
  ['qr-ink', 'qr-ground', TEXT],
  ['focus', 'frame canvas raised bubble-own bubble-in', SHAPE],
  ['line-field', 'canvas raised', SHAPE],
  ['reach', 'frame canvas select raised', SHAPE],
  ['pine', 'canvas raised', SHAPE],
  ['track', 'raised', SHAPE],
  ['thumb', 'pine', SHAPE],
  ['thumb-off', 'track', SHAPE],
  ['warn', 'canvas raised', SHAPE],
]

const tokens = colourTokens(styleSheets().get(TOKENS) ?? '')
const avatars = [...tokens.keys()].filter((name) => /^av-\w+$/.test(name)).map((name) => [`${name}-ink`, name, TEXT] as const)
const cases = [...PAIRS, ...avatars].flatMap(([ink, grounds, floor]) => grounds.split(' ').map((ground) => ({ ink, ground, floor })))

describe('the measure', () => {
  it('knows the ratio of black and white, and of a colour with itself', () => {
    expect(ratio(parsed('#000000'), parsed('#ffffff'))).toBeCloseTo(21)
    expect(ratio(parsed('#16674f'), parsed('#16674f'))).toBe(1)
  })

  it('lays a translucent colour over the one beneath', () => {
    expect(over(parsed('#00000080'), parsed('#ffffff')).map(Math.round.bind(Math))).toEqual([0, 0, 0, 1])
    expect(over(parsed('#00000080'), parsed('#ffffff'))[0]).toBeCloseTo(0.498)
  })
})

describe('contrast', () => {
  it('is measured for all ten colours of avatars', () => expect(avatars).toHaveLength(10))

  it.each(cases)('of $ink on $ground is at least $floor by day and by night', ({ ink, ground, floor }) => {
    for (const theme of [0, 1] as const) expect(contrastOf(ink, ground, theme)).toBeGreaterThanOrEqual(floor)
  })
})

type Rgba = readonly [number, number, number, number]

function contrastOf(ink: string, ground: string, theme: 0 | 1): number {
  const base = ground.split('/').reduceRight<Rgba>((under, name) => over(colour(name, theme), under), [1, 1, 1, 1])
  return ratio(over(colour(ink, theme), base), base)
}

function colour(name: string, theme: 0 | 1): Rgba {
  const pair = tokens.get(name)
  if (pair === undefined) throw new Error(`there is no colour --${name}`)
  return parsed(pair[theme])
}

function parsed(hex: string): Rgba {
  const part = (place: number) => Number.parseInt(hex.slice(1 + 2 * place, 3 + 2 * place), 16) / 255
  return [part(0), part(1), part(2), hex.length > 7 ? part(3) : 1]
}

function over([r, g, b, alpha]: Rgba, under: Rgba): Rgba {
  const mix = (top: number, bottom: number) => top * alpha + bottom * (1 - alpha)
  return [mix(r, under[0]), mix(g, under[1]), mix(b, under[2]), 1]
}

function ratio(one: Rgba, other: Rgba): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance([r, g, b]: Rgba): number {
  const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}
