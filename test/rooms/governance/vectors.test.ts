/** V15: twenty histories with the state that follows, kept for ever. `WRITE_VECTORS=1` writes them anew: only for a new protocol version. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { decodeGovPlain, encodeGovPlain, reduce } from '../../../shared/rooms/governance/index.ts'
import type { GovOp } from '../../../shared/rooms/governance/index.ts'
import { history } from './attack.ts'
import { digest } from './story.ts'
import { crypto } from './town.ts'

const FILE = new URL('../../vectors/governance/v15.json', import.meta.url)
const HISTORIES = 20

interface StoredOp extends Pick<GovOp, 'id' | 'device' | 'seq' | 'grants'> {
  readonly prev: GovOp['prev'] | null
  readonly plain: string
}
interface Vector {
  readonly seed: number
  readonly roomId: ReturnType<typeof history>['story']['roomId']
  readonly ops: readonly StoredOp[]
  readonly state: string
}

if (process.env['WRITE_VECTORS'] === '1' || !existsSync(FILE)) writeFileSync(FILE, `${JSON.stringify(made(), undefined, 1)}\n`)
const vectors = JSON.parse(readFileSync(FILE, 'utf8')) as readonly Vector[]

it.each(vectors)('[V15] history $seed gives the stored state', ({ roomId, ops, state }) => {
  expect(digest(reduce(roomId, ops.map(opened), { crypto }))).toBe(state)
})

it('[V15] there are twenty', () => expect(vectors.length).toBe(HISTORIES))

function made(): readonly Vector[] {
  return Array.from({ length: HISTORIES }, (_, n) => {
    const { story } = history(n + 1, 20)
    const ops = story.ops.map(({ id, device, seq, prev, parents, t, actions, grants }) => {
      const plain = encodeGovPlain({ pepper: new Uint8Array(16), parents, t, actions })
      return { id, device, seq, prev: prev ?? null, plain: Buffer.from(plain).toString('hex'), grants }
    })
    return { seed: n + 1, roomId: story.roomId, ops, state: digest(story.state()) }
  })
}

function opened({ id, device, seq, prev, plain, grants }: StoredOp): GovOp {
  const read = decodeGovPlain(Uint8Array.from(Buffer.from(plain, 'hex')))
  if (!read.ok) throw new Error(read.code)
  return { ...read.value, id, device, seq, prev: prev ?? undefined, grants }
}
