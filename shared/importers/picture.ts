/** Whether bytes are a picture of a kind every screen shows: by what they begin with, whatever a file calls them. */

export type PictureType = 'JPEG' | 'PNG' | 'WEBP' | 'GIF'

/** undefined: none of the four. */
export function pictureType(bytes: Uint8Array): PictureType | undefined {
  const begins = (at: number, ...marks: readonly number[]): boolean => marks.every((mark, index) => bytes[at + index] === mark)
  if (begins(0, 0xff, 0xd8, 0xff)) return 'JPEG'
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'PNG'
  if (begins(0, 0x47, 0x49, 0x46, 0x38)) return 'GIF'
  return begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50) ? 'WEBP' : undefined
}
