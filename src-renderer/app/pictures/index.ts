/** Pictures before they are sent: unpacked in a worker, upright, small enough, and with nothing in them but the picture. */
export { previewOf, scaled } from './drawing.ts'
export { createPicturePreparer } from './preparer.ts'
export type { PicturePreparer } from './preparer.ts'
export type { PictureAnswer, PictureChoice, PictureFailure, PictureVersion, PreparedPicture } from './prepared.ts'
