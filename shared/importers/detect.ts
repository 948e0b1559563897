/**
 * What a file is (IMP-2): each format says how much of its beginning it explains; one that explains enough and is far ahead of the others has it.
 * Where none is, nobody has it: a wrong reader does more harm than none.
 */
import type { Format, Head, Recognition } from './format.ts'

/** Of the lines that are not blank. */
const ENOUGH = 0.6
const AHEAD = 1.5

export interface Detected {
  readonly format: Format
  readonly recognition: Recognition
}

export function detect(head: Head, formats: readonly Format[]): Detected | undefined {
  let best: Detected | undefined
  let second = 0
  for (const format of formats) {
    const recognition = format.recognise(head)
    if (recognition === undefined || !(recognition.share > 0)) continue
    const ahead = best?.recognition.share ?? 0
    if (recognition.share > ahead) {
      best = { format, recognition }
      second = ahead
    } else if (recognition.share > second) second = recognition.share
  }
  if (best === undefined) return undefined
  const { share } = best.recognition
  return share >= ENOUGH && share >= AHEAD * second ? best : undefined
}

/** The best share any format has of it, for telling encodings apart. */
export function bestShare(head: Head, formats: readonly Format[]): number {
  return Math.max(0, ...formats.map((format) => format.recognise(head)?.share ?? 0))
}
