/** What the viewer has to know of a picture. */
export interface ViewedPicture {
  readonly id: string
  readonly who: string
  readonly at: number
  readonly preview?: string | undefined
  /** Missing while it is not here. */
  readonly src?: string | undefined
}
