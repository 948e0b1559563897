/** What takes people out again, as pieces of text: address books for phones (vCard) and for the browser (CSV of Google). */
export type { ExportedContact } from './contact.ts'
export { googleCsv } from './google-csv.ts'
export { csvRow, guardCell, guardNumber } from './cell.ts'
export { type CardVersion, vcards } from './vcard.ts'
export { endingOf, EXPORT_FORMATS, exportRoom, FileNames, PICTURE_MARK, safeFileName, Zone } from './room/index.ts'
export type { ExportFormat, RoomExport, RoomExportOptions, RoomPictures } from './room/index.ts'
