/** What became of a feed block that somebody handed over. */
import type { Block, ForkProof } from '../../feeds/block/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import type { BlockState } from '../../store/index.ts'
import type { SyncCode } from '../../sync/index.ts'

export type FeedTaken =
  | {
      readonly kind: 'taken'
      readonly state: BlockState
      readonly account: AccountId
      readonly device: DeviceId
      /** That its device told two stories. */
      readonly proof?: ForkProof
    }
  | { readonly kind: 'repeat' }
  /** On another branch, at a place that is not here yet. With `isFirst` what comes before it is to be fetched (FORK-1); else it waits here, too. */
  | { readonly kind: 'orphan'; readonly device: DeviceId; readonly seq: number; readonly isFirst: boolean }
  | { readonly kind: 'refused'; readonly code: SyncCode; readonly block: Block | undefined }
