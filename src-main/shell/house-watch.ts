/**
 * The shell as a client of the house, over a message port of its own: keeps what tray, badge and notifications need up to date, and gathers
 * new messages for a moment, so that a catch-up of thousands asks little and shows one notice a room.
 */
import { MessageChannelMain } from 'electron'
import * as v from 'valibot'
import { SHELL } from '../../shared/limits.ts'
import type { Arrived } from '../../shared/notice/index.ts'
import { type Contract, createRpcClient, portChannel, type RpcClient } from '../../shared/rpc/index.ts'
import type { EngineProcess } from './engine-process.ts'
import * as house from './house-view.ts'

export interface House {
  readonly host: house.HostState | undefined
  readonly settings: house.Settings
  readonly rooms: readonly house.Room[]
  /** Undefined: not told, or an engine that does not watch. */
  readonly outage: house.Outage | undefined
}

export interface HouseWatch {
  readonly current: House
  /** False when there is nothing to lock with. */
  lock(): Promise<boolean>
  /** Where the profile lies; undefined while nothing is open. */
  folder(): Promise<string | undefined>
  /** The same as it stands now; undefined when there is no such message or room any more. */
  arrivedNow(arrived: Arrived): Promise<Arrived | undefined>
}

const UNKNOWN: House = {
  host: undefined,
  settings: { notifications: 'full', background: false, lockWithSystem: false },
  rooms: [],
  outage: undefined,
}

export function watchHouse(
  engine: EngineProcess,
  told: {
    readonly changed: (now: House) => void
    readonly arrived: (messages: readonly Arrived[]) => void
    /** Edited, deleted, reacted to, or its fate has changed. */
    readonly messageChanged: (room: string, message: string) => void
    readonly outage: (change: house.OutageChange) => void
  },
): HouseWatch {
  let current = UNKNOWN
  let client: RpcClient<Contract, unknown> | undefined
  let gathering: NodeJS.Timeout | undefined
  let news = new Map<string, { newest: string; count: number }>()

  const set = (changes: Partial<House>): void => {
    current = { ...current, ...changes }
    told.changed(current)
  }

  async function ask<S extends v.GenericSchema>(schema: S, method: string, input: unknown = {}): Promise<v.InferOutput<S> | undefined> {
    const answer = await client?.call(method, input)
    if (answer?.ok !== true) return undefined
    const parsed = v.safeParse(schema, answer.value)
    return parsed.success ? parsed.output : undefined
  }

  async function refresh(): Promise<void> {
    const rooms = await ask(house.roomList, 'rooms.list')
    const settings = await ask(house.settings, 'profile.settings')
    const outage = await ask(house.outage, 'outage.get')
    set({ rooms: rooms ?? [], settings: settings ?? current.settings, outage })
  }

  function gather(): void {
    gathering ??= setTimeout(() => {
      gathering = undefined
      void deliver()
    }, SHELL.NOTIFY_GATHER_MS)
  }

  async function deliver(): Promise<void> {
    const gathered = news
    news = new Map()
    await refresh()
    const arrived: Arrived[] = []
    for (const [id, { newest, count }] of gathered) {
      const one = await arrivedIn(id, newest, count)
      if (one !== undefined) arrived.push(one)
    }
    if (arrived.length > 0) told.arrived(arrived)
  }

  async function arrivedIn(id: string, newest: string, count: number): Promise<Arrived | undefined> {
    const room = current.rooms.find((one) => one.room === id)
    const message = room === undefined ? undefined : await ask(house.message, 'messages.get', { message: newest })
    return room === undefined || message === undefined ? undefined : { newest: message, count, room }
  }

  function heard(event: unknown): void {
    const parsed = v.safeParse(house.houseEvent, event)
    if (!parsed.success) return
    const { output } = parsed
    if (output.type === 'outage' && output.change !== undefined) told.outage(output.change)
    if (output.type === 'message-changed') return told.messageChanged(output.room, output.message)
    if (output.type === 'host') set({ host: output.state })
    if (output.type === 'message' && !output.own) {
      news.set(output.room, { newest: output.message, count: (news.get(output.room)?.count ?? 0) + 1 })
    }
    gather()
  }

  engine.onReady(() => {
    const { port1, port2 } = new MessageChannelMain()
    const own = createRpcClient<Contract, unknown>(portChannel(port1, true))
    client?.close()
    client = own
    engine.attach(port2, 'shell')
    void (async () => {
      await own.hello()
      await own.subscribe(heard)
      if (client !== own) return
      set({ host: await ask(house.hostState, 'host.state') })
      await refresh()
    })()
  })

  return {
    get current() {
      return current
    },
    lock: async () => (await client?.call('host.lock', {}))?.ok === true,
    folder: async () => (await ask(v.object({ profile: v.string() }), 'status.get'))?.profile,
    arrivedNow: ({ room, newest, count }) => arrivedIn(room.room, newest.id, count),
  }
}
