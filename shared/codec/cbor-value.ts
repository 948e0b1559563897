/**
 * What deterministic CBOR can hold (ENC-1): safe integers, booleans, null, text, byte strings, arrays and maps. No floats, tags or
 * `undefined`. Maps keep the order of their keys' bytes; a byte-string key is compared by its bytes, never by identity.
 */
export type CborValue = number | boolean | null | string | Uint8Array | readonly CborValue[] | CborMap
export type CborKey = number | string | Uint8Array
export type CborMap = ReadonlyMap<CborKey, CborValue>

/** Major types as they stand in the first three bits of a head (RFC 8949 §3.1). */
export const MAJOR = { uint: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, simple: 7 } as const

/** The three simple values that are legal, as whole bytes. */
export const SIMPLE = { false: 0xf4, true: 0xf5, null: 0xf6 } as const
