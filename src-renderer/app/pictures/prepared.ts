/** What comes of a picture that is to be sent: up to three ways to send it, with their true sizes, and a preview small enough for the message. */
import * as v from 'valibot'

const version = v.object({
  blob: v.instance(Blob),
  /** As it stands upright. */
  width: v.number(),
  height: v.number(),
})

export const pictureFailures = ['tooManyBytes', 'tooManyPixels', 'notAPicture', 'heic', 'unreadable'] as const
const failure = v.picklist(pictureFailures)

const prepared = v.object({
  isAnimated: v.boolean(),
  hasPlace: v.boolean(),
  /** At most PREVIEW_BYTES; undefined where not even the smallest fits. */
  preview: v.optional(v.instance(Blob)),
  /** Fills a screen, and nothing but the picture is in it. */
  normal: version,
  /** Every pixel, and nothing but the picture; missing where `normal` is that already. */
  full: v.optional(version),
  /** The file as it is, with where and by what it was taken. */
  original: version,
})

/** What the worker says of one file. */
export const answer = v.variant('ok', [
  v.object({ ok: v.literal(true), value: prepared }),
  v.object({ ok: v.literal(false), code: failure }),
])

export type PictureVersion = v.InferOutput<typeof version>
export type PreparedPicture = v.InferOutput<typeof prepared>
export type PictureFailure = v.InferOutput<typeof failure>
export type PictureAnswer = v.InferOutput<typeof answer>
/** Which version is sent. */
export type PictureChoice = 'normal' | 'full' | 'original'
