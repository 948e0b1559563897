/**
 * Looks for a router that can be asked to open ports (UPnP): one question by multicast, sent out of one interface, and the addresses of those
 * that answer. Believed is only who answers from that subnet and names itself as the place to ask.
 */
import { createSocket } from 'node:dgram'
import { RESOURCE } from '../../../shared/limits.ts'
import { formatIp, parseIp, sameSubnet } from '../../../shared/reach/index.ts'
import type { InterfaceAddress } from '../network/index.ts'

const GROUP = '239.255.255.250'
const PORT = 1900
const TARGETS = ['urn:schemas-upnp-org:device:InternetGatewayDevice:1', 'urn:schemas-upnp-org:device:InternetGatewayDevice:2'] as const

/** Descriptions of gateways on that network, as they come, for `RESOURCE.ROUTER_SEARCH_MS`; the first one usually is the only one. */
export function findGateways(link: InterfaceAddress, signal: AbortSignal): Promise<readonly URL[]> {
  return new Promise((resolve) => {
    const found = new Map<string, URL>()
    const socket = createSocket('udp4')
    // Nobody waits for a router at the end of the program.
    socket.unref()
    let isOver = false
    const finish = (): void => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      clearTimeout(again)
      signal.removeEventListener('abort', finish)
      socket.close()
      resolve([...found.values()])
    }
    const ask = (): void => {
      for (const target of TARGETS) {
        const question = ['M-SEARCH * HTTP/1.1', `HOST: ${GROUP}:${PORT}`, 'MAN: "ssdp:discover"', 'MX: 1', `ST: ${target}`, '', ''].join(
          '\r\n',
        )
        socket.send(question, PORT, GROUP, (error) => {
          if (error !== null) finish()
        })
      }
    }
    const timer = setTimeout(finish, RESOURCE.ROUTER_SEARCH_MS)
    // A packet may get lost; a second question costs nothing.
    const again = setTimeout(ask, RESOURCE.ROUTER_SEARCH_MS / 3)
    timer.unref()
    again.unref()
    signal.addEventListener('abort', finish, { once: true })
    socket.on('error', finish)
    socket.on('message', (packet, { address }) => {
      const url = readAnswer(packet, address, link)
      if (url === undefined || found.size >= RESOURCE.ROUTERS) return
      found.set(url.href, url)
      // Others may speak up a moment later; but there is one to ask.
      setTimeout(finish, 200)
    })
    socket.bind({ address: link.address, port: 0 }, () => {
      try {
        socket.setMulticastInterface(link.address)
        socket.setMulticastTTL(2)
        ask()
      } catch {
        finish()
      }
    })
  })
}

/** Of a packet from outside. */
export function readAnswer(packet: Buffer, sender: string, link: InterfaceAddress): URL | undefined {
  if (packet.length > RESOURCE.ROUTER_PACKET_BYTES) return undefined
  const from = parseIp(sender)
  if (from === undefined || !sameSubnet(from, link.ip, link.prefix)) return undefined
  const text = packet.toString('latin1')
  if (!/^HTTP\/1\.[01] 200\b/.test(text) || !/\r\nST:[ \t]*urn:schemas-upnp-org:device:InternetGatewayDevice:[12]\r\n/i.test(text))
    return undefined
  const location = /\r\nLOCATION:[ \t]*(\S+)\r\n/i.exec(text)?.[1] ?? ''
  const url = URL.canParse(location) ? new URL(location) : undefined
  // Anybody on the network may answer, and would have us call any page: only its own.
  return url?.protocol === 'http:' && url.hostname === formatIp(from) && url.username === '' ? url : undefined
}
