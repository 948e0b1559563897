export { CommitNews } from './commit-news.ts'
export { memoryStore } from './memory-store.ts'
export type { MemoryStore } from './memory-store.ts'
export { ROOM_MARK_FIRST, searchKey, searchTerms } from './search-key.ts'
export { StoreError } from './store-error.ts'
export type { StoreErrorCode } from './store-error.ts'
export type {
  AmendmentRow,
  BlockKind,
  BlockState,
  BlockTable,
  FileBearer,
  FileReference,
  Lane,
  MessageCursor,
  MessageRow,
  MessageTable,
  ReferenceTable,
  RoomKey,
  RoomUsage,
  SegmentKey,
  SegmentSpan,
  Shared,
  Store,
  StoredBlock,
  ValueTable,
} from './store.ts'
export { compare, compareText } from './sorted-list.ts'
