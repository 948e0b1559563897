/**
 * A small real service behind the RPC layer: a notebook one can write in and listen to. It stands in for the messenger where only the
 * boundary is under test; it is not an imitation of one.
 */
import * as v from 'valibot'
import type { Clock } from '../../shared/crypto/index.ts'
import { output, type Contract, type RpcCode } from '../../shared/rpc/index.ts'
import { answeringBy, createRpcServer, type Handlers, type RpcServer } from '../../shared/rpc/index.ts'
import { systemClock } from '../harness/system-clock.ts'

export const notebookContract = {
  'notes.add': { input: v.strictObject({ text: v.pipe(v.string(), v.maxLength(2_000_000)) }), output: output<number>() },
  'notes.list': { input: v.optional(v.strictObject({}), {}), output: output<readonly string[]>() },
  'notes.clear': { input: v.optional(v.strictObject({}), {}), output: output<undefined>() },
  'notes.explode': { input: v.optional(v.strictObject({}), {}), output: output<undefined>() },
  'notes.wait': { input: v.optional(v.strictObject({}), {}), output: output<undefined>() },
  'notes.burst': { input: v.strictObject({ count: v.number() }), output: output<undefined>() },
} as const satisfies Contract
export type NotebookContract = typeof notebookContract
export interface NotebookEvent {
  readonly type: 'added'
  readonly index: number
}

export interface Notebook {
  readonly rpc: RpcServer<NotebookContract>
  readonly faults: unknown[]
  readonly refusals: RpcCode[]
  /** Waits that were cut by their connection's end. */
  readonly cut: () => number
  readonly listeners: () => number
}

/** Everything but `notes.clear` is for the narrow caller. */
export const NARROW = ['notes.add', 'notes.list', 'notes.explode', 'notes.wait', 'notes.burst'] as const
export const WIDE = [...NARROW, 'notes.clear'] as const

export function openNotebook(clock: Clock = systemClock): Notebook {
  const notes: string[] = []
  const listeners = new Set<(event: NotebookEvent) => void>()
  const faults: unknown[] = []
  const refusals: RpcCode[] = []
  let cut = 0
  const handlers: Handlers<NotebookContract> = {
    'notes.add': ({ text }) => {
      notes.push(text)
      for (const listener of listeners) listener({ type: 'added', index: notes.length - 1 })
      return { ok: true, value: notes.length - 1 }
    },
    'notes.list': () => ({ ok: true, value: notes }),
    'notes.clear': () => {
      notes.length = 0
      return { ok: true, value: undefined }
    },
    'notes.explode': () => {
      throw new Error('the secret of the house')
    },
    'notes.wait': (_input, { signal }) => {
      const { promise, resolve } = Promise.withResolvers<{ readonly ok: true; readonly value: undefined }>()
      signal.addEventListener('abort', () => {
        cut += 1
        resolve({ ok: true, value: undefined })
      })
      return promise
    },
    'notes.burst': ({ count }) => {
      for (let index = 0; index < count; index += 1) for (const listener of listeners) listener({ type: 'added', index })
      return { ok: true, value: undefined }
    },
  }
  const rpc = createRpcServer<NotebookContract, NotebookEvent>({
    contract: notebookContract,
    answer: answeringBy(handlers),
    events: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: '0.0.0-test',
    clock,
    onFault: (_method, cause) => faults.push(cause),
    onRefusal: (code) => refusals.push(code),
  })
  return { rpc, faults, refusals, cut: () => cut, listeners: () => listeners.size }
}
