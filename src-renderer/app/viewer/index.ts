/** Pictures over the whole window. */
export { MediaViewer } from './MediaViewer.tsx'
export { RoomViewer } from './RoomViewer.tsx'
export type { RoomViewerProps } from './RoomViewer.tsx'
export type { Viewable } from './viewable.ts'
export { viewablesFrom, viewablesOf } from './viewable.ts'
export type { ViewedPicture } from './viewed-picture.ts'
