/** A file of cards, one after another, in any mixture of versions; a person is told as soon as the card ends, or where the next begins. */
import { IMPORT } from '../../limits.ts'
import type { ImportSink, Reading, Surroundings } from '../format.ts'
import { ByteLines } from './bytes.ts'
import { Card, type Warn } from './card.ts'
import { type Decode, decodeFor } from './charset.ts'
import { parseProperty } from './property.ts'
import { Unfolder } from './unfold.ts'

export class CardsReading implements Reading<Uint8Array> {
  readonly #sink: ImportSink
  readonly #region: string
  readonly #decode: Decode
  readonly #unfolder = new Unfolder((bytes, line, isCut) => this.#property(bytes, line, isCut))
  readonly #lines = new ByteLines(IMPORT.PROPERTY_BYTES, (bytes, line, isCut) => this.#unfolder.line(bytes, line, isCut))
  #card: Card | undefined
  #cardBytes = 0
  #line = 0
  /** A card within a card (AGENT of 2.1): how deep, and its lines. */
  #agent: { depth: number; lines: string[] } | undefined
  #isAgentNext = false

  constructor(sink: ImportSink, around: Surroundings) {
    this.#sink = sink
    this.#region = around.region
    this.#decode = decodeFor(around)
  }

  push(piece: Uint8Array): void {
    this.#lines.push(piece)
  }

  end(): void {
    this.#lines.end()
    this.#unfolder.end()
    if (this.#card !== undefined) this.#warn(this.#line, 'ENDS_EARLY')
    this.#endAgent()
    this.#finish()
  }

  readonly #warn: Warn = (line, code) => this.#sink.warn(line, code)

  #property(bytes: Uint8Array, line: number, isCut: boolean): void {
    this.#line = line
    const edge = edgeOf(bytes)
    const isAgentNext = this.#isAgentNext
    this.#isAgentNext = false
    if (this.#agent !== undefined || (edge === 'BEGIN' && isAgentNext)) {
      this.#inAgent(bytes, edge)
      return
    }
    if (edge === 'BEGIN') {
      if (this.#card !== undefined) this.#warn(line, 'ENDS_EARLY')
      this.#finish()
      this.#card = new Card(this.#region, this.#warn)
      this.#cardBytes = 0
      return
    }
    if (this.#card === undefined) {
      if (bytes.some((byte) => byte > 0x20)) this.#warn(line, 'BAD_LINE')
      return
    }
    if (edge === 'END') this.#finish()
    else this.#read(this.#card, bytes, line, isCut)
  }

  #read(card: Card, bytes: Uint8Array, line: number, isCut: boolean): void {
    if (this.#isFull(bytes, line)) return
    const property = parseProperty(bytes, this.#decode)
    if (property === undefined) {
      if (bytes.some((byte) => byte > 0x20)) this.#warn(line, 'BAD_LINE')
      return
    }
    if (property.name === 'VERSION') this.#unfolder.keepsFold = property.value.trim() === '2.1'
    this.#isAgentNext = property.name === 'AGENT' && property.value.trim() === ''
    if (!this.#isAgentNext) card.add(property, line, isCut)
  }

  /** Warns once a card. */
  #isFull(bytes: Uint8Array, line: number): boolean {
    const wasFull = this.#cardBytes > IMPORT.CONTACT_BYTES
    this.#cardBytes += bytes.length + 1
    const isFull = this.#cardBytes > IMPORT.CONTACT_BYTES
    if (isFull && !wasFull) this.#warn(line, 'CUT_LINE')
    return isFull
  }

  #inAgent(bytes: Uint8Array, edge: 'BEGIN' | 'END' | undefined): void {
    this.#agent ??= { depth: 0, lines: [] }
    if (edge === 'BEGIN') this.#agent.depth += 1
    if (edge === 'END') this.#agent.depth -= 1
    if (!this.#isFull(bytes, this.#line)) this.#agent.lines.push(this.#decode(bytes).text)
    if (this.#agent.depth === 0) this.#endAgent()
  }

  /** Kept in the way of 3.0: the inner card as one escaped text. */
  #endAgent(): void {
    if (this.#agent === undefined) return
    const escaped = this.#agent.lines.map((line) => line.replace(/[\\;,]/g, String.raw`\$&`).replace(/\r\n?|\n/g, String.raw`\n`))
    this.#card?.keep(String.raw`AGENT:${escaped.join(String.raw`\n`)}\n`, '', this.#line)
    this.#agent = undefined
  }

  #finish(): void {
    const contact = this.#card?.finish()
    if (contact !== undefined) this.#sink.contact(contact)
    else if (this.#card !== undefined) this.#warn(this.#line, 'BAD_RECORD')
    this.#card = undefined
    this.#unfolder.keepsFold = false
  }
}

function edgeOf(bytes: Uint8Array): 'BEGIN' | 'END' | undefined {
  if (bytes.length > 64) return undefined
  const text = String.fromCharCode(...bytes)
    .trim()
    .toUpperCase()
  if (/^BEGIN ?: ?VCARD$/.test(text)) return 'BEGIN'
  return /^END ?: ?VCARD$/.test(text) ? 'END' : undefined
}
