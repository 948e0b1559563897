/**
 * Finding and reaching each other on real networks of namespaces: announcements, network and dial loop together, nothing faked. What is
 * asserted is what each computer says of the others.
 */
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { createLan, whyNoHosts } from '../peers/netns.ts'
import type { Host, Lan } from '../peers/netns.ts'
import type { HostProcess } from '../peers/netns-process.ts'

const PROGRAM = new URL('peer-program.ts', import.meta.url).pathname
const NUMBERS = [1, 2, 3]

describe.skipIf(whyNoHosts() !== undefined)('computers on a LAN without a default route', () => {
  let lan: Lan | undefined
  afterEach(async () => lan?.close())

  function hosts(count: number): readonly Host[] {
    lan = createLan({ hosts: count })
    return lan.hosts
  }

  it('find each other, all three, and see one leave', async () => {
    const programs = hosts(3).map((host, index) => run(host, index + 1))
    await Promise.all(NUMBERS.flatMap((own) => NUMBERS.filter((peer) => peer !== own).map((peer) => connected(programs[own - 1]!, peer))))
    // A connection may be up before the first announcement was heard; a goodbye means something to those who heard one.
    await Promise.all([says(programs[1]!, { seen: 1 }), says(programs[2]!, { seen: 1 })])
    programs[0]!.write('stop\n')
    expect(await programs[0]!.ended).toBe(0)
    await Promise.all([says(programs[1]!, { gone: 1 }), says(programs[2]!, { gone: 1 })])
  })

  it('find and reach each other over IPv6 alone', async () => {
    const computers = hosts(2)
    for (const [index, host] of computers.entries()) {
      await host.run('ip', ['-4', 'addr', 'flush', 'dev', host.interfaceName])
      await host.run('ip', ['-6', 'addr', 'add', `fd00::${index + 1}/64`, 'dev', host.interfaceName, 'nodad'])
    }
    const programs = computers.map((host, index) => run(host, index + 1))
    await Promise.all([connected(programs[0]!, 2), connected(programs[1]!, 1)])
    expect(programs[0]!.stdout()).toContain('"via":"/ip6/fd00::2/tcp/')
  })

  it('find each other although another program holds port 5353 alone', async () => {
    const [mum, dad] = hosts(2)
    const release = await mum!.holdUdpPort(5353)
    const programs = [run(mum!, 1), run(dad!, 2)]
    await Promise.all([connected(programs[0]!, 2), connected(programs[1]!, 1)])
    const line = await programs[0]!.line((text) => text.includes('"links"') && text.includes('port-taken'))
    const links: { readonly address: string; readonly state: string; readonly hasFallback: boolean }[] = JSON.parse(line).links
    expect(links.find(({ address }) => address === mum!.address)).toMatchObject({ state: 'port-taken', hasFallback: true })
    const from = programs[0]!.lineCount()
    await release()
    await programs[0]!.line((text) => text.includes('"links"') && !text.includes('port-taken'), { from })
  })

  it('meet when client isolation lifts', async () => {
    const [mum, dad] = hosts(2)
    mum!.isolate(true)
    dad!.isolate(true)
    const programs = [run(mum!, 1), run(dad!, 2)]
    await Promise.all(programs.map((program) => says(program, { ready: true })))
    mum!.isolate(false)
    await Promise.all([connected(programs[0]!, 2), connected(programs[1]!, 1)])
  })

  it('say `isolated` when announcements pass and connections do not, and meet when they do', async () => {
    const [mum, dad] = hosts(2)
    for (const host of [mum!, dad!]) expect(await host.run('nft', ['-f', '-'], { stdin: DROP_TCP })).toMatchObject({ code: 0 })
    const programs = [run(mum!, 1), run(dad!, 2)]
    await says(programs[0]!, { peer: 2, code: 'isolated' })
    mum!.hear()
    dad!.hear()
    await Promise.all([connected(programs[0]!, 2), connected(programs[1]!, 1)])
  })

  it('meet again after a new address, and after the cable was out', async () => {
    const [mum, dad] = hosts(2)
    const programs = [run(mum!, 1), run(dad!, 2)]
    await Promise.all([connected(programs[0]!, 2), connected(programs[1]!, 1)])
    let from = programs.map((program) => program.lineCount())
    mum!.readdress('10.77.0.99')
    await programs[0]!.line((text) => text.includes('"change":"interfaces"'), { from: from[0]! })
    await programs[1]!.line((text) => isConnected(text, 1) && text.includes('10.77.0.99'), { from: from[1]! })

    from = programs.map((program) => program.lineCount())
    mum!.cable('out')
    await programs[1]!.line((text) => text.includes('"reach":"waiting"'), { from: from[1]!, timeoutMs: 60_000 })
    from = programs.map((program) => program.lineCount())
    mum!.cable('in')
    await Promise.all([connected(programs[0]!, 2, from[0]), connected(programs[1]!, 1, from[1])])
  })

  it('two programs on one computer meet over loopback when there is no network at all', async () => {
    const [mum] = hosts(1)
    await mum!.run('ip', ['link', 'set', 'eth0', 'down'])
    const programs = [run(mum!, 1), run(mum!, 2)]
    await Promise.all([connected(programs[0]!, 2), connected(programs[1]!, 1)])
  })
})

const DROP_TCP = 'table inet t {\n chain in {\n type filter hook input priority 0\n meta l4proto tcp drop\n }\n}\n'

function run(host: Host, own: number): HostProcess {
  const program = host.start(process.execPath, [PROGRAM, String(own), ...NUMBERS.filter((number) => number !== own).map(String)])
  // Nobody ever crashes, whatever else is asserted.
  onTestFinished(() => expect(program.stderr()).toBe(''))
  return program
}

async function connected(program: HostProcess, peer: number, from = 0): Promise<void> {
  await program.line((text) => isConnected(text, peer), { from })
}

function isConnected(text: string, peer: number): boolean {
  return text.startsWith(`{"peer":${peer},"reach":"connected"`)
}

/** A line that has all these fields. */
async function says(program: HostProcess, fields: Readonly<Record<string, unknown>>): Promise<void> {
  await program.line((text) =>
    Object.entries(fields).every(([key, value]) => text.includes(`${JSON.stringify(key)}:${JSON.stringify(value)}`)),
  )
}
