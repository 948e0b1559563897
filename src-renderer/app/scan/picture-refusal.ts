/** Why a picture is not even opened: not one of the kinds browsers unpack, too large a file, or one that would unpack to too much. */
import { RESOURCE } from '../../../shared/limits.ts'
import { pictureSize } from '../picture-files/index.ts'

export type PictureRefusal = 'pictureTooLarge' | 'pictureUnreadable'

/** undefined: it may be opened. */
export function pictureRefusal(bytes: Uint8Array): PictureRefusal | undefined {
  if (bytes.length > RESOURCE.SCAN_PICTURE_BYTES) return 'pictureTooLarge'
  const size = pictureSize(bytes)
  if (size === undefined || size.width === 0 || size.height === 0) return 'pictureUnreadable'
  return size.width * size.height > RESOURCE.SCAN_PICTURE_PIXELS ? 'pictureTooLarge' : undefined
}
