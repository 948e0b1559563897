/**
 * An expected outcome as a value: what was asked for, or a stable code that says why not. Codes are for programs and logs; what a
 * person reads comes from a catalogue. Unexpected things throw.
 */
export type Result<T, C extends string = string> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: C }

/** The value asked for. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Why there is none. */
export function fail<C extends string>(code: C): { readonly ok: false; readonly code: C } {
  return { ok: false, code }
}
