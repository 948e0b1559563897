/**
 * The answering side, over any channel. Everything that arrives is `unknown` until parsed: frame, method, arguments. Every call gets an
 * answer, `{ok: true, value}` or `{ok: false, error}`; nothing a caller sends throws out of here, and what one connection may ask at
 * once, a second and without a hello is bounded (shared/limits.ts).
 */
import { createBirpc } from 'birpc'
import * as v from 'valibot'
import type { Clock } from '../crypto/index.ts'
import { RPC } from '../limits.ts'
import { TokenBucket } from '../token-bucket.ts'
import { type HelloAnswer, RPC_PROTOCOL, type RpcChannel } from './channel.ts'
import { type Answer, type Contract, type MethodName, type OutputOf, type ParsedOf, refusal, type RpcCode } from './contract.ts'
import { EventQueue } from './event-queue.ts'

/** Ends when the connection does: a handler that waits gives up then. */
export interface CallContext {
  readonly signal: AbortSignal
}
export type Handlers<C extends Contract> = {
  readonly [M in MethodName<C>]: (input: ParsedOf<C, M>, context: CallContext) => Answer<OutputOf<C, M>> | Promise<Answer<OutputOf<C, M>>>
}

/** Answers one call: its method exists and is allowed, its input has been parsed by the contract. */
export type Answering<C extends Contract> = (
  method: MethodName<C>,
  input: unknown,
  context: CallContext,
) => Answer<unknown> | Promise<Answer<unknown>>

/** Each method by its own handler. */
export function answeringBy<C extends Contract>(handlers: Handlers<C>): Answering<C> {
  return (method, input, context) => handlers[method](input, context)
}

/** What the token in a hello is worth; `session` is handed to the caller for its next connection. */
export type Admission = { readonly ok: true; readonly session?: string } | { readonly ok: false }

export interface RpcServerOptions<C extends Contract, E> {
  readonly contract: C
  readonly answer: Answering<C>
  /** Registers for events; the returned function ends it. */
  readonly events: (listener: (event: E) => void) => () => void
  readonly version: string
  readonly clock: Clock
  /** An unexpected failure inside a handler: for the log. Its text never goes to the caller. */
  readonly onFault: (method: string, cause: unknown) => void
  /** Refusals by code, for counters. */
  readonly onRefusal?: (code: RpcCode) => void
}

/** How one connection is treated. */
export interface Admittance<C extends Contract> {
  readonly kind: string
  readonly allowed: readonly MethodName<C>[]
  /** Absent: whoever has the channel is admitted. */
  readonly admit?: (token: string | undefined) => Admission
}

export interface RpcServer<C extends Contract> {
  /** Serves one connection until it ends; the returned function ends it. */
  serve(channel: RpcChannel, admittance: Admittance<C>): () => void
  /** Connections being served. */
  readonly connections: number
  /** Ends all of them. */
  close(): void
}

export function createRpcServer<C extends Contract, E>(options: RpcServerOptions<C, E>): RpcServer<C> {
  const open = new Set<() => void>()
  return {
    serve(channel, admittance) {
      const end = serveConnection(options, channel, admittance, () => open.delete(end))
      open.add(end)
      return end
    },
    get connections() {
      return open.size
    },
    close() {
      for (const end of open) end()
    },
  }
}

const requestFrame = v.strictObject({
  t: v.literal('q'),
  i: v.optional(v.pipe(v.string(), v.maxLength(64))),
  m: v.pipe(v.string(), v.maxLength(64)),
  a: v.pipe(v.array(v.unknown()), v.maxLength(1)),
  o: v.optional(v.boolean()),
})
const helloInput = v.strictObject({
  protocol: v.number(),
  token: v.optional(v.pipe(v.string(), v.maxLength(256))),
})

function serveConnection<C extends Contract, E>(
  options: RpcServerOptions<C, E>,
  channel: RpcChannel,
  admittance: Admittance<C>,
  onEnd: () => void,
): () => void {
  const { clock } = options
  const ending = new AbortController()
  const rate = new TokenBucket(clock, RPC.CALLS_BURST, RPC.CALLS_PER_SECOND)
  const queue = new EventQueue<E>((batch) => channel.post({ t: 'q', m: 'events', a: [batch] }))
  let unsubscribe: (() => void) | undefined
  let isGreeted = false
  let refusedBeforeHello = 0
  let running = 0

  const cancelHelloTimer = clock.after(RPC.HELLO_TIMEOUT_MS, () => finish())

  function finish(): void {
    if (ending.signal.aborted) return
    ending.abort()
    cancelHelloTimer()
    unsubscribe?.()
    channel.close()
    onEnd()
  }

  function refuse(code: RpcCode, message: string): Answer<never> {
    options.onRefusal?.(code)
    if (!isGreeted && ++refusedBeforeHello >= RPC.REFUSALS_BEFORE_HELLO) endSoon()
    return refusal(code, message)
  }

  function greet(input: unknown): Answer<HelloAnswer> {
    const hello = v.safeParse(helloInput, input)
    if (!hello.success) return refuse('BAD_ARGUMENTS', describe(hello.issues))
    if (hello.output.protocol !== RPC_PROTOCOL) return refuse('VERSION', `this engine speaks version ${RPC_PROTOCOL}`)
    const admission = admittance.admit?.(hello.output.token) ?? { ok: true }
    if (!admission.ok) {
      // One try a connection: guessing has to pay for a new one, which its carrier counts.
      endSoon()
      return refuse('BAD_TOKEN', 'this token is not, or no longer, good')
    }
    isGreeted = true
    cancelHelloTimer()
    const { version } = options
    const session = admission.session === undefined ? {} : { session: admission.session }
    return { ok: true, value: { protocol: RPC_PROTOCOL, version, kind: admittance.kind, methods: admittance.allowed, ...session } }
  }

  /** After the answer has been posted. */
  function endSoon(): void {
    clock.after(0, finish)
  }

  function subscribe(): Answer<undefined> {
    unsubscribe ??= options.events((event) => queue.push(event))
    return { ok: true, value: undefined }
  }

  async function answer(method: string, input: unknown): Promise<Answer<unknown>> {
    if (!rate.spend() || running >= RPC.CALLS_AT_ONCE) return refuse('TOO_MANY_CALLS', 'slow down')
    if (method === 'hello') return greet(input)
    if (!isGreeted) return refuse('HELLO_FIRST', 'say hello first')
    if (method === 'events.subscribe') return subscribe()
    const known = methodNamed(options.contract, method)
    if (known === undefined) return refuse('UNKNOWN_METHOD', `there is no ${method}`)
    if (!admittance.allowed.includes(known.name)) return refuse('NOT_ALLOWED', `${method} is not for ${admittance.kind}`)
    const parsed = v.safeParse(known.input, input)
    if (!parsed.success) return refuse('BAD_ARGUMENTS', describe(parsed.issues))
    running += 1
    try {
      return await options.answer(known.name, parsed.output, { signal: ending.signal })
    } catch (cause) {
      options.onFault(method, cause)
      return refusal('INTERNAL', `${method} failed`)
    } finally {
      running -= 1
    }
  }

  createBirpc<Record<string, never>, Record<string, unknown>, false>(
    {},
    {
      proxify: false,
      timeout: -1,
      post: (frame) => channel.post(frame),
      on: (receive) =>
        channel.listen({
          frame: (frame) => {
            const request = v.safeParse(requestFrame, frame)
            if (!request.success) return finish()
            if (request.output.m === 'events.taken') return queue.taken(request.output.a[0])
            receive(request.output)
          },
          closed: finish,
        }),
      resolver: (method) => (input: unknown) => answer(method, input),
    },
  )
  return finish
}

function methodNamed<C extends Contract>(
  contract: C,
  name: string,
): { readonly name: MethodName<C>; readonly input: v.GenericSchema } | undefined {
  const method = Object.hasOwn(contract, name) ? contract[name] : undefined
  return method === undefined ? undefined : { name, input: method.input }
}

/** Where and why, without echoing what was sent. */
function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0]
  const path = issue?.path?.map((item) => String(item.key).slice(0, 64)).join('.') ?? ''
  return `${path === '' ? 'arguments' : path}: expected ${issue?.expected ?? 'something else'}`.slice(0, 200)
}
