/**
 * Takes a JSON text of any size apart, in pieces cut anywhere: it walks down only where a node says so, hands out the records it is asked for,
 * one at a time, and passes over the rest without keeping it. Memory is one record. A record that does not parse is handed out as undefined and
 * the walk goes on behind its closing bracket, so that one bad record costs itself only. Finding where a record ends and leaving it to
 * `JSON.parse` is four times as fast as making values of tokens, and a tokenizer ends at the first bad character.
 */
import { IMPORT } from '../../limits.ts'
import { parseRecord } from './record.ts'

/** Takes one value; undefined: it was there, but nothing that can be read. `characters`: how long it stood in the file. */
export type JsonTaker = (value: unknown, characters: number) => void

/** What to do with a value: undefined passes over it, a taker gets it whole, a node is walked into. */
export type JsonWant = undefined | JsonTaker | JsonNode

export interface JsonNode {
  /** Of an object the name of the member, of an array the number of the element, from 0. */
  readonly member: (key: string | number) => JsonWant
  /** Its opening bracket has come. */
  readonly enter?: ((isArray: boolean) => void) | undefined
  /** It is neither object nor array. */
  readonly scalar?: JsonTaker | undefined
  /** Its closing bracket has come. */
  readonly leave?: (() => void) | undefined
}

/** STRAY: characters that belong nowhere. AFTER: something behind the end. CUT: the text ends inside. */
export type JsonTrouble = 'STRAY' | 'AFTER' | 'CUT'

interface Frame {
  readonly node: JsonNode
  readonly isArray: boolean
  /** Of an object: the name that was read, until its value begins. */
  key: string | undefined
  hasColon: boolean
  count: number
}

const INSIDE = { OUT: 0, KEY: 1, BRACKETS: 2, STRING: 3, SCALAR: 4 } as const
type Inside = (typeof INSIDE)[keyof typeof INSIDE]
const QUOTE = 34
const BACKSLASH = 92

export class JsonSplitter {
  readonly #root: JsonNode
  readonly #trouble: (trouble: JsonTrouble) => void
  readonly #frames: Frame[] = []
  #begun = false
  #over = false
  #isStray = false
  /** What is being read, and who wants it. */
  #inside: Inside = INSIDE.OUT
  #taker: JsonTaker | undefined
  #held = ''
  #isTooMuch = false
  #depth = 0
  #inString = false
  #isEscaped = false

  constructor(root: JsonNode, trouble: (trouble: JsonTrouble) => void) {
    this.#root = root
    this.#trouble = trouble
  }

  push(piece: string): void {
    let at = 0
    while (at < piece.length) at = this.#inside === INSIDE.OUT ? this.#walk(piece, at) : this.#read(piece, at)
  }

  end(): void {
    if (this.#inside === INSIDE.SCALAR) this.#finish()
    if (this.#begun && !this.#over) this.#trouble('CUT')
    this.#over = true
  }

  /** One character between values. Returns where to go on. */
  #walk(piece: string, at: number): number {
    const code = piece.charCodeAt(at)
    if (code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff) return at + 1
    const frame = this.#frames.at(-1)
    if (frame === undefined) return this.#outermost(at, code)
    if (code === 44 /* , */) frame.key = undefined
    else if (code === (frame.isArray ? 93 : 125)) this.#close()
    else if (frame.isArray) return this.#value(at, code, frame, frame.count)
    else if (frame.key === undefined && code === QUOTE) return this.#begin(INSIDE.KEY, undefined, at, true)
    else if (frame.key !== undefined && !frame.hasColon && code === 58 /* : */) frame.hasColon = true
    else if (frame.key !== undefined && frame.hasColon) return this.#value(at, code, frame, frame.key)
    else this.#stray('STRAY')
    return at + 1
  }

  #outermost(at: number, code: number): number {
    if (this.#over) {
      this.#stray('AFTER')
      return at + 1
    }
    if (code !== 123 && code !== 91) {
      this.#stray('STRAY')
      return at + 1
    }
    this.#begun = true
    this.#enter(this.#root, code === 91)
    return at + 1
  }

  #value(at: number, code: number, frame: Frame, key: string | number): number {
    if (code === 125 || code === 93 || code === 58) {
      this.#stray('STRAY')
      return at + 1
    }
    this.#isStray = false
    const want = frame.node.member(key)
    frame.count += 1
    frame.key = undefined
    frame.hasColon = false
    const isBracket = code === 123 || code === 91
    if (typeof want === 'object' && isBracket) {
      this.#enter(want, code === 91)
      return at + 1
    }
    const taker = typeof want === 'object' ? want.scalar : want
    return this.#begin(isBracket ? INSIDE.BRACKETS : code === QUOTE ? INSIDE.STRING : INSIDE.SCALAR, taker, at, code === QUOTE)
  }

  #enter(node: JsonNode, isArray: boolean): void {
    node.enter?.(isArray)
    this.#frames.push({ node, isArray, key: undefined, hasColon: false, count: 0 })
  }

  #close(): void {
    const frame = this.#frames.pop()
    this.#isStray = false
    if (this.#frames.length === 0) this.#over = true
    frame?.node.leave?.()
  }

  #begin(inside: Inside, taker: JsonTaker | undefined, at: number, inString: boolean): number {
    this.#inside = inside
    this.#taker = taker
    this.#held = ''
    this.#isTooMuch = false
    this.#depth = 0
    this.#inString = inString
    this.#isEscaped = false
    if (inside !== INSIDE.KEY && inside !== INSIDE.STRING) return at
    this.#keep('"')
    return at + 1
  }

  #read(piece: string, from: number): number {
    const end = this.#inside === INSIDE.SCALAR ? scalarEnd(piece, from) : this.#closedEnd(piece, from)
    const isOver = end >= 0
    if (this.#taker !== undefined || this.#inside === INSIDE.KEY) this.#keep(piece.slice(from, isOver ? end : piece.length))
    if (!isOver) return piece.length
    this.#finish()
    return end
  }

  /** Behind the quote or bracket that ends the value, or -1. */
  #closedEnd(piece: string, from: number): number {
    let inString = this.#inString
    let isEscaped = this.#isEscaped
    let depth = this.#depth
    let end = -1
    const wantsString = this.#inside !== INSIDE.BRACKETS
    for (let at = from; at < piece.length && end < 0; at += 1) {
      const code = piece.charCodeAt(at)
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (code === BACKSLASH) isEscaped = true
        else if (code === QUOTE) {
          inString = false
          if (wantsString) end = at + 1
        }
      } else if (code === QUOTE) inString = true
      else if (code === 123 || code === 91) {
        depth += 1
        if (depth > IMPORT.JSON_DEPTH) this.#drop()
      } else if (code === 125 || code === 93) {
        depth -= 1
        if (depth === 0) end = at + 1
      }
    }
    this.#inString = inString
    this.#isEscaped = isEscaped
    this.#depth = depth
    return end
  }

  #keep(text: string): void {
    if (this.#isTooMuch) return
    if (this.#held.length + text.length > IMPORT.JSON_RECORD_CHARACTERS) this.#drop()
    else this.#held += text
  }

  #drop(): void {
    this.#isTooMuch = true
    this.#held = ''
  }

  #finish(): void {
    const { taker, value } = { taker: this.#taker, value: this.#isTooMuch ? undefined : this.#held }
    const wasKey = this.#inside === INSIDE.KEY
    this.#inside = INSIDE.OUT
    this.#taker = undefined
    this.#held = ''
    if (wasKey) {
      const frame = this.#frames.at(-1)
      const key = value === undefined ? undefined : parseRecord(value)
      // A name nobody can read has a value all the same; it is passed over.
      if (frame !== undefined) frame.key = typeof key === 'string' ? key : '\u0000'
    } else if (taker !== undefined) taker(value === undefined ? undefined : parseRecord(value), value?.length ?? 0)
  }

  /** Once for each stretch of them, so that a file of nothing else costs no more warnings than records. */
  #stray(trouble: JsonTrouble): void {
    if (!this.#isStray) this.#trouble(trouble)
    this.#isStray = true
  }
}

function scalarEnd(piece: string, from: number): number {
  for (let at = from; at < piece.length; at += 1) {
    const code = piece.charCodeAt(at)
    if (code === 44 || code === 93 || code === 125 || code === 32 || code === 10 || code === 13 || code === 9) return at
  }
  return -1
}
