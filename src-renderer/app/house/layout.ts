/** How this person arranged the window, kept in this browser: width of the list, and where details are open. */
import * as v from 'valibot'
import { create } from 'zustand'

interface Layout {
  /** px at text size 100 %. */
  readonly listWidth: number
  /** Rooms whose details are open. */
  readonly detailsOf: readonly string[]
}

export const RAIL_PX = 68
export const LIST_WIDTH = { least: 264, usual: 316, most: 420 } as const
const KEY = 'sarangbang-layout'
const ROOMS_REMEMBERED = 200

const kept = v.object({
  listWidth: v.pipe(v.number(), v.minValue(LIST_WIDTH.least), v.maxValue(LIST_WIDTH.most)),
  detailsOf: v.pipe(v.array(v.string()), v.maxLength(ROOMS_REMEMBERED)),
})

const store = create<Layout>(() => read())

export function useLayout<T>(select: (layout: Layout) => T): T {
  return store(select)
}

export function setListWidth(width: number): void {
  write({ listWidth: Math.round(Math.min(LIST_WIDTH.most, Math.max(LIST_WIDTH.least, width))) })
}

export function setDetailsOpen(room: string, isOpen: boolean): void {
  const others = store.getState().detailsOf.filter((each) => each !== room)
  write({ detailsOf: isOpen ? [...others, room].slice(-ROOMS_REMEMBERED) : others })
}

function write(changes: Partial<Layout>): void {
  store.setState(changes)
  localStorage.setItem(KEY, JSON.stringify(store.getState()))
}

function read(): Layout {
  try {
    const parsed = v.safeParse(kept, JSON.parse(localStorage.getItem(KEY) ?? '{}'))
    if (parsed.success) return parsed.output
  } catch {
    // Not ours any more: the usual arrangement.
  }
  return { listWidth: LIST_WIDTH.usual, detailsOf: [] }
}
