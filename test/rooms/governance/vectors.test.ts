/** V15: twenty histories with the state that follows, kept for ever. `WRITE_VECTORS=1` writes them anew: only for a new protocol version. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { decodeGovPlain, encodeGovPlain, reduce } from '../../../shared/rooms/governance/index.ts'
import type { GovEvent, GovOp } from '../../../shared/rooms/governance/index.ts'
import { history } from './attack.ts'
import { digest } from './story.ts'
import { crypto } from './town.ts'

const FILE = new URL('../../vectors/governance/v15.json', import.meta.url)
/** GOV-20: devices that others brought in, some live by a vouch. */
const RETURNING = new URL('../../vectors/governance/v15-returning.json', import.meta.url)
const HISTORIES = 20
const RETURNING_HISTORIES = 5

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

const vectors = kept(FILE, () => Array.from({ length: HISTORIES }, (_, n) => n + 1))
const returning = kept(RETURNING, seedsReturning)

it.each(vectors)('[V15] history $seed gives the stored state', ({ roomId, ops, state }) => {
  expect(digest(reduce(roomId, ops.map(opened), { crypto }))).toBe(state)
})

it.each(returning)('[V15] [GOV-20] history $seed, with devices others brought in, gives the stored state', ({ roomId, ops, state }) => {
  const reduced = reduce(roomId, ops.map(opened), { crypto })
  expect(digest(reduced)).toBe(state)
  expect(reduced.events.some(isReturn)).toBe(true)
})

it('[V15] there are twenty, and five', () => expect([vectors.length, returning.length]).toEqual([HISTORIES, RETURNING_HISTORIES]))

function kept(file: URL, seeds: () => readonly number[]): readonly Vector[] {
  if (process.env['WRITE_VECTORS'] === '1' || !existsSync(file)) writeFileSync(file, `${JSON.stringify(made(seeds()), undefined, 1)}\n`)
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]
}

function isReturn({ kind, by, target }: GovEvent): boolean {
  return kind === 'device' && target !== by
}

function seedsReturning(): readonly number[] {
  const found: number[] = []
  for (let seed = 1000; found.length < RETURNING_HISTORIES; seed++)
    if (history(seed, 20).story.state().events.some(isReturn)) found.push(seed)
  return found
}

function made(seeds: readonly number[]): readonly Vector[] {
  return seeds.map((seed) => {
    const { story } = history(seed, 20)
    const ops = story.ops.map(({ id, device, seq, prev, parents, t, actions, grants }) => {
      const plain = encodeGovPlain({ pepper: new Uint8Array(16), parents, t, actions })
      return { id, device, seq, prev: prev ?? null, plain: Buffer.from(plain).toString('hex'), grants }
    })
    return { seed, roomId: story.roomId, ops, state: digest(story.state()) }
  })
}

function opened({ id, device, seq, prev, plain, grants }: StoredOp): GovOp {
  const read = decodeGovPlain(Uint8Array.from(Buffer.from(plain, 'hex')))
  if (!read.ok) throw new Error(read.code)
  return { ...read.value, id, device, seq, prev: prev ?? undefined, grants }
}
