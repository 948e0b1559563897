/**
 * An internet for tests, out of network namespaces: homes behind routers with NAT, machines with public addresses, islands that touch
 * nothing, and machines on two networks at once. Public-looking addresses (60.0.x.y) exist inside only; nothing leaves the machine. Places
 * on the internet are routed, not switched: neither announcements nor broadcasts pass between them, and private addresses lead nowhere.
 * Needs root, iproute2 and nftables (`whyNoInternet`); names and clean-up are those of `netns.ts`.
 *
 *   const internet = createInternet()
 *   const shop = internet.machine()                       // 60.0.1.2, reachable by everybody
 *   const mum = internet.home({ nat: 'plain' }).machine() // 192.168.2.10 behind 60.0.2.2, nothing comes in
 *   const dad = internet.home({ nat: 'symmetric' }).machine()
 *   const island = internet.island()                      // a switch without a router
 *   const laptop = island.machine(); otherIsland.join(laptop)
 *   await mum.wire({ delayMs: 50, lossPercent: 2 })
 *   await internet.close()
 */
import { spawnSync } from 'node:child_process'
import { Machine } from './machine.ts'
import { freshPrefix, ip, removeNamespace, sweep, whyNoHosts } from './netns.ts'
import { Router, type Nat } from './router.ts'

/** A switch with its subnet: machines on it reach each other. */
export interface Island {
  /** A new computer on it. */
  machine(): Machine
  /** One more interface of a computer that is elsewhere already. */
  join(machine: Machine): void
}

export interface Home extends Island {
  readonly router: Router
  /** The address the home has on the internet. */
  readonly address: string
}

export interface HomeOptions {
  readonly nat: Nat
}

export interface Internet {
  /** A computer on the internet itself, in a place of its own: nobody is beside it. */
  machine(): Machine
  home(options: HomeOptions): Home
  island(): Island
  /** Kills what runs inside and removes all. Safe to call twice. */
  close(): Promise<void>
}

/** Why none can be made here, or undefined: for `describe.skipIf`. */
export function whyNoInternet(): string | undefined {
  const why = whyNoHosts()
  if (why !== undefined) return why
  if (spawnSync('nft', ['--version']).status !== 0) return 'nftables is missing'
  return undefined
}

export function createInternet(): Internet {
  sweep()
  const internet = new NamespaceInternet(freshPrefix())
  open.add(internet)
  return internet
}

const open = new Set<NamespaceInternet>()

process.on('exit', () => {
  for (const internet of open) internet.remove()
})

class NamespaceInternet implements Internet {
  readonly #prefix: string
  readonly #switches: string
  readonly #machines: Machine[] = []
  readonly #core: Machine
  #bridges = 0
  #places = 0
  #ports = 0
  #networks = 0

  constructor(prefix: string) {
    this.#prefix = prefix
    this.#switches = `${prefix}-sw`
    ip('netns', 'add', this.#switches)
    ip('-n', this.#switches, 'link', 'set', 'lo', 'up')
    this.#core = new Machine(`${prefix}-core`)
    this.#core.set('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward')
  }

  machine(): Machine {
    const machine = this.#newMachine()
    this.#toInternet(machine)
    return machine
  }

  home({ nat }: HomeOptions): Home {
    const router = new Router(`${this.#prefix}-r${this.#machines.length + 1}`)
    this.#machines.push(router)
    const address = this.#toInternet(router)
    const { island, gateway } = this.#segment((machine) => machine.route(gateway))
    router.plugIn(gateway, 24, this.#plug(island.bridge))
    router.translate(nat)
    return { router, address, machine: island.machine, join: island.join }
  }

  island(): Island {
    return this.#segment(() => undefined).island
  }

  async close(): Promise<void> {
    await Promise.all(this.#machines.map((machine) => machine.stopAll()))
    this.remove()
  }

  remove(): void {
    open.delete(this)
    for (const machine of [...this.#machines, this.#core]) machine.remove()
    removeNamespace(this.#switches)
  }

  /** A private subnet on a bridge of its own; `.1` is its gateway's, should it have one. */
  #segment(settle: (machine: Machine) => void): { readonly island: Island & { readonly bridge: string }; readonly gateway: string } {
    const bridge = this.#newBridge()
    const subnet = `192.168.${(this.#networks += 1)}`
    let count = 0
    const join = (machine: Machine): void => {
      machine.plugIn(`${subnet}.${(count += 1) + 9}`, 24, this.#plug(bridge))
      settle(machine)
    }
    const machine = (): Machine => {
      const made = this.#newMachine()
      join(made)
      return made
    }
    return { island: { bridge, machine, join }, gateway: `${subnet}.1` }
  }

  /** A subnet of its own, with nobody in it but the machine and the internet. */
  #toInternet(machine: Machine): string {
    const subnet = `60.0.${(this.#places += 1)}`
    const bridge = this.#newBridge()
    this.#core.plugIn(`${subnet}.1`, 24, this.#plug(bridge))
    machine.plugIn(`${subnet}.2`, 24, this.#plug(bridge))
    machine.route(`${subnet}.1`)
    return `${subnet}.2`
  }

  #newMachine(): Machine {
    const machine = new Machine(`${this.#prefix}-m${this.#machines.length + 1}`)
    this.#machines.push(machine)
    return machine
  }

  #newBridge(): string {
    const name = `br${(this.#bridges += 1)}`
    ip('-n', this.#switches, 'link', 'add', name, 'type', 'bridge', 'mcast_snooping', '0')
    ip('-n', this.#switches, 'link', 'set', name, 'up')
    return name
  }

  #plug(bridge: string): { readonly at: string; readonly bridge: string; readonly peer: string } {
    return { at: this.#switches, bridge, peer: `p${(this.#ports += 1)}` }
  }
}
