/** The first bytes of a file: a mark of UTF-8 is taken off, and UTF-16 is turned into UTF-8, since lines are found in bytes. */
import type { Reading, Surroundings } from '../format.ts'
import type { TextDecoding } from '../source.ts'

const encoder = new TextEncoder()

export function inUtf8(reading: Reading<Uint8Array>, around: Surroundings): Reading<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array(0)
  let wide: TextDecoding | undefined
  let half = ''
  /** Half a pair of UTF-16 waits for the other. */
  const whole = (text: string): Uint8Array => {
    const all = half + text
    half = /[\uD800-\uDBFF]$/.test(all.slice(-1)) ? all.slice(-1) : ''
    return encoder.encode(half === '' ? all : all.slice(0, -1))
  }
  const onward = (bytes: Uint8Array): void => reading.push(wide === undefined ? bytes : whole(wide.decode(bytes)))
  const begin = (bytes: Uint8Array): void => {
    start = undefined
    const [first, second, third] = bytes
    const mark = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined
    const found = mark ?? (around.encoding?.startsWith('utf-16') === true ? around.encoding : undefined)
    if (found !== undefined) wide = around.decoders(found)
    const isMarked = first === 0xef && second === 0xbb && third === 0xbf
    onward(mark !== undefined ? bytes.subarray(2) : isMarked ? bytes.subarray(3) : bytes)
  }
  return {
    push: (piece) => {
      if (start === undefined) onward(piece)
      else if (start.length + piece.length >= 3) begin(joined(start, piece))
      else start = joined(start, piece)
    },
    end: () => {
      if (start !== undefined) begin(start)
      if (wide !== undefined) reading.push(encoder.encode(half + wide.end()))
      reading.end()
    },
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
