/** MEDIA-8: where a file may lie in a set of files. */
import { MEDIA } from '../limits.ts'

const encoder = new TextEncoder()

/** So deep at most, and so long in UTF-8 with a stroke for each part. */
export function isSetPath(path: readonly string[]): boolean {
  const length = path.reduce((sum, part) => sum + encoder.encode(part).length + 1, 0)
  return path.length >= 1 && path.length <= MEDIA.SET_PATH_PARTS && length <= MEDIA.SET_PATH_BYTES
}
