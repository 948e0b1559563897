/** Brings the export of another messenger into a house, as a page does: handed over in pieces, read, and written as the plan says. */
import type { AuthorIs, ImportBatch, ImportTarget, ImportView } from '../../../shared/messenger/index.ts'
import type { House } from './house.ts'

export interface Export {
  readonly name: string
  readonly text: string
  readonly target: ImportTarget
  readonly me?: string
  readonly authors?: readonly { readonly name: string; readonly who: AuthorIs }[]
}

const ZONE = 'Asia/Seoul'
/** Of base64 in one call. */
const PIECE_BYTES = 192 * 1024

export async function bringIn(house: House, { name, text, target, me, authors }: Export): Promise<ImportBatch> {
  const { id } = await house.ask('imports.gather')
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES).toString('base64')
    await house.ask('imports.give', { id, name, bytes: piece, isFileOver: at + PIECE_BYTES >= bytes.length })
  }
  await house.ask('imports.read', { id })
  const read = await settled(house, id, 'ready')
  const chats = read.chats.map(({ chat }) => ({
    chat,
    target,
    ...(me !== undefined && { me }),
    ...(authors !== undefined && { authors: [...authors] }),
  }))
  await house.ask('imports.commit', { id, plan: { zone: ZONE, chats, contacts: false } })
  const { batch } = await settled(house, id, 'done')
  await house.ask('imports.close', { id })
  if (batch === undefined) throw new Error('nothing was brought in')
  return batch
}

async function settled(house: House, id: string, wanted: ImportView['phase']): Promise<ImportView> {
  return house.until(`an import that is ${wanted}`, async () => {
    const view = await house.ask('imports.look', { id })
    if (view.phase === 'failed') throw new Error(view.code)
    return view.phase === wanted ? view : undefined
  })
}
