/**
 * The typed client over any channel. It imports the contract as a type only, so a command line that asks one question does not load the
 * schemas. No call rejects: a lost connection is an answer with a code like any other.
 */
import { createBirpc } from 'birpc'
import { RPC } from '../limits.ts'
import { type EventBatch, type HelloAnswer, type Lagged, RPC_PROTOCOL, type RpcChannel } from './channel.ts'
import { type Answer, type Contract, type InputOf, type MethodName, type OutputOf, refusal } from './contract.ts'
import type { HouseContract, HouseEvent } from './house-contract.ts'

export interface RpcClient<C extends Contract, E> {
  hello(token?: string): Promise<Answer<HelloAnswer>>
  /** `timeoutMs` 0: waits as long as the connection lives. */
  call<M extends MethodName<C>>(method: M, input?: InputOf<C, M>, timeoutMs?: number): Promise<Answer<OutputOf<C, M>>>
  /** For who passes calls of others on: they were parsed there, and are parsed again where they are answered. No time-out. */
  pass(method: MethodName<C>, input: unknown): Promise<Answer<unknown>>
  /**
   * Events in order, from when the answer is there. One listener a connection; what it returns is waited for before the next event, and while it
   * is busy events wait with the engine, which in the end drops some and says so (RPC-11).
   */
  subscribe(listener: (event: E | Lagged) => unknown): Promise<Answer<undefined>>
  /** Settles when the connection has ended, however it did, and the listener has had every event that came. */
  readonly ended: Promise<void>
  close(): void
}

export function createRpcClient<C extends Contract, E>(channel: RpcChannel): RpcClient<C, E> {
  let listener: ((event: E | Lagged) => unknown) | undefined
  let taking = Promise.resolve()
  let isOpen = true
  const ended = Promise.withResolvers<void>()
  const waiting = new Set<(answer: Answer<unknown>) => void>()

  const rpc = createBirpc<Record<string, (input: unknown) => unknown>, Record<string, unknown>, false>(
    {
      events(batch: EventBatch<E>) {
        taking = taking.then(() => take(batch))
      },
    },
    {
      proxify: false,
      timeout: -1,
      post: (frame) => channel.post(frame),
      on: (receive) =>
        channel.listen({
          frame: (frame) => {
            if (isFrame(frame)) receive(frame)
          },
          closed: () => {
            isOpen = false
            for (const settle of waiting) settle(refusal('DISCONNECTED', 'the engine closed the connection'))
            void taking.then(() => ended.resolve())
          },
        }),
    },
  )

  async function take(batch: EventBatch<E>): Promise<void> {
    for (const event of batch.events) await listener?.(event)
    if (isOpen) channel.post({ t: 'q', m: 'events.taken', a: [batch.upTo] })
  }

  async function ask(method: string, input: unknown, timeoutMs: number): Promise<Answer<unknown>> {
    if (!isOpen) return refusal('DISCONNECTED', 'not connected')
    const { promise, resolve } = Promise.withResolvers<Answer<unknown>>()
    const timer = timeoutMs > 0 ? setTimeout(() => resolve(refusal('NO_ANSWER', `${method} was not answered`)), timeoutMs) : undefined
    waiting.add(resolve)
    void relay(method, input, resolve)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      waiting.delete(resolve)
    }
  }

  async function relay(method: string, input: unknown, resolve: (answer: Answer<unknown>) => void): Promise<void> {
    try {
      resolve(asAnswer(await rpc.$call(method, input ?? {})))
    } catch {
      resolve(refusal('DISCONNECTED', `${method} was cut short`))
    }
  }

  return {
    ended: ended.promise,
    // What the other side answers is typed by the contract; this is where its shape is taken on trust, being our own engine.
    hello: (token) =>
      ask('hello', { protocol: RPC_PROTOCOL, ...(token !== undefined && { token }) }, RPC.CALL_TIMEOUT_MS) as Promise<Answer<HelloAnswer>>,
    call: <M extends MethodName<C>>(method: M, input?: InputOf<C, M>, timeoutMs: number = RPC.CALL_TIMEOUT_MS) =>
      ask(method, input, timeoutMs) as Promise<Answer<OutputOf<C, M>>>,
    pass: (method, input) => ask(method, input, 0),
    subscribe: (take) => {
      listener = take
      return ask('events.subscribe', undefined, RPC.CALL_TIMEOUT_MS) as Promise<Answer<undefined>>
    },
    close: () => {
      rpc.$close()
      channel.close()
    },
  }
}

function isFrame(frame: unknown): frame is { readonly t: string } {
  return (
    typeof frame === 'object' &&
    frame !== null &&
    't' in frame &&
    (frame.t === 's' || (frame.t === 'q' && 'm' in frame && frame.m === 'events'))
  )
}

function asAnswer(answer: unknown): Answer<unknown> {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    // JSON drops `value: undefined`; it is put back so that both carriers give the same object.
    if (answer.ok === true) return { ok: true, value: 'value' in answer ? answer.value : undefined }
    if ('error' in answer) return answer as Answer<unknown>
  }
  return refusal('INTERNAL', 'the answer has no shape')
}

/** The client everybody has: a page, a command, a test. */
export type EngineClient = RpcClient<HouseContract, HouseEvent>
