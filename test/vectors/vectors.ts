/**
 * Reads the vectors beside this file. They are fixed for ever: a test that fails on one has found a change of format, and the code is
 * what must give way.
 */
import { readFileSync } from 'node:fs'
import { fromHex } from '../../shared/codec/index.ts'

/** The parsed content of `test/vectors/<name>.json`; its shape is stated by the test that uses it. */
export function loadVectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as T
}

/** Bytes from a vector's hex. */
export function unhex(text: string): Uint8Array {
  const bytes = fromHex(text)
  if (bytes === undefined) throw new Error('a vector is not hex')
  return bytes
}
