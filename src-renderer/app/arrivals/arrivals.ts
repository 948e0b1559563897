/**
 * How far files have come to this device, for whoever shows them: asked for once when the first part shows one, together with all that appear in
 * the same moment, then as the engine tells it. What nobody shows any more is let go of.
 */
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { FileId } from '../../../shared/ids/index.ts'
import { RPC } from '../../../shared/limits.ts'
import type { FileArrival } from '../../../shared/messenger/index.ts'
import { call, onEvent, onLocked } from '../engine/index.ts'

const useArrivals = create<ReadonlyMap<FileId, FileArrival>>(() => new Map())
/** How many parts show it. */
const shown = new Map<FileId, number>()
const wanted = new Set<FileId>()

/** undefined: not told yet, or nobody knows of it. */
export function useArrival(file: FileId): FileArrival | undefined {
  useEffect(() => {
    show(file)
    return () => letGo(file)
  }, [file])
  return useArrivals((arrivals) => arrivals.get(file))
}

/** Of several, in their order, whether they are drawn or not. */
export function useArrivalsOf(files: readonly FileId[]): readonly (FileArrival | undefined)[] {
  const all = files.join(' ')
  const now = useRef(files)
  useEffect(() => {
    now.current = files
  })
  useEffect(() => {
    const those = now.current
    for (const file of those) show(file)
    return () => those.forEach(letGo)
  }, [all])
  return useArrivals(useShallow((arrivals) => files.map((file) => arrivals.get(file))))
}

/** For handlers; of files that are shown somewhere. */
export function arrivalOf(file: FileId): FileArrival | undefined {
  return useArrivals.getState().get(file)
}

/**
 * What was pressed is said at once: on a busy computer the next press would be meant for what the first one has changed meanwhile, and pause it.
 * Where the engine has told nothing of it by the time it answers, it is asked.
 */
export async function whileAsked<T>(file: FileId, asked: Promise<T>): Promise<T> {
  const before = arrivalOf(file)
  if (before === undefined || before.state === 'here' || before.state === 'running') return asked
  const said: FileArrival = { ...before, state: 'queued' }
  keep([said])
  try {
    return await asked
  } finally {
    if (arrivalOf(file) === said) want(file)
  }
}

onEvent((event) => {
  if (event.type === 'transfers' && shown.has(event.arrival.file)) keep([event.arrival])
  if (event.type === 'lagged') for (const file of shown.keys()) want(file)
})
onLocked(() => useArrivals.setState(new Map(), true))

function show(file: FileId): void {
  const before = shown.get(file) ?? 0
  shown.set(file, before + 1)
  if (before === 0) want(file)
}

function letGo(file: FileId): void {
  const left = (shown.get(file) ?? 1) - 1
  if (left > 0) return void shown.set(file, left)
  shown.delete(file)
  const arrivals = new Map(useArrivals.getState())
  if (arrivals.delete(file)) useArrivals.setState(arrivals, true)
}

function want(file: FileId): void {
  if (wanted.size === 0) queueMicrotask(() => void ask())
  wanted.add(file)
}

async function ask(): Promise<void> {
  const files = [...wanted]
  wanted.clear()
  for (let at = 0; at < files.length; at += RPC.ARRIVALS) {
    const answer = await call('transfers.arrivals', { files: files.slice(at, at + RPC.ARRIVALS) })
    if (answer.ok) keep(answer.value.filter(({ file }) => shown.has(file)))
  }
}

function keep(told: readonly FileArrival[]): void {
  if (told.length > 0)
    useArrivals.setState(new Map([...useArrivals.getState(), ...told.map((arrival) => [arrival.file, arrival] as const)]), true)
}
