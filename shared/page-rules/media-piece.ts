/**
 * Pieces of an opened file as whoever serves it gets them from the engine: another process may be that engine, of another version, so what it
 * answers is parsed.
 */
import * as v from 'valibot'
import type { ServedFile } from './media-rules.ts'

export interface MediaPiece {
  /** base64. */
  readonly bytes: string
  readonly file: ServedFile
}

/** undefined: there is nothing behind that address, or not any more. Never rejects. */
export type MediaPieces = (address: string, from: number, length: number) => Promise<MediaPiece | undefined>

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/

const answered = v.object({
  bytes: v.string(),
  file: v.object({
    name: v.string(),
    type: v.pipe(v.string(), v.regex(MEDIA_TYPE)),
    sort: v.string(),
    size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  }),
})

/** The answer of `attachments.read`. */
export function readPiece(answer: unknown): MediaPiece | undefined {
  const parsed = v.safeParse(answered, answer)
  return parsed.success ? parsed.output : undefined
}
