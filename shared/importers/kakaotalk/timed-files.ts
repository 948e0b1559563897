/** Files beside an iPhone's export, by what they are and the minute they were sent in: `20260610_093200_1.jpeg` (IMP-18). */
import type { RecordKind } from '../model.ts'
import { kindOfExtension } from './placeholders.ts'
import { isDay } from './stamp.ts'

const NAME = /(?:^|\/)(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)(?:_(\d{1,4}))?\.([a-z0-9]{1,5})$/i
const MINUTE_MS = 60_000

interface Waiting {
  readonly paths: string[]
  next: number
}

/** Minutes since 1970 of a record's local time, as if there were no zones: only differences count. */
export function instantMinute(time: string): number {
  return minuteOf(time.slice(0, 4), time.slice(5, 7), time.slice(8, 10), time.slice(11, 13), time.slice(14, 16))
}

function minuteOf(year: string, month: string, day: string, hour: string, minute: string): number {
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) / MINUTE_MS
}

export class TimedFiles {
  /** By what they are, then by minute. */
  readonly #files = new Map<string, Map<number, Waiting>>()

  constructor(paths: readonly string[]) {
    const dated = paths.flatMap((path) => {
      const found = NAME.exec(path)
      return found === null ? [] : [{ path, found }]
    })
    const order = ({ found }: { found: RegExpExecArray }): string => `${found.slice(1, 7).join('')}${(found[7] ?? '').padStart(4, '0')}`
    for (const { path, found } of dated.toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))) {
      const [year = '', month = '', day = '', hour = '', minute = '', , , extension = ''] = found.slice(1)
      if (isDay(Number(year), Number(month), Number(day)) && Number(hour) < 24 && Number(minute) < 60) {
        this.#add(sortOfExtension(extension.toLowerCase()), minuteOf(year, month, day, hour, minute), path)
      }
    }
  }

  get isEmpty(): boolean {
    return this.#files.size === 0
  }

  /** The next of that minute, else the nearest within so many; it is given to nobody else. */
  take(kind: RecordKind, name: string, minute: number, within: number): string | undefined {
    const files = this.#files.get(sortOf(kind, name))
    if (files === undefined) return undefined
    for (let far = 0; far <= within; far += 1) {
      const waiting = unused(files.get(minute - far)) ?? unused(files.get(minute + far))
      if (waiting === undefined) continue
      waiting.next += 1
      return waiting.paths[waiting.next - 1]
    }
    return undefined
  }

  /** A file that would do lies ahead: a record to come may be of its very minute. */
  isAhead({ kind, attachments }: { kind: RecordKind; attachments: readonly { name: string }[] }, minute: number, within: number): boolean {
    const files = this.#files.get(sortOf(kind, attachments[0]?.name ?? ''))
    if (files === undefined) return false
    for (let far = 1; far <= within; far += 1) if (unused(files.get(minute + far)) !== undefined) return true
    return false
  }

  #add(sort: string, minute: number, path: string): void {
    const files = this.#files.get(sort) ?? new Map<number, Waiting>()
    this.#files.set(sort, files)
    const waiting = files.get(minute)
    if (waiting === undefined) files.set(minute, { paths: [path], next: 0 })
    else waiting.paths.push(path)
  }
}

function unused(waiting: Waiting | undefined): Waiting | undefined {
  return waiting !== undefined && waiting.next < waiting.paths.length ? waiting : undefined
}

/** Photos are photos whatever their ending; of other files the ending must be the same. */
function sortOfExtension(extension: string): string {
  const kind = kindOfExtension(extension)
  return kind === 'file' ? extension : kind
}

function sortOf(kind: RecordKind, name: string): string {
  return kind === 'file' ? sortOfExtension(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) : kind
}
