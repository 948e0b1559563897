/** An archive's title, out of a file or typed: cleaned like any name from outside. */
import { cleanName } from '../../identity/index.ts'
import { INTRINSIC } from '../../limits.ts'

export function titleOf(title: string): string {
  return cleanName(title, INTRINSIC.TITLE_CHARACTERS)
}
