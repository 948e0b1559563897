export { droppedFiles } from './dropped-files.ts'
export type { DroppedFile } from './dropped-files.ts'
export { folderOfEntry, folderOfFiles, isFolderEntry } from './folder-of-files.ts'
export type { FolderOfFiles } from './folder-of-files.ts'
