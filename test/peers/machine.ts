/**
 * A computer of a world made of network namespaces (`internet.ts`): it runs programs, has an interface a network it is on, and its first
 * cable can be made long (delay, jitter, loss). Knows nothing of who lives there.
 */
import { fileURLToPath } from 'node:url'
import { ip, removeNamespace, type RunResult } from './netns.ts'
import { type HostProcess, startInside, type StartOptions } from './netns-process.ts'
import type { Place } from './place.ts'

const WIRE = fileURLToPath(new URL('./wire.py', import.meta.url))

export interface WireOptions {
  /** Each way. */
  readonly delayMs: number
  readonly jitterMs?: number
  readonly lossPercent?: number
  /** Each way; default: as many as come. */
  readonly kbitsPerSecond?: number
}

/** Where a cable ends: a port `peer` of a bridge, inside the namespace `at` that holds the switches. */
export interface Plug {
  readonly at: string
  readonly bridge: string
  readonly peer: string
}

export class Machine implements Place {
  /** Of the namespace. */
  readonly name: string
  readonly #running = new Set<HostProcess>()
  readonly #plugs: Plug[] = []
  readonly #addresses: string[] = []

  constructor(name: string) {
    this.name = name
    ip('netns', 'add', name)
    ip('-n', name, 'link', 'set', 'lo', 'up')
  }

  /** IPv4 address on the first network it joined; the others in the order of joining. */
  get address(): string {
    return this.#addresses[0] ?? ''
  }

  get addresses(): readonly string[] {
    return this.#addresses
  }

  /** A new interface `eth0`, `eth1` … with this address and prefix, at the other end of the plug's cable. Returns the interface's name. */
  plugIn(address: string, prefix: number, plug: Plug): string {
    const device = `eth${this.#plugs.length}`
    ip('-n', this.name, 'link', 'add', device, 'type', 'veth', 'peer', 'name', plug.peer, 'netns', plug.at)
    ip('-n', this.name, 'addr', 'add', `${address}/${prefix}`, 'dev', device)
    ip('-n', this.name, 'link', 'set', device, 'up')
    ip('-n', plug.at, 'link', 'set', plug.peer, 'master', plug.bridge, 'up')
    this.#plugs.push(plug)
    this.#addresses.push(address)
    return device
  }

  route(via: string): void {
    ip('-n', this.name, 'route', 'replace', 'default', 'via', via)
  }

  /** Replaces the address on its first network, as a new DHCP lease would; routes through it are gone. */
  readdress(address: string, prefix = 24): void {
    ip('-n', this.name, '-4', 'addr', 'flush', 'dev', 'eth0')
    ip('-n', this.name, 'addr', 'add', `${address}/${prefix}`, 'dev', 'eth0')
    this.#addresses[0] = address
  }

  /** Pulls or plugs the cable of its `index`-th network. */
  cable(state: 'in' | 'out', index = 0): void {
    const plug = this.#plugs[index]
    if (plug === undefined) throw new Error(`${this.name} has no cable ${index}`)
    ip('-n', plug.at, 'link', 'set', plug.peer, state === 'in' ? 'up' : 'down')
  }

  /**
   * Lengthens its first cable for good: frames are held and dropped in user space, since `tc netem` is not everywhere. Checksums must be whole
   * then, so offloading goes off. Resolves when the wire forwards.
   */
  async wire({ delayMs, jitterMs = 0, lossPercent = 0, kbitsPerSecond = 0 }: WireOptions): Promise<void> {
    const plug = this.#plugs[0]
    if (plug === undefined) throw new Error(`${this.name} has no cable`)
    const { at, bridge, peer } = plug
    const [near, far] = [`x${peer}`, `y${peer}`]
    ip('-n', at, 'link', 'set', peer, 'nomaster')
    ip('-n', at, 'link', 'add', near, 'type', 'veth', 'peer', 'name', far)
    ip('-n', at, 'link', 'set', near, 'up')
    ip('-n', at, 'link', 'set', far, 'master', bridge, 'up')
    const whole = ['tx', 'off', 'gso', 'off', 'tso', 'off', 'gro', 'off']
    ip('netns', 'exec', this.name, 'ethtool', '-K', 'eth0', ...whole)
    for (const port of [peer, near, far]) ip('netns', 'exec', at, 'ethtool', '-K', port, ...whole)
    const python = startInside(at, 'python3', [WIRE, peer, near, ...[delayMs, jitterMs, lossPercent, kbitsPerSecond].map(String)], {})
    this.#keep(python)
    await python.line((text) => text === 'forwarding')
  }

  async run(program: string, args: readonly string[], options: StartOptions & { readonly timeoutMs?: number } = {}): Promise<RunResult> {
    const child = this.start(program, args, options)
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 30_000)
    const code = await child.ended
    clearTimeout(timer)
    return { code, stdout: child.stdout(), stderr: child.stderr() }
  }

  start(program: string, args: readonly string[], options: StartOptions = {}): HostProcess {
    const child = startInside(this.name, program, args, options)
    this.#keep(child)
    return child
  }

  /** Runs a program that only changes the network here; throws what it complained of. */
  set(program: string, ...args: readonly string[]): void {
    ip('netns', 'exec', this.name, program, ...args)
  }

  async stopAll(): Promise<void> {
    const running = [...this.#running]
    for (const child of running) child.kill('SIGKILL')
    await Promise.all(running.map((child) => child.ended))
  }

  /** Synchronous: also at the exit of the process. */
  remove(): void {
    removeNamespace(this.name)
  }

  #keep(child: HostProcess): void {
    this.#running.add(child)
    void child.ended.then(() => this.#running.delete(child))
  }
}
