/** The import that is going on: it goes on while somebody looks elsewhere, and after the page was loaded anew. */
import { createStore } from 'zustand/vanilla'
import type { ImportView } from '../../../shared/messenger/index.ts'
import { call, onEvent, onLocked } from '../engine/index.ts'
import { type Choices, planOf, proposed } from './choices.ts'
import type { DroppedFile } from '../dropped-files/index.ts'
import { giveFiles } from './give-files.ts'

export interface MovingIn {
  readonly view: ImportView | undefined
  /** Bytes handed over so far, and of how many; undefined: all are there. */
  readonly sent: { readonly done: number; readonly all: number } | undefined
  /** Made when the preview is there, then the person's. */
  readonly choices: Choices | undefined
  /** Why nothing is going on any more. */
  readonly failure: string | undefined
}

const IDLE: MovingIn = { view: undefined, sent: undefined, choices: undefined, failure: undefined }
export const movingIn = createStore<MovingIn>(() => IDLE)
let giving = new AbortController()

/** Of a page that was just opened: what was begun before goes on. */
export async function resume(): Promise<void> {
  if (movingIn.getState().view !== undefined) return
  const answer = await call('imports.sessions')
  const last = answer.ok ? answer.value.at(-1) : undefined
  // What was only half handed over went with the page that did it.
  if (last?.phase === 'gathering') return void call('imports.close', { id: last.id })
  if (last !== undefined) show(last)
}

export async function begin(files: readonly DroppedFile[]): Promise<void> {
  if (files.length === 0) return
  await close()
  const begun = await call('imports.gather')
  if (!begun.ok) return fail(begun.error.code)
  const { id } = begun.value
  const all = files.reduce((sum, { file }) => sum + file.size, 0)
  giving = new AbortController()
  const { signal } = giving
  movingIn.setState({ ...IDLE, view: begun.value, sent: { done: 0, all } })
  const code = await giveFiles(id, files, (done) => movingIn.setState({ sent: { done, all } }), signal)
  if (signal.aborted) return
  if (code !== undefined) {
    await close()
    return fail(code)
  }
  movingIn.setState({ sent: undefined })
  const reading = await call('imports.read', { id })
  if (reading.ok) show(reading.value)
  else fail(reading.error.code)
}

export function choose(choices: Choices): void {
  movingIn.setState({ choices })
}

export async function commit(): Promise<void> {
  const { view, choices } = movingIn.getState()
  if (view === undefined || choices === undefined) return
  const answer = await call('imports.commit', { id: view.id, plan: planOf(choices) })
  if (answer.ok) show(answer.value)
  else movingIn.setState({ failure: answer.error.code })
}

/** Stops what is going on; what was written of it is taken back. */
export async function stop(): Promise<void> {
  giving.abort()
  const { view } = movingIn.getState()
  if (view === undefined) return
  await call('imports.cancel', { id: view.id })
  await close()
}

/** Forgets it, whatever came of it. */
export async function close(): Promise<void> {
  const { view } = movingIn.getState()
  movingIn.setState(IDLE)
  if (view !== undefined) await call('imports.close', { id: view.id })
}

function show(view: ImportView): void {
  const { choices } = movingIn.getState()
  movingIn.setState({ view, failure: undefined, choices: view.phase === 'ready' ? (choices ?? proposed(view)) : choices })
}

function fail(failure: string): void {
  movingIn.setState({ ...IDLE, failure })
}

onEvent((event) => {
  if (event.type !== 'import' && event.type !== 'lagged') return
  const { view, sent } = movingIn.getState()
  if (view === undefined || sent !== undefined || (event.type === 'import' && event.id !== view.id)) return
  void call('imports.look', { id: view.id }).then((answer) => {
    if (movingIn.getState().view?.id !== view.id) return
    if (answer.ok) show(answer.value)
    else fail(answer.error.code)
  })
})

onLocked(() => {
  giving.abort()
  movingIn.setState(IDLE)
})
