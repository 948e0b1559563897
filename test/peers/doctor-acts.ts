/** Asking the doctor as a person does, and a network that wants a sign-in. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import type { Host } from './netns.ts'
import type { Person } from './person.ts'

const report = v.object({
  well: v.boolean(),
  findings: v.array(
    v.object({
      code: v.string(),
      severity: v.picklist(['problem', 'notice', 'fact', 'good']),
      about: v.array(v.object({ account: v.string(), name: v.string() })),
      networks: v.array(v.string()),
      spanMs: v.exactOptional(v.number()),
      title: v.string(),
      meaning: v.string(),
      remedy: v.exactOptional(v.string()),
    }),
  ),
})
export type Report = v.InferOutput<typeof report>

/** What `doctor` says, and its exit code. */
export async function examine(
  person: Person,
  args: readonly string[] = [],
): Promise<{ readonly code: number | null; readonly report: Report }> {
  const child = person.start(['doctor', ...args], '')
  const code = await child.ended
  if ((code !== 0 && code !== 1) || child.stdout() === '') throw new Error(`doctor ended with ${code}: ${child.stderr()}`)
  return { code, report: v.parse(v.pipe(v.string(), v.parseJson(), report), child.stdout()) }
}

/** `code severity: names`, sorted: all that was found. */
export function told({ findings }: Report): readonly string[] {
  return findings
    .map(({ code, severity, about }) => [`${severity} ${code}`, ...about.map(({ name }) => name).toSorted()].join(' '))
    .toSorted()
}

/** Whom the finding concerns; undefined: it was not made. */
export function concerned({ findings }: Report, code: string): readonly string[] | undefined {
  return findings
    .find((each) => each.code === code)
    ?.about.map(({ name }) => name)
    .toSorted()
}

/** What the host asks for names. Undone by the returned function. */
export function useNameServer(host: Host, address: string): () => void {
  const folder = `/etc/netns/${host.name}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/resolv.conf`, `nameserver ${address}\noptions attempts:1 timeout:1\n`)
  return () => rmSync(folder, { recursive: true, force: true })
}

/**
 * A program as on a Wi-Fi that wants a sign-in: every name has its address, every page is elsewhere. `pages`: what it answers with instead.
 */
export async function startPortal(host: Host, answer: 'redirect' | 'page' | 'flood' | 'empty'): Promise<() => Promise<void>> {
  const program = host.start(process.execPath, ['-e', PORTAL, host.address, answer])
  await program.line((line) => line === 'ready')
  return async () => {
    program.kill('SIGKILL')
    await program.ended
  }
}

const PORTAL = `
const [address, answer] = process.argv.slice(1)
const dns = require('dgram').createSocket('udp4')
dns.on('message', (query, from) => {
  const question = query.subarray(12, query.indexOf(0, 12) + 5)
  const isA = query.readUInt16BE(query.indexOf(0, 12) + 1) === 1
  const head = Buffer.from([query[0], query[1], 0x81, 0x80, 0, 1, 0, isA ? 1 : 0, 0, 0, 0, 0])
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, ...address.split('.').map(Number)])
  dns.send(Buffer.concat(isA ? [head, question, record] : [head, question]), from.port, from.address)
})
const web = require('http').createServer((request, response) => {
  if (answer === 'redirect') response.writeHead(302, { location: 'http://login.example/' }).end()
  else if (answer === 'page') response.end('<html>Welcome to Cafe</html>')
  else if (answer === 'empty') response.writeHead(204).end()
  else { response.writeHead(200); const more = () => { while (response.write('success '.repeat(8192))); }; response.on('drain', more); more() }
})
dns.bind(53, () => web.listen(80, () => console.log('ready')))
`
