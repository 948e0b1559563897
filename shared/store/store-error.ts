/**
 * The ways a store can fail that a caller may want to tell apart. A store throws nothing else on purpose; the page explains the code
 * (house rule: never match on the message).
 */

/**
 * `STORE_TOO_NEW`: written by a newer program. `STORE_WRONG_KEY`: the first page does not open with this key (a damaged first page looks
 * the same). `STORE_DAMAGED`: a later page fails its authentication or the structure is broken. `STORE_FULL`: no room on the disk; the
 * transaction is undone. `STORE_BUSY`: another process has it open. `STORE_MISSING`: it should be there and is not. `STORE_READONLY`:
 * written to although opened for reading. `STORE_IO`: the disk failed. `STORE_CLOSED`: used after `close`. `NODE_TOO_OLD`: this runtime
 * would crash in the native module.
 */
export type StoreErrorCode =
  | 'STORE_TOO_NEW'
  | 'STORE_WRONG_KEY'
  | 'STORE_DAMAGED'
  | 'STORE_FULL'
  | 'STORE_BUSY'
  | 'STORE_MISSING'
  | 'STORE_READONLY'
  | 'STORE_IO'
  | 'STORE_CLOSED'
  | 'NODE_TOO_OLD'

export class StoreError extends Error {
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}
