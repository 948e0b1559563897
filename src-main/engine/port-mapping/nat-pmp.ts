/** A router that speaks NAT-PMP (RFC 6886): two packets of a dozen bytes. Asked is the default gateway only, and only answers of it count. */
import { createSocket } from 'node:dgram'
import { RESOURCE } from '../../../shared/limits.ts'
import type { Gateway } from './gateway.ts'

const PORT = 5351
const ADDRESS = 0
const MAP_TCP = 2
/** An answer bears the number of its question and this. */
const ANSWER = 128

/** The gateway at that address; undefined when it does not answer. `inside`: the address of ours that it is asked from. */
export async function openNatPmp(router: string, inside: string): Promise<Gateway | undefined> {
  const gateway = new NatPmp(router, inside)
  return (await gateway.address()) === undefined ? undefined : gateway
}

class NatPmp implements Gateway {
  readonly #router: string
  readonly #inside: string

  constructor(router: string, inside: string) {
    this.#router = router
    this.#inside = inside
  }

  async address(): Promise<string | undefined> {
    const answer = await this.#ask(Buffer.from([0, ADDRESS]), 12)
    return answer === undefined ? undefined : [...answer.subarray(8, 12)].join('.')
  }

  async map(port: number, outside: number): Promise<number | undefined> {
    const answer = await this.#ask(mapping(port, outside, RESOURCE.MAPPING_LEASE_MS / 1000), 16)
    return answer === undefined || answer.readUInt16BE(8) !== port ? undefined : answer.readUInt16BE(10)
  }

  async unmap(port: number, _outside: number, signal: AbortSignal): Promise<void> {
    await this.#ask(mapping(port, 0, 0), 16, signal)
  }

  /** Asked three times, each twice as patiently as before. */
  #ask(question: Buffer, length: number, signal?: AbortSignal): Promise<Buffer | undefined> {
    return new Promise((resolve) => {
      const socket = createSocket('udp4')
      // Nobody waits for a router at the end of the program.
      socket.unref()
      let wait: number = RESOURCE.NAT_PMP_FIRST_MS
      let tries = 0
      let timer: ReturnType<typeof setTimeout> | undefined
      let isOver = false
      const finish = (answer?: Buffer): void => {
        if (isOver) return
        isOver = true
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        socket.close()
        resolve(answer)
      }
      const onAbort = (): void => finish()
      const send = (): void => {
        if ((tries += 1) > RESOURCE.NAT_PMP_TRIES) return finish()
        socket.send(question, PORT, this.#router, (error) => {
          if (error !== null) finish()
        })
        timer = setTimeout(send, wait).unref()
        wait *= 2
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      socket.on('error', onAbort)
      socket.on('message', (answer, { address, port }) => {
        const isAnswer = address === this.#router && port === PORT && answer[0] === 0 && answer[1] === ANSWER + (question[1] ?? 0)
        if (!isAnswer) return
        finish(answer.length >= length && answer.readUInt16BE(2) === 0 ? answer : undefined)
      })
      socket.bind({ address: this.#inside, port: 0 }, send)
    })
  }
}

function mapping(port: number, outside: number, seconds: number): Buffer {
  const packet = Buffer.alloc(12)
  packet[1] = MAP_TCP
  packet.writeUInt16BE(port, 4)
  packet.writeUInt16BE(outside, 6)
  packet.writeUInt32BE(seconds, 8)
  return packet
}
