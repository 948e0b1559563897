export { createTableNode, TABLE_PROTOCOL } from './table-node.ts'
export type { TableNode, TableNodeOptions } from './table-node.ts'
export { ValueShelf } from './value-shelf.ts'
