/** What the parts of a room's exchange need of the session they run in, and nothing more. */
import type { PeerSession, SyncCode, SyncHost } from './host.ts'
import type { Frame } from './frames/index.ts'

export interface Refusal {
  readonly room?: number
  /** The refused thing was the sender's own work. */
  readonly own?: boolean
  readonly retryMs?: number
  /** Points instead of those of the code. */
  readonly points?: number
}

export interface LinkPort {
  readonly host: SyncHost
  readonly session: PeerSession
  readonly hasRoom: boolean
  readonly isClosed: boolean
  /** The peer announced that it knows this (ENC-4). */
  hears(what: 'typing' | 'carrierStatus'): boolean
  send(frame: Frame): void
  /** All frames or none; false: the queue is full. */
  offer(frames: readonly Uint8Array[]): boolean
  /** Counts, scores and tells the sender. */
  refuse(code: SyncCode, how?: Refusal): void
  /** Blocks nobody asked for and we had. */
  repeated(count: number): void
  /** Lets what is to be told be told soon (next macrotask). */
  soon(): void
}
