/**
 * A router that speaks UPnP: asked for its outer address, to open a port and to close it again. Its documents are XML out of small programs;
 * the few values needed are picked out of them, and everything else is left alone.
 */
import { RESOURCE } from '../../../shared/limits.ts'
import type { Gateway } from './gateway.ts'
import { fetchText } from './http.ts'

const SERVICE = /^urn:schemas-upnp-org:service:WAN(?:IP|PPP)Connection:[12]$/

/** The gateway behind a description; undefined when it has no connection that can be asked. */
export async function openIgd(description: URL, inside: string): Promise<Gateway | undefined> {
  const text = await fetchText(description)
  if (text === undefined) return undefined
  for (const [, body = ''] of text.matchAll(/<service>([\s\S]*?)<\/service>/g)) {
    const type = valueOf(body, 'serviceType') ?? ''
    const path = valueOf(body, 'controlURL') ?? ''
    if (!SERVICE.test(type) || !URL.canParse(path, description.href)) continue
    const control = new URL(path, description.href)
    // Nowhere else than at the router itself.
    if (control.protocol === 'http:' && control.hostname === description.hostname) return new Igd(control, type, inside)
  }
  return undefined
}

class Igd implements Gateway {
  readonly #control: URL
  readonly #service: string
  readonly #inside: string

  constructor(control: URL, service: string, inside: string) {
    this.#control = control
    this.#service = service
    this.#inside = inside
  }

  async address(): Promise<string | undefined> {
    const answer = await this.#run('GetExternalIPAddress', [])
    return answer === undefined ? undefined : valueOf(answer, 'NewExternalIPAddress')
  }

  async map(port: number, outside: number): Promise<number | undefined> {
    const lease = RESOURCE.MAPPING_LEASE_MS / 1000
    // Some know no leases but endless ones (error 725); that one is closed when we stop.
    for (const seconds of [lease, 0]) {
      const answer = await this.#run('AddPortMapping', [
        ['NewRemoteHost', ''],
        ['NewExternalPort', outside],
        ['NewProtocol', 'TCP'],
        ['NewInternalPort', port],
        ['NewInternalClient', this.#inside],
        ['NewEnabled', 1],
        ['NewPortMappingDescription', 'Sarangbang'],
        ['NewLeaseDuration', seconds],
      ])
      if (answer !== undefined) return outside
    }
    return undefined
  }

  async unmap(_port: number, outside: number, signal: AbortSignal): Promise<void> {
    const words = [
      ['NewRemoteHost', ''],
      ['NewExternalPort', outside],
      ['NewProtocol', 'TCP'],
    ] as const
    await this.#run('DeletePortMapping', words, signal)
  }

  /** The body of a good answer. */
  #run(action: string, words: readonly (readonly [string, string | number])[], signal?: AbortSignal): Promise<string | undefined> {
    const inner = words.map(([name, value]) => `<${name}>${value}</${name}>`).join('')
    const body = `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body><u:${action} xmlns:u="${this.#service}">${inner}</u:${action}></s:Body></s:Envelope>`
    const headers = { 'Content-Type': 'text/xml; charset="utf-8"', SOAPAction: `"${this.#service}#${action}"` }
    return fetchText(this.#control, { method: 'POST', headers, body }, signal)
  }
}

function valueOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}[^>]*>\\s*([^<]*?)\\s*</${name}>`).exec(xml)?.[1]
}
