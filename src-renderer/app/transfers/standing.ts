/** Files that come here, in their order, and how far all of them are together. Pure. */
import type { FileId } from '../../../shared/ids/index.ts'
import type { FileArrival } from '../../../shared/messenger/index.ts'

export interface Standing {
  /** In the order of the queue; undefined: not told yet. */
  readonly arrivals: readonly FileArrival[] | undefined
  /** Of files that came since there last was nothing on its way: the share of all does not fall when one is there. */
  readonly came: number
}

export const NOTHING_TOLD: Standing = { arrivals: undefined, came: 0 }

export interface Share {
  readonly running: number
  readonly waiting: number
  readonly paused: number
  /** 0 to 1, of all that came and comes. */
  readonly share: number
}

/** The whole list anew. */
export function listed(before: Standing, arrivals: readonly FileArrival[]): Standing {
  return { arrivals, came: arrivals.length === 0 ? 0 : before.came }
}

/** `isNew`: its place in the order is not known, so the list is to be asked for. */
export function told(before: Standing, arrival: FileArrival): { readonly standing: Standing; readonly isNew: boolean } {
  const { arrivals } = before
  if (arrivals === undefined) return { standing: before, isNew: false }
  const isOver = arrival.state === 'here' || arrival.state === 'idle'
  const isKnown = arrivals.some(({ file }) => file === arrival.file)
  if (!isKnown)
    return isOver ? { standing: before, isNew: false } : { standing: { ...before, arrivals: [...arrivals, arrival] }, isNew: true }
  if (!isOver)
    return { standing: { ...before, arrivals: arrivals.map((each) => (each.file === arrival.file ? arrival : each)) }, isNew: false }
  const left = arrivals.filter(({ file }) => file !== arrival.file)
  const came = arrival.state === 'here' ? before.came + arrival.size : before.came
  return { standing: listed({ ...before, came }, left), isNew: false }
}

/** What failed or is paused waits for somebody, and is no part of the share while other things go on. */
export function shareOf({ arrivals = [], came }: Standing): Share {
  const count = (...states: readonly FileArrival['state'][]) => arrivals.filter(({ state }) => states.includes(state)).length
  const moving = arrivals.filter(({ state }) => state !== 'paused' && state !== 'failed')
  const counted = moving.length > 0 ? moving : arrivals
  const size = counted.reduce((sum, each) => sum + each.size, came)
  const bytes = counted.reduce((sum, each) => sum + each.bytes, came)
  return {
    running: count('running'),
    waiting: count('queued', 'nobody'),
    paused: count('paused', 'failed'),
    share: size === 0 ? 0 : Math.min(1, bytes / size),
  }
}

/** Where it stands after it was moved. */
export function movedTo(arrivals: readonly FileArrival[], file: FileId, to: number): readonly FileArrival[] {
  const it = arrivals.find((each) => each.file === file)
  if (it === undefined) return arrivals
  const others = arrivals.filter((each) => each !== it)
  return others.toSpliced(to, 0, it)
}
