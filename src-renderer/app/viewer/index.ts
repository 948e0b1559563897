/** Pictures over the whole window. */
export { MediaViewer } from './MediaViewer.tsx'
export type { ViewedPicture } from './viewed-picture.ts'
