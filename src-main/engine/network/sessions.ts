/**
 * The open sync streams, and which connection of a pair stays when there are two (SYNC-10, docs/spec/reach.md REACH-4). The loser is
 * closed gracefully, and only when the winner already carries a stream: what was acknowledged is safe, the rest the sync layer resumes.
 */
import type { Clock } from '../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { PeerStream } from '../../../shared/reach/index.ts'

export interface Sessions {
  /** Whether a new stream would be refused now, and why. Asked before the handshake's last cost, the opening of the stream. */
  refusal(device: DeviceId, dialled: boolean, isStranger: boolean, isCircuit?: boolean): 'duplicate' | 'limited' | undefined
  /** Takes a stream in and closes the one it replaces. */
  add(stream: PeerStream, isStranger: boolean): void
  remove(stream: PeerStream): void
  /** Closes every stream; the promise resolves when all have ended. */
  closeAll(): Promise<void>
}

interface Session {
  readonly stream: PeerStream
  readonly since: number
  readonly isStranger: boolean
}

export function createSessions(own: DeviceId, clock: Clock): Sessions {
  const sessions = new Map<DeviceId, Session>()
  /** Replaced streams that have not ended yet: they count, so that nobody multiplies himself by replacing. */
  const leaving = new Set<PeerStream>()
  let whenEmpty: (() => void) | undefined

  const keepsOld = (old: Session, dialled: boolean, isCircuit: boolean): boolean => {
    const age = clock.now() - old.since
    const isYoung = age >= 0 && age < RESOURCE.GLARE_MS
    // A direct one is what everybody wants, whoever opened it; a circuit beside a new direct one came late out of the same race.
    if (isCircuitStream(old.stream) !== isCircuit) return isCircuit && isYoung
    // The same side dialled again: to it the old connection is dead.
    if (old.stream.dialled === dialled) return false
    // Nobody dials while connected. So this is no race of two dials: to the other side the old connection is dead.
    if (!isYoung) return false
    const isOwnLower = own < old.stream.device
    return old.stream.dialled === isOwnLower
  }

  return {
    refusal(device, dialled, isStranger, isCircuit = false) {
      const old = sessions.get(device)
      if (old !== undefined) return keepsOld(old, dialled, isCircuit) ? 'duplicate' : undefined
      if (sessions.size + leaving.size >= RESOURCE.SESSIONS) return 'limited'
      const strangers = isStranger ? [...sessions.values()].filter((session) => session.isStranger).length : 0
      return strangers >= RESOURCE.STRANGER_SESSIONS ? 'limited' : undefined
    },
    add(stream, isStranger) {
      const old = sessions.get(stream.device)
      sessions.set(stream.device, { stream, since: clock.now(), isStranger })
      if (old === undefined) return
      leaving.add(old.stream)
      old.stream.close()
    },
    remove(stream) {
      leaving.delete(stream)
      if (sessions.get(stream.device)?.stream === stream) sessions.delete(stream.device)
      if (sessions.size + leaving.size === 0) whenEmpty?.()
    },
    closeAll() {
      const open = [...leaving, ...[...sessions.values()].map(({ stream }) => stream)]
      if (open.length === 0) return Promise.resolve()
      return new Promise((resolve) => {
        whenEmpty = resolve
        for (const stream of open) stream.close()
      })
    },
  }
}

function isCircuitStream({ address }: PeerStream): boolean {
  return address.endsWith('/p2p-circuit')
}
