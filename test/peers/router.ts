/**
 * A router of `internet.ts`: `eth0` towards the internet, `eth1` towards the home. It translates addresses with nftables, as home routers do:
 * what was not asked for from inside does not come in, and gets no answer.
 */
import { fileURLToPath } from 'node:url'
import { Machine } from './machine.ts'
import type { HostProcess } from './netns-process.ts'

const GATEWAY = fileURLToPath(new URL('./gateway.py', import.meta.url))

/**
 * plain: a connection keeps its port outside, whatever it leads to. symmetric: each connection gets a port at random, so that nobody else
 * can guess it.
 */
export type Nat = 'plain' | 'symmetric'

export class Router extends Machine {
  translate(nat: Nat): void {
    this.set('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward')
    this.set('nft', RULES.replace('NAT', nat === 'plain' ? 'masquerade' : 'masquerade fully-random'))
  }

  /**
   * A program that opens ports when a machine of the home asks it: UPnP by the letter of its documents, or NAT-PMP, and real rules for
   * what it promises. Resolves when it listens.
   */
  async opensPorts(language: 'upnp' | 'nat-pmp'): Promise<HostProcess> {
    const program = this.start('python3', ['-u', GATEWAY, language, this.addresses[1] ?? '', this.address])
    await program.line((text) => text === 'listening')
    return program
  }

  /** What is forwarded now, as nftables says it. */
  async forwarded(): Promise<readonly string[]> {
    const { stdout } = await this.run('nft', ['list', 'chain', 'ip', 'home', 'in'])
    return stdout.split('\n').filter((line) => line.includes('dnat'))
  }

  /** Lets what arrives for a port here through to a machine of the home, as a person sets it up by hand. */
  forward(port: number, to: Machine, inside = port): void {
    this.set('nft', `add rule ip home in iifname "eth0" tcp dport ${port} dnat to ${to.address}:${inside}`)
  }
}

const RULES = `
table ip home {
  chain in { type nat hook prerouting priority dstnat; }
  chain out { type nat hook postrouting priority srcnat; oifname "eth0" NAT; }
  chain self { type filter hook input priority filter; iifname "eth0" ct state established,related accept; iifname "eth0" drop; }
  chain through {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept
    iifname "eth1" accept
    ct status dnat accept
  }
}`
