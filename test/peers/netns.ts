/**
 * Several computers on one machine, for tests: network namespaces on a switch that the test cuts, joins, isolates and makes lossy.
 * Needs root and iproute2 (nftables for loss, ethtool never). No address exists outside the namespaces and none has a default route
 * unless asked for, so nothing leaves the machine. Names carry the process id of the run: runs side by side do not meet, and what a
 * killed run left behind is swept by the next. `close()` kills everything started inside and removes everything; it also runs at exit.
 *
 *   const lan = createLan({ hosts: 3 })
 *   const [mum, dad, shop] = lan.hosts
 *   const server = mum.start(process.execPath, ['serve.mjs'])
 *   await server.line((text) => text.includes('ready'))
 *   lan.partition([[mum, dad], [shop]]); lan.heal()
 *   await lan.close()
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { startInside } from './netns-process.ts'
import type { HostProcess, StartOptions } from './netns-process.ts'

export interface LanOptions {
  /** How many computers. */
  readonly hosts: number
  /** First three numbers of the /24; default 10.77.0. Host i (from 1) has `.i`. */
  readonly subnet?: string
  /** Give each host a default route (to an address that does not answer); default false, like a switch whose router is gone. */
  readonly defaultRoute?: boolean
  /** IPv6 link-local addresses on the hosts; default true. */
  readonly ipv6?: boolean
}

export interface Host {
  /** Namespace name. */
  readonly name: string
  /** Current IPv4 address. */
  readonly address: string
  readonly interfaceName: string
  /** Runs a command inside to its end. Code is null when it was killed (also by the time-out, default 30 s). */
  run(command: string, args: readonly string[], options?: StartOptions & { readonly timeoutMs?: number }): Promise<RunResult>
  /** Starts a command inside and gives its lines as they come. */
  start(command: string, args: readonly string[], options?: StartOptions): HostProcess
  /** Pulls or plugs the cable. */
  cable(state: 'in' | 'out'): void
  /** Client isolation as on guest Wi-Fi: isolated hosts cannot reach each other. */
  isolate(isolated: boolean): void
  /** Drops this share (0–100) of the packets that arrive here. */
  loss(percent: number): void
  /** Drops everything that arrives here from the other host (one way). */
  deaf(to: Host): void
  /** Forgets `loss` and `deaf`. */
  hear(): void
  /** Replaces the IPv4 address, as a new DHCP lease would. `prefix` is 24 unless given. */
  readdress(address: string, prefix?: number): void
  /** Another program that holds a UDP port alone, until the returned function is called. */
  holdUdpPort(port: number): Promise<() => Promise<void>>
}

export interface RunResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Lan {
  readonly hosts: readonly Host[]
  /** Each group on a switch of its own; hosts not named stay where they are. */
  partition(groups: readonly (readonly Host[])[]): void
  /** Everybody on one switch again. */
  heal(): void
  /** Kills what runs inside and removes all. Safe to call twice. */
  close(): Promise<void>
}

/** Why hosts cannot be made here, or undefined when they can: for `describe.skipIf`. */
export function whyNoHosts(): string | undefined {
  if (process.platform !== 'linux') return 'not Linux'
  if (process.getuid?.() !== 0) return 'not root'
  if (spawnSync('ip', ['-V']).status !== 0) return 'iproute2 is missing'
  const probe = `${PREFIX}${process.pid}-probe`
  if (spawnSync('ip', ['netns', 'add', probe]).status !== 0) return 'network namespaces are not permitted'
  spawnSync('ip', ['netns', 'del', probe])
  return undefined
}

/** Makes the hosts, up and connected. Throws when the machine cannot (see `whyNoHosts`). */
export function createLan(options: LanOptions): Lan {
  sweep()
  const prefix = freshPrefix()
  const lan = new NamespaceLan(prefix, options)
  open.add(lan)
  return lan
}

/** A name for everything of one world: no other of this run or of another has it. */
export function freshPrefix(): string {
  return `${PREFIX}${process.pid}-${(lanCount += 1)}`
}

const PREFIX = 'sb'
const open = new Set<NamespaceLan>()
let lanCount = 0

process.on('exit', () => {
  for (const lan of open) lan.remove()
})

class NamespaceLan implements Lan {
  readonly hosts: readonly NamespaceHost[]
  readonly #switch: string
  #bridges = 1

  constructor(prefix: string, { hosts, subnet = '10.77.0', defaultRoute = false, ipv6 = true }: LanOptions) {
    this.#switch = `${prefix}-sw`
    this.hosts = Array.from({ length: hosts }, (_, index) => new NamespaceHost(`${prefix}-h${index + 1}`, this.#switch, index + 1))
    try {
      ip('netns', 'add', this.#switch)
      ip('-n', this.#switch, 'link', 'set', 'lo', 'up')
      this.#addBridge(0)
      this.hosts.forEach((host, index) => host.create(`${subnet}.${index + 1}`, defaultRoute ? `${subnet}.254` : undefined, ipv6))
    } catch (error) {
      this.remove()
      throw error
    }
  }

  partition(groups: readonly (readonly Host[])[]): void {
    groups.forEach((group, index) => {
      for (; this.#bridges <= index; this.#bridges += 1) this.#addBridge(this.#bridges)
      for (const host of this.hosts) if (group.includes(host)) host.join(`br${index}`)
    })
  }

  heal(): void {
    for (const host of this.hosts) host.join('br0')
  }

  async close(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.stopAll()))
    this.remove()
  }

  /** Synchronous, for process exit: kills by namespace, so that children of children go too. */
  remove(): void {
    open.delete(this)
    for (const name of [...this.hosts.map((host) => host.name), this.#switch]) removeNamespace(name)
  }

  #addBridge(index: number): void {
    ip('-n', this.#switch, 'link', 'add', `br${index}`, 'type', 'bridge', 'mcast_snooping', '0')
    ip('-n', this.#switch, 'link', 'set', `br${index}`, 'up')
  }
}

class NamespaceHost implements Host {
  readonly name: string
  readonly interfaceName = 'eth0'
  readonly #switch: string
  readonly #port: string
  readonly #running = new Set<HostProcess>()
  #address = ''

  constructor(name: string, switchName: string, index: number) {
    this.name = name
    this.#switch = switchName
    this.#port = `p${index}`
  }

  get address(): string {
    return this.#address
  }

  create(address: string, gateway: string | undefined, ipv6: boolean): void {
    ip('netns', 'add', this.name)
    this.#ip('link', 'set', 'lo', 'up')
    this.#ip('link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', this.#port, 'netns', this.#switch)
    if (!ipv6) this.#ip('link', 'set', 'eth0', 'addrgenmode', 'none')
    this.join('br0')
    ip('-n', this.#switch, 'link', 'set', this.#port, 'up')
    this.#ip('link', 'set', 'eth0', 'up')
    this.readdress(address)
    if (gateway !== undefined) this.#ip('route', 'add', 'default', 'via', gateway)
  }

  join(bridge: string): void {
    ip('-n', this.#switch, 'link', 'set', this.#port, 'master', bridge)
  }

  async run(command: string, args: readonly string[], options: StartOptions & { timeoutMs?: number } = {}): Promise<RunResult> {
    const child = this.start(command, args, options)
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 30_000)
    const code = await child.ended
    clearTimeout(timer)
    return { code, stdout: child.stdout(), stderr: child.stderr() }
  }

  start(command: string, args: readonly string[], options: StartOptions = {}): HostProcess {
    const child = startInside(this.name, command, args, options)
    this.#running.add(child)
    void child.ended.then(() => this.#running.delete(child))
    return child
  }

  async stopAll(): Promise<void> {
    const running = [...this.#running]
    for (const child of running) child.kill('SIGKILL')
    await Promise.all(running.map((child) => child.ended))
  }

  cable(state: 'in' | 'out'): void {
    ip('-n', this.#switch, 'link', 'set', this.#port, state === 'in' ? 'up' : 'down')
  }

  isolate(isolated: boolean): void {
    command('bridge', ['-n', this.#switch, 'link', 'set', 'dev', this.#port, 'isolated', isolated ? 'on' : 'off'])
  }

  loss(percent: number): void {
    if (percent > 99) this.#drop('drop')
    else this.#drop('numgen', 'random', 'mod', '100', '<', String(Math.max(0, Math.round(percent))), 'drop')
  }

  deaf(to: Host): void {
    this.#drop('ip', 'saddr', to.address, 'drop')
  }

  hear(): void {
    this.#inside('nft', 'flush', 'ruleset')
  }

  readdress(address: string, prefix = 24): void {
    if (this.#address !== '') this.#ip('-4', 'addr', 'flush', 'dev', 'eth0')
    this.#ip('addr', 'add', `${address}/${prefix}`, 'brd', '+', 'dev', 'eth0')
    this.#address = address
  }

  async holdUdpPort(port: number): Promise<() => Promise<void>> {
    const script = `require('dgram').createSocket('udp4').bind({ port: ${port}, exclusive: true }, () => console.log('held'))`
    const holder = this.start(process.execPath, ['-e', script])
    await holder.line((text) => text === 'held')
    return async () => {
      holder.kill('SIGKILL')
      await holder.ended
    }
  }

  #drop(...rule: readonly string[]): void {
    this.#inside('nft', 'add', 'table', 'inet', 't')
    this.#inside('nft', 'add chain inet t in { type filter hook input priority 0; }')
    this.#inside('nft', ['add', 'rule', 'inet', 't', 'in', ...rule].join(' '))
  }

  #ip(...args: readonly string[]): void {
    ip('-n', this.name, ...args)
  }

  #inside(...args: readonly string[]): void {
    ip('netns', 'exec', this.name, ...args)
  }
}

/** `ip …`; throws what it complained of. */
export function ip(...args: readonly string[]): void {
  command('ip', args)
}

/** Runs a program to its end; throws what it complained of. */
function command(program: string, args: readonly string[]): void {
  const result = spawnSync(program, args, { encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${result.stderr || result.error?.message || result.status}`)
}

/** Namespaces whose run has died: kill -9 on a test runner leaves them. */
export function sweep(): void {
  const folder = '/run/netns'
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const pid = /^sb(\d+)-(?:\d+-(?:sw|core|[hmr]\d+)|probe)$/.exec(name)?.[1]
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeNamespace(name)
  }
}

/** Kills what runs inside, then removes it. */
export function removeNamespace(name: string): void {
  const pids = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' })
  for (const pid of pids.stdout?.split('\n').filter((line) => /^\d+$/.test(line)) ?? []) {
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It ended between the list and the kill.
    }
  }
  spawnSync('ip', ['netns', 'del', name])
}
