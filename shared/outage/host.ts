/** Hosts as a person types them (OUT-2): `NAME`, `NAME:PORT`, an IP address. One way to write each, so that a text is also a key. */
import { parseTypedAddress } from '../reach/index.ts'
import type { WatchedHost } from './state.ts'

const TLS_PORT = 443

/** Undefined for everything that is no host one could ask: other shapes, ports out of range, multicast and other unusable addresses. */
export function parseHost(typed: string): WatchedHost | undefined {
  const text = typed.trim()
  if (text.startsWith('/')) return undefined
  const address = parseTypedAddress(text) ?? parseTypedAddress(`${text}:${TLS_PORT}`) ?? parseTypedAddress(`[${text}]:${TLS_PORT}`)
  if (address === undefined || address.zone !== undefined || address.relay !== undefined) return undefined
  return { host: address.host, port: address.port }
}

export function hostText({ host, port }: WatchedHost): string {
  const shown = host.includes(':') ? `[${host}]` : host
  return port === TLS_PORT ? shown : `${shown}:${port}`
}
