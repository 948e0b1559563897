/** Makes the room of a draft: first the room with as many people as one act holds, then its picture and whoever is left, one by one. */
import type { AccountId, RoomId } from '../../../shared/ids/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import { call } from '../engine/index.ts'
import type { RoomDraft } from './draft.ts'

export type Made =
  | { readonly ok: false; readonly code: string }
  | {
      readonly ok: true
      readonly room: RoomId
      /** What came to nothing although the room is there. */
      readonly notAdded: readonly { readonly account: AccountId; readonly code: string }[]
      readonly pictureCode: string | undefined
    }

/** One act makes the room and one its first key; the rest of them let people in. */
const FOUNDERS = INTRINSIC.GOV_ACTIONS - 2

export async function makeRoom({ kind, name, picture, members }: RoomDraft): Promise<Made> {
  const made = await call('rooms.create', { name: name.trim(), kind, members: members.slice(0, FOUNDERS) })
  if (!made.ok) return { ok: false, code: made.error.code }
  const room = made.value
  const pictured = picture === undefined ? undefined : await call('rooms.change', { room, changes: { picture } })
  const notAdded: { readonly account: AccountId; readonly code: string }[] = []
  for (const account of members.slice(FOUNDERS)) {
    const added = await call('rooms.act', { room, act: { act: 'add', account } })
    if (!added.ok) notAdded.push({ account, code: added.error.code })
  }
  return { ok: true, room, notAdded, pictureCode: pictured?.ok === false ? pictured.error.code : undefined }
}
