/**
 * How a boundary is written down: method name → what goes in (a schema, parsed by the side that answers) and what comes out (a type).
 * Both sides import the same file, so they cannot disagree. Everything that crosses is plain JSON data.
 */
import type * as v from 'valibot'

declare const outputType: unique symbol
/** Carries a type and nothing else: results are made by our own code and need no parsing. */
export interface Output<T> {
  readonly [outputType]?: T
}

/** The place in a contract that says what a method gives back. */
export function output<T>(): Output<T> {
  return {}
}

export interface Method {
  readonly input: v.GenericSchema
  readonly output: Output<unknown>
}
export type Contract = Readonly<Record<string, Method>>

export type MethodName<C extends Contract> = keyof C & string
/** What a caller writes. */
export type InputOf<C extends Contract, M extends MethodName<C>> = v.InferInput<C[M]['input']>
/** What the handler gets, parsed: ids are branded, texts are checked. */
export type ParsedOf<C extends Contract, M extends MethodName<C>> = v.InferOutput<C[M]['input']>
export type OutputOf<C extends Contract, M extends MethodName<C>> = C[M]['output'] extends Output<infer T> ? T : never

/** Why a call failed: a stable code for programs and the catalogue, a sentence for developers. */
export interface RpcError {
  readonly code: string
  readonly message: string
}
/** What crosses the wire as the answer to a call. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: RpcError }

/** Codes the carrier and the parser make; all others come from the messenger and the engine. */
export const RPC_CODES = [
  'UNKNOWN_METHOD', // no such method in this version
  'NOT_ALLOWED', // exists, but not for this kind of caller
  'BAD_ARGUMENTS', // the schema refused them; the message says where
  'HELLO_FIRST', // nothing is answered before a hello
  'BAD_TOKEN', // no, or not any more
  'VERSION', // the two sides speak different protocol versions
  'TOO_MANY_CALLS', // more at once, or more a second, than one connection may
  'TOO_LARGE', // the frame passes the limit of this carrier
  'INTERNAL', // our fault; the log has it
  'DISCONNECTED', // the other side went away before it answered
  'NO_ANSWER', // it is there, but did not answer in time
] as const
export type RpcCode = (typeof RPC_CODES)[number]

export function refusal(code: RpcCode, message: string): { readonly ok: false; readonly error: RpcError } {
  return { ok: false, error: { code, message } }
}
