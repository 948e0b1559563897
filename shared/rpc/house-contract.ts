/**
 * The one contract of a connection: what a house answers itself and what the engine in it answers, and who may ask what. A page, a
 * command and a test all speak this one, whatever carries it.
 */
import type { Contract, MethodName } from './contract.ts'
import { ENGINE_OWNER, ENGINE_PHONE, ENGINE_PROGRAM, engineContract, type EngineEvent } from './engine-contract.ts'
import { HOST_OWNER, HOST_PHONE, hostContract, type HostEvent } from './host.ts'

export const houseContract = { ...hostContract, ...engineContract } as const satisfies Contract
export type HouseContract = typeof houseContract
export type HouseMethod = MethodName<HouseContract>
export type HouseEvent = EngineEvent | HostEvent

/**
 * desktop: the page in our own window, over a message port. browser: the page over WebSocket, in a browser on this very computer.
 * phone: the same from anywhere else. shell: the program around our window, which is no page. cli: a program of the profile's owner.
 */
export type CallerKind = 'desktop' | 'browser' | 'phone' | 'shell' | 'cli'

const OWNER: readonly HouseMethod[] = [...HOST_OWNER, ...ENGINE_OWNER]

export const ALLOWED: Readonly<Record<CallerKind, readonly HouseMethod[]>> = {
  desktop: OWNER,
  browser: OWNER,
  phone: [...HOST_PHONE, ...ENGINE_PHONE],
  shell: [...OWNER, ...ENGINE_PROGRAM],
  cli: [...OWNER, ...ENGINE_PROGRAM],
}
