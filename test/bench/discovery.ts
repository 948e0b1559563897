/** Finding each other on one LAN without a default route, and again after the cable was out: two computers made of network namespaces. */
import { createLan, whyNoHosts } from '../peers/netns.ts'
import type { Host } from '../peers/netns.ts'
import type { HostProcess } from '../peers/netns-process.ts'

const PROGRAM = new URL('../network/peer-program.ts', import.meta.url).pathname
const OUT_MS = 8_000

export interface Discovery {
  /** Milliseconds from both being ready to both being connected, one per trial; from the cable's return to the same. */
  readonly found: readonly number[]
  readonly healed: readonly number[]
}

/** Why it cannot be measured here. */
export const whyNoDiscovery: () => string | undefined = whyNoHosts

export async function measureDiscovery(trials: number): Promise<Discovery> {
  const found: number[] = []
  const healed: number[] = []
  for (let trial = 0; trial < trials; trial++) {
    const lan = createLan({ hosts: 2 })
    try {
      const [a, b] = lan.hosts
      if (a === undefined || b === undefined) throw new Error('no hosts')
      const processes = [start(a, 1, 2), start(b, 2, 1)]
      await Promise.all(processes.map((process) => process.line((text) => text.includes('"ready":true'))))
      const ready = performance.now()
      await Promise.all(processes.map((process) => process.line(isConnected)))
      found.push(performance.now() - ready)
      b.cable('out')
      await Promise.all(processes.map((process) => process.line(isLost, { timeoutMs: 30_000 })))
      await new Promise((resolve) => setTimeout(resolve, OUT_MS))
      const counts = processes.map((process) => process.lineCount())
      b.cable('in')
      const plugged = performance.now()
      await Promise.all(processes.map((process, at) => process.line(isConnected, { from: counts[at] ?? 0, timeoutMs: 60_000 })))
      healed.push(performance.now() - plugged)
    } finally {
      await lan.close()
    }
  }
  return { found, healed }
}

function start(host: Host, own: number, other: number): HostProcess {
  return host.start(process.execPath, [PROGRAM, String(own), String(other)])
}

function isConnected(text: string): boolean {
  return text.includes('"reach":"connected"')
}

function isLost(text: string): boolean {
  return text.includes('"reach":"dialling"') || text.includes('"reach":"waiting"')
}
