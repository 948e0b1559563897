/** Bytes that grow up to a limit, and a file of bytes cut into lines; both in time linear in what comes, however it is cut. */

/** What is beyond `most` is dropped and told by `isCut`. */
export class Bytes {
  readonly #most: number
  #held: Uint8Array = new Uint8Array(256)
  #length = 0
  isCut = false

  constructor(most: number) {
    this.#most = most
  }

  get length(): number {
    return this.#length
  }

  append(bytes: Uint8Array): void {
    const room = this.#most - this.#length
    const fitting = bytes.length > room ? bytes.subarray(0, room) : bytes
    if (fitting.length < bytes.length) this.isCut = true
    const length = this.#length + fitting.length
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.min(this.#most, Math.max(length, this.#held.length * 2)))
      larger.set(this.#held.subarray(0, this.#length))
      this.#held = larger
    }
    this.#held.set(fitting, this.#length)
    this.#length = length
  }

  /** What is there, only until more is appended. */
  view(): Uint8Array {
    return this.#held.subarray(0, this.#length)
  }

  shorten(length: number): void {
    this.#length = Math.min(length, this.#length)
  }

  clear(): void {
    this.#length = 0
    this.isCut = false
    if (this.#held.length > 65_536) this.#held = new Uint8Array(256)
  }
}

const CR = 0x0d
const LF = 0x0a

/** Takes a line without its end; the bytes stand only during the call. `line` counts from 1. */
export type TakeLine = (bytes: Uint8Array, line: number, isCut: boolean) => void

/** Lines end in CRLF, LF or CR, also mixed in one file. */
export class ByteLines {
  readonly #take: TakeLine
  readonly #rest: Bytes
  #line = 1
  #afterCr = false

  constructor(most: number, take: TakeLine) {
    this.#rest = new Bytes(most)
    this.#take = take
  }

  push(piece: Uint8Array): void {
    let start = 0
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at]
      if (byte !== CR && byte !== LF) {
        this.#afterCr = false
        continue
      }
      if (byte === LF && this.#afterCr) {
        this.#afterCr = false
        start = at + 1
        continue
      }
      this.#afterCr = byte === CR
      this.#rest.append(piece.subarray(start, at))
      this.#flush()
      start = at + 1
    }
    this.#rest.append(piece.subarray(start))
  }

  end(): void {
    if (this.#rest.length > 0) this.#flush()
  }

  #flush(): void {
    this.#take(this.#rest.view(), this.#line, this.#rest.isCut)
    this.#line += 1
    this.#rest.clear()
  }
}
