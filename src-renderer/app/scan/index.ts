export { CameraView } from './CameraView.tsx'
export { codeInPicture } from './code-in-picture.ts'
export type { PictureTrouble } from './code-in-picture.ts'
export { hasCamera } from './use-camera.ts'
