/** What the bytes of a picture file say, and the same picture without what else lies in them. Pure: nothing is unpacked here. */
export { cleanPicture } from './clean.ts'
export { pictureFacts, TYPE_OF_FORM } from './facts.ts'
export type { PictureFacts, PictureForm } from './form.ts'
export { pictureSize } from './picture-size.ts'
