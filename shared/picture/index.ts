export { isPicture, pictureBytes, pictureUrl } from './picture.ts'
export type { Picture, PictureCode } from './picture.ts'
