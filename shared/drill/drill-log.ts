/** What became of the last drills, on this device only (RDY-9). A record that cannot be read is skipped; the newest few are kept. */
import { array, choice, field, id, optional, record, struct, text, uint } from '../codec/index.ts'
import { READINESS } from '../limits.ts'
import type { ReadyWay } from '../messenger/index.ts'
import type { Store } from '../store/index.ts'
import type { DrillMode, DrillPerson, DrillResult } from './state.ts'

const SPACE = 'drills'
const NAME_BYTES = 1024

const person = record({
  account: field(1, id('account')),
  name: field(2, text(NAME_BYTES)),
  answeredAt: optional(3, uint()),
  way: optional(4, choice<ReadyWay>({ near: 0, internet: 1, through: 2 })),
  keptBy: optional(5, text(NAME_BYTES)),
})
const result = struct({
  mode: field(1, choice<DrillMode>({ 'no-internet': 0, 'lan-only': 1, 'carriers-only': 2 })),
  startedAt: field(2, uint()),
  endedAt: field(3, uint()),
  end: field(4, choice<DrillResult['end']>({ time: 0, asked: 1, stopped: 2 })),
  people: field(5, array(person, { max: READINESS.DRILL_PEOPLE })),
})

export class DrillLog {
  readonly #store: Pick<Store, 'values' | 'transaction'>

  constructor(store: Pick<Store, 'values' | 'transaction'>) {
    this.#store = store
  }

  /** Newest first. */
  list(): readonly DrillResult[] {
    const read = this.#store.values.list(SPACE).flatMap(([, bytes]) => {
      const decoded = result.decode(bytes)
      return decoded.ok ? [resultOf(decoded.value)] : []
    })
    return read.toSorted((a, b) => b.startedAt - a.startedAt)
  }

  keep(drill: DrillResult): void {
    const { mode, end } = drill
    const [startedAt, endedAt] = [Math.floor(drill.startedAt), Math.floor(drill.endedAt)]
    const people = drill.people.slice(0, READINESS.DRILL_PEOPLE).map(rowOf)
    this.#store.transaction(() => {
      this.#store.values.put(SPACE, keyOf(startedAt), result.encode({ mode, end, startedAt, endedAt, people }))
      const keys = this.#store.values
        .list(SPACE)
        .map(([key]) => key)
        .toSorted()
      for (const key of keys.slice(0, Math.max(0, keys.length - READINESS.DRILL_RESULTS))) this.#store.values.delete(SPACE, key)
    })
  }
}

/** Sorts as the times do. */
function keyOf(startedAt: number): string {
  return String(startedAt).padStart(16, '0')
}

function rowOf({ account, name, answered, keptBy }: DrillPerson) {
  return {
    account,
    name: cut(name),
    ...(answered !== undefined && { answeredAt: Math.floor(answered.at), way: answered.way }),
    ...(keptBy !== undefined && { keptBy: cut(keptBy) }),
  }
}

/** Names are bounded where they are given; this only keeps a drill from being lost by one. */
function cut(name: string): string {
  return [...name].slice(0, NAME_BYTES / 4).join('')
}

type Row = ReturnType<typeof rowOf>

function resultOf({ people, ...rest }: Omit<DrillResult, 'people'> & { readonly people: readonly Row[] }): DrillResult {
  return {
    mode: rest.mode,
    startedAt: rest.startedAt,
    endedAt: rest.endedAt,
    end: rest.end,
    people: people.map(({ account, name, answeredAt, way, keptBy }) => ({
      account,
      name,
      ...(answeredAt !== undefined && way !== undefined && { answered: { at: answeredAt, way } }),
      ...(keptBy !== undefined && { keptBy }),
    })),
  }
}
