/** Reading and joining bytes of picture files. Reading beyond the end throws a RangeError, which means: damaged. */

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Latin letters; whatever else is there becomes some character. */
export function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...part(bytes, at, length))
}

/** A part without copying it. */
export function part(bytes: Uint8Array, at: number, length: number): Uint8Array {
  if (at < 0 || length < 0 || at + length > bytes.length) throw new RangeError('it ends before')
  return bytes.subarray(at, at + length)
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const one of parts) {
    whole.set(one, at)
    at += one.length
  }
  return whole
}
