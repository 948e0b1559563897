/**
 * Which file beside the export is which attachment (IMP-18). Where the record names the file, by its name. iPhones name none, and call the files
 * after the minute they were sent in: there the file of that minute is taken, else the nearest that no other record claims. What may still be
 * claimed by a record to come makes a record wait, and all behind it, within bounds.
 */
import { IMPORT } from '../../limits.ts'
import type { ChatSink, Surroundings } from '../format.ts'
import type { ImportedAttachment, ImportedRecord } from '../model.ts'
import { TimedFiles, instantMinute } from './timed-files.ts'

const { MEDIA_BY_TIME_MINUTES, HELD_RECORDS, LINE_CHARACTERS } = IMPORT

/** Each is placed once; when all are, the record can go. */
interface Held {
  record: ImportedRecord
  /** `NaN`: it waits for nothing but its turn. */
  readonly minute: number
}

export class Attachments {
  readonly #sink: ChatSink
  readonly #around: Surroundings
  readonly #timed: TimedFiles | undefined
  #held: Held[] = []
  #characters = 0

  constructor(sink: ChatSink, around: Surroundings, isByTime: boolean) {
    this.#sink = sink
    this.#around = around
    const timed = isByTime ? new TimedFiles(around.paths) : undefined
    this.#timed = timed?.isEmpty === false ? timed : undefined
  }

  named(name: string): ImportedAttachment {
    const found = name === '' ? undefined : this.#around.beside(name)
    return found === undefined ? { name, present: false } : { name, present: true, path: found.path }
  }

  /** In the order of the file. */
  emit(record: ImportedRecord): void {
    if (this.#timed === undefined) {
      this.#sink.record(record)
      return
    }
    const minute = record.time === null ? NaN : instantMinute(record.time)
    if (this.#held.length > 0) this.#letGo(minute)
    const placed = isMissing(record) ? this.#place(record, minute, 0) : record
    const waits = isMissing(placed) && this.#timed.isAhead(placed, minute, MEDIA_BY_TIME_MINUTES)
    if (this.#held.length === 0 && !waits) {
      this.#sink.record(isMissing(placed) ? this.#place(placed, minute, MEDIA_BY_TIME_MINUTES) : placed)
      return
    }
    this.#held.push({ record: placed, minute: isMissing(placed) ? minute : NaN })
    this.#characters += record.text.length
    if (this.#held.length > HELD_RECORDS || this.#characters > LINE_CHARACTERS) this.#letGo(Infinity)
  }

  end(): void {
    this.#letGo(Infinity)
  }

  /** Those go whose time is so long past that nothing can claim their files any more. */
  #letGo(now: number): void {
    let count = 0
    for (const { record, minute } of this.#held) {
      // Also where the time runs backwards or is none: then it waits for the bound.
      if (!Number.isNaN(minute) && !(now > minute + MEDIA_BY_TIME_MINUTES)) break
      this.#sink.record(Number.isNaN(minute) ? record : this.#place(record, minute, MEDIA_BY_TIME_MINUTES))
      this.#characters -= record.text.length
      count += 1
    }
    if (count > 0) this.#held = this.#held.slice(count)
  }

  /** The record with as many of its files as there are within so many minutes. */
  #place(record: ImportedRecord, minute: number, within: number): ImportedRecord {
    // Those of one record are alike: where there is none for one, there is none for those behind it.
    let isOver = Number.isNaN(minute)
    const attachments = record.attachments.map((attachment): ImportedAttachment => {
      if (attachment.present || isOver) return attachment
      const path = this.#timed?.take(record.kind, attachment.name, minute, within)
      if (path === undefined) {
        isOver = true
        return attachment
      }
      const name = path.slice(path.lastIndexOf('/') + 1)
      // Asked for so that it is known to be somebody's.
      const found = this.#around.beside(name)
      return { name, present: true, path: found?.path ?? path, byTime: true }
    })
    return { ...record, attachments }
  }
}

function isMissing({ attachments }: ImportedRecord): boolean {
  return attachments.some(({ present }) => !present)
}
