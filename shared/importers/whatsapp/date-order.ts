/**
 * Whether the day or the month stands first (IMP-21). That is a property of the file, but a person may have put two exports together: it is
 * decided for each run of like stamps, by what only one order allows. Records wait until then, within `IMPORT.HELD_CHARACTERS`, so that one
 * pass is enough.
 */
import { IMPORT } from '../../limits.ts'
import { dateText, hourOfDay, timeText } from '../wall-clock/index.ts'
import type { Stamp } from './stamp.ts'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** What the stamp says by itself; undefined: both are possible; `none`: no order makes a date of it. */
export function provenOrder({ numbers: [a, b], yearIsFirst }: Stamp): DateOrder | 'none' | undefined {
  if (yearIsFirst) return 'ymd'
  if (a > 12) return b > 12 ? 'none' : 'dmy'
  return b > 12 ? 'mdy' : undefined
}

/** `YYYY-MM-DDTHH:mm[:ss]`; undefined: there is no such time. */
export function timeOf({ numbers: [a, b, c], hour, minute, second, half }: Stamp, order: DateOrder): string | undefined {
  const date = order === 'ymd' ? dateText(a, b, c) : order === 'dmy' ? dateText(c, b, a) : dateText(c, a, b)
  const of24 = hourOfDay(hour, half)
  const time = of24 === undefined ? undefined : timeText(of24, minute, second)
  return date === undefined || time === undefined ? undefined : `${date}T${time}`
}

/** The order that lets time go forward, then the one whose month changes less often, then what is usual where such stamps are written. */
export function likelyOrder(stamps: readonly Stamp[], before: string, otherwise?: DateOrder): DateOrder {
  const day = disorder(stamps, 'dmy', before)
  const month = disorder(stamps, 'mdy', before)
  if (day.backward !== month.backward) return day.backward < month.backward ? 'dmy' : 'mdy'
  if (day.months !== month.months) return day.months < month.months ? 'dmy' : 'mdy'
  const [first] = stamps
  const isAmerican = first !== undefined && first.half !== undefined && first.shape.startsWith('/2')
  return otherwise ?? (isAmerican ? 'mdy' : 'dmy')
}

interface Waiting<T> {
  readonly item: T
  readonly stamp: Stamp
}

export interface Dated<T> {
  /** `time` undefined: there is no such time. In the order of `take`. */
  dated(item: T, time: string | undefined): void
  /** What was dated by a guess before is contradicted by this. */
  contradicted(item: T): void
}

/** Dates items one after another, and keeps their order. */
export class DateDecider<T> {
  readonly #to: Dated<T>
  /** Orders of shapes of stamps, for when a run of them comes back. */
  readonly #known = new Map<string, { readonly order: DateOrder; readonly isGuess: boolean }>()
  #shape: string | undefined
  #waiting: Waiting<T>[] = []
  #weight = 0
  /** The order of the run before what waits now contradicted it. */
  #doubted: DateOrder | undefined
  #last = ''

  constructor(to: Dated<T>) {
    this.#to = to
  }

  /** `weight`: characters it keeps while it waits. */
  take(item: T, stamp: Stamp, weight: number): void {
    const proof = provenOrder(stamp)
    if (proof === 'none' || proof === 'ymd') {
      if (this.#waiting.length === 0) this.#say(item, stamp, 'ymd', proof)
      else this.#wait(item, stamp, weight)
      return
    }
    if (stamp.shape !== this.#shape) {
      this.#settle()
      this.#shape = stamp.shape
    }
    const known = this.#waiting.length === 0 ? this.#known.get(stamp.shape) : undefined
    if (known !== undefined && (proof === undefined || proof === known.order)) {
      if (proof !== undefined && known.isGuess) this.#known.set(stamp.shape, { order: proof, isGuess: false })
      this.#say(item, stamp, known.order, proof)
      return
    }
    if (known !== undefined) {
      // A body may hold a line that looks like a record: one contradiction dates itself, the next stamp that proves something decides.
      if (known.isGuess) this.#to.contradicted(item)
      this.#doubted = known.order
      this.#wait(item, stamp, weight)
      return
    }
    this.#wait(item, stamp, weight)
    if (proof !== undefined) this.#decide(proof, false)
  }

  end(): void {
    this.#settle()
  }

  #wait(item: T, stamp: Stamp, weight: number): void {
    this.#waiting.push({ item, stamp })
    this.#weight += weight
    if (this.#weight > IMPORT.HELD_CHARACTERS) this.#settle()
  }

  #settle(): void {
    if (this.#waiting.length === 0) return
    const open = this.#waiting.map(({ stamp }) => stamp).filter((stamp) => provenOrder(stamp) === undefined)
    const first = this.#waiting[0]
    const proof = this.#doubted === undefined || first === undefined ? undefined : provenOrder(first.stamp)
    // Nothing but the contradiction itself: it changes nothing.
    if (open.length === 0 && this.#doubted !== undefined) this.#decide(this.#doubted, false)
    else this.#decide(likelyOrder(open, this.#last, proof === 'none' ? undefined : proof), true)
  }

  #decide(order: DateOrder, isGuess: boolean): void {
    const waiting = this.#waiting
    this.#waiting = []
    this.#weight = 0
    this.#doubted = undefined
    if (this.#shape !== undefined) this.#known.set(this.#shape, { order, isGuess })
    for (const { item, stamp } of waiting) this.#say(item, stamp, order, provenOrder(stamp))
  }

  #say(item: T, stamp: Stamp, order: DateOrder, proof: DateOrder | 'none' | undefined): void {
    const time = proof === 'none' ? undefined : timeOf(stamp, proof ?? order)
    if (time !== undefined) this.#last = time
    this.#to.dated(item, time)
  }
}

function disorder(stamps: readonly Stamp[], order: DateOrder, before: string): { readonly backward: number; readonly months: number } {
  let backward = 0
  let months = 0
  let last = before
  for (const stamp of stamps) {
    const time = timeOf(stamp, order)
    if (time === undefined) continue
    if (last !== '' && time.slice(0, 16) < last.slice(0, 16)) backward += 1
    if (last !== '' && time.slice(0, 7) !== last.slice(0, 7)) months += 1
    last = time
  }
  return { backward, months }
}
