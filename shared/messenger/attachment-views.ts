/** The files of a message as shells see them: plain data without keys. Whoever wants the bytes names the message and the place in it. */
import { toBase64url } from '../codec/index.ts'
import { type MediaReference, couldRun, sortOf } from '../media/index.ts'
import { pictureOf } from '../pictures/index.ts'
import type { AttachmentView } from './api-messages.ts'

/** `isHeard`: whether the one at that place was played here. */
export function attachmentViews(
  attachments: readonly MediaReference[],
  isHeard: (index: number) => boolean = () => false,
): readonly AttachmentView[] {
  return attachments.map((reference, index) => {
    const { file, size, name, type, width, height, durationMs, preview, waveform } = reference
    const picture = preview === undefined ? undefined : pictureOf(preview)
    const sort = sortOf(reference)
    return {
      file,
      sort,
      name,
      type,
      size,
      ...(width !== undefined && height !== undefined && { width, height }),
      ...(durationMs !== undefined && { durationMs }),
      ...(picture !== undefined && { preview: picture }),
      ...(waveform !== undefined && { waveform: toBase64url(waveform) }),
      ...(sort === 'voice' && isHeard(index) && { heard: true }),
      couldRun: couldRun(name, type),
    }
  })
}
