/** The forms of pictures that are known here, and what is read from a file of one. */

export type PictureForm = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic'

export interface PictureFacts {
  readonly form: PictureForm
  /** As stored, before it is turned. */
  readonly width: number
  readonly height: number
  /** 1 to 8 as in Exif; 1 stands upright. */
  readonly orientation: number
  readonly isAnimated: boolean
  /** It tells where it was taken. */
  readonly hasPlace: boolean
}
