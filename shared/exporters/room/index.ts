export { endingOf, EXPORT_FORMATS, exportRoom } from './export-room.ts'
export type { ExportFormat, RoomExport, RoomExportOptions } from './export-room.ts'
export { FileNames, safeFileName } from './file-name.ts'
export { Zone } from './zone.ts'
