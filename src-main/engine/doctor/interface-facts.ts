/** This computer's interfaces, and which way to the internet the system would take: asked, never tried. */
import { createSocket } from 'node:dgram'
import { readFile } from 'node:fs/promises'
import type { InterfaceFact, RouteFact } from '../../../shared/doctor/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { formatIp, ipScope, parseIp } from '../../../shared/reach/index.ts'
import { type InterfaceAddress, listInterfaces } from '../network/index.ts'

/** At most as many as announcements are made on, four times over: containers make dozens. */
const INTERFACES = 64
const NAME_CHARACTERS = 64

export async function interfaceFacts(interfaces: readonly InterfaceAddress[] = listInterfaces()): Promise<readonly InterfaceFact[]> {
  return Promise.all(
    interfaces.slice(0, INTERFACES).map(async (one) => ({
      name: one.name.slice(0, NAME_CHARACTERS),
      address: formatIp(one.ip),
      family: one.ip.length === 4 ? 4 : 6,
      kind: one.isLoopback ? 'loopback' : VIRTUAL.test(one.name) ? 'virtual' : (await isTunnel(one)) ? 'tunnel' : 'network',
      isLinkLocal: ipScope(one.ip) === 'link',
    })),
  )
}

/**
 * Connects a datagram socket, which sends nothing: the system chooses the route by all its rules and tables (a VPN's too) and tells it by
 * the address the socket got. The targets are two root name servers; nobody there hears of it.
 */
export async function routeFact(family: 4 | 6, facts: readonly InterfaceFact[]): Promise<RouteFact> {
  const source = await sourceAddress(family)
  if (source === 'none' || source === 'unknown') return { state: source }
  const own = facts.find(({ address }) => address === source)
  if (own === undefined || own.kind === 'loopback') return { state: 'unknown' }
  return { state: 'via', interface: own.name, isTunnel: own.kind === 'tunnel' }
}

const FAR = { 4: '198.41.0.4', 6: '2001:503:ba3e::2:30' } as const
const ANY_PORT = 53

function sourceAddress(family: 4 | 6): Promise<string> {
  return new Promise((resolve) => {
    const socket = createSocket(family === 4 ? 'udp4' : 'udp6')
    const timer = setTimeout(() => end('unknown'), RESOURCE.DOCTOR_DOOR_MS)
    const end = (result: string): void => {
      clearTimeout(timer)
      socket.removeAllListeners().on('error', () => undefined)
      socket.close()
      resolve(result)
    }
    const fail = (error: Error): void => end('code' in error && UNREACHABLE.includes(String(error.code)) ? 'none' : 'unknown')
    socket.once('error', fail)
    socket.connect(ANY_PORT, FAR[family], (error?: Error) => {
      if (error !== undefined && error !== null) return fail(error)
      const ip = parseIp(socket.address().address.split('%')[0] ?? '')
      end(ip === undefined ? 'unknown' : formatIp(ip))
    })
  })
}

const UNREACHABLE = ['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETDOWN']
const TUNNEL = /^(?:utun|tun|tap|wg|ppp|ipsec|nordlynx|proton|mullvad|tailscale|zt|gre|sit)|vpn|wireguard|wintun/i
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|awdl|llw)/
/** ARPHRD_PPP, _TUNNEL, _SIT, _IPGRE, _NONE: what Linux calls interfaces without neighbours. */
const TUNNEL_TYPES = ['512', '768', '776', '778', '65534']

async function isTunnel({ name, isPointToPoint }: InterfaceAddress): Promise<boolean> {
  if (TUNNEL.test(name)) return true
  // Clouds give single addresses to ordinary cards, so on Linux the kind of card says it.
  if (process.platform !== 'linux') return isPointToPoint
  if (!/^[\w.-]+$/.test(name)) return false
  const type = await readFile(`/sys/class/net/${name}/type`, 'utf8').catch(() => '')
  return TUNNEL_TYPES.includes(type.trim())
}
