/** By which way a session goes, out of the address it was dialled at or came from: near is what works without the internet (RDY-2). */
import type { DeviceId } from '../../ids/index.ts'
import { parseAddress } from '../../reach/index.ts'
import type { ReadyWay } from '../api-readiness.ts'

export interface SessionWay {
  readonly way: ReadyWay
  /** Way `through`: the device in between. */
  readonly relay: DeviceId | undefined
}

/** A name and whatever cannot be read count as the internet: that claims least. */
export function sessionWay(text: string): SessionWay {
  const address = parseAddress(text)
  if (address?.relay !== undefined) return { way: 'through', relay: address.relay }
  const isNear = address !== undefined && (address.scope === 'private' || address.scope === 'link' || address.scope === 'loopback')
  return { way: isNear ? 'near' : 'internet', relay: undefined }
}
