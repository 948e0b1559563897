export { parsePicture, pictureOf } from './data-url.ts'
export type { PictureCode } from './data-url.ts'
export { isPicture, sniffPicture } from './sniff.ts'
export type { PictureType } from './sniff.ts'
