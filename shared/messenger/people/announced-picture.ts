/**
 * A face as it travels and as it is kept: its bytes and when its owner chose them. The later choice counts, whichever of their devices says
 * it and in whatever order it is heard; no bytes mean that the picture was taken away.
 */
import { type Codec, bytes, equalBytes, field, record, uint } from '../../codec/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { isPicture, pictureOf } from '../../pictures/index.ts'
import type { Picture } from '../api-profile.ts'

export interface AnnouncedPicture {
  /** Milliseconds since 1970 by its owner's clock. */
  readonly changed: number
  readonly bytes: Uint8Array
}

export const announcedPicture: Codec<AnnouncedPicture> = record({
  changed: field(1, uint()),
  bytes: field(2, bytes({ max: INTRINSIC.PICTURE_BYTES })),
})

/** What a peer says is its picture: undefined when it is not fit to be shown. Later than now is no time. */
export function heardPicture(claimed: AnnouncedPicture, now: number): AnnouncedPicture | undefined {
  if (claimed.bytes.length > 0 && !isPicture(claimed.bytes)) return undefined
  return { changed: Math.min(claimed.changed, now + RESOURCE.CLOCK_DOUBT_MS), bytes: claimed.bytes }
}

/** Whether what was heard takes the place of what is held. */
export function isNewer(heard: AnnouncedPicture, held: AnnouncedPicture | undefined): boolean {
  return held === undefined ? heard.bytes.length > 0 : heard.changed > held.changed
}

/** Whether somebody who looks sees another face. */
export function isOther(one: AnnouncedPicture, held: AnnouncedPicture | undefined): boolean {
  return !equalBytes(one.bytes, held?.bytes ?? new Uint8Array())
}

export function shownPicture(picture: AnnouncedPicture | undefined): Picture | undefined {
  return picture === undefined ? undefined : pictureOf(picture.bytes)
}
