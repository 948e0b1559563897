/** Making room: what is found, and that what nobody else has stays. The engine here answers as the contract says, page by page. */
import { describe, expect, it } from 'vitest'
import type { FileId } from '../../shared/ids/index.ts'
import { RPC } from '../../shared/limits.ts'
import type { SharedFile } from '../../shared/messenger/index.ts'
import { giveUpAll, type MakingRoom, oldFiles } from '../../src-renderer/app/settings/make-room.ts'
import { ROOM } from './messages.ts'
import { anArrival, fileId, givenFile, givenLink } from './shared-files.ts'

const DAY_MS = 86_400_000
const NOW = new Date(2022, 9, 15).getTime()
const running = () => new AbortController().signal

interface Held {
  /** Newest first. */
  readonly pictures?: readonly SharedFile[]
  readonly files?: readonly SharedFile[]
  readonly away?: readonly FileId[]
  readonly only?: readonly SharedFile[]
}

function engine({ pictures = [], files = [], away = [], only = [] }: Held): MakingRoom & { readonly gone: string[] } {
  const all = { pictures, files, voices: [] }
  const gone: string[] = []
  return {
    gone,
    async shared({ sort, before, limit }) {
      const from = before === undefined ? 0 : all[sort].findIndex(({ message }) => message === before) + 1
      return { ok: true, value: all[sort].slice(from, from + limit) }
    },
    async arrivals(wanted) {
      expect(wanted.length).toBeLessThanOrEqual(RPC.ARRIVALS)
      return { ok: true, value: wanted.map((file) => ({ ...anArrival(1), file, state: away.includes(file) ? 'idle' : 'here' })) }
    },
    async giveUp({ message }) {
      if (only.some((each) => each.message === message)) return { ok: false, error: { code: 'ONLY_COPY' } }
      gone.push(message)
      return { ok: true, value: undefined }
    },
  }
}

const old = (number: number, days: number, size = 1_000) => givenFile(number, { size }, { time: NOW - days * DAY_MS })

describe('what could go', () => {
  it('is what is here and old enough, the oldest first', async () => {
    const pictures = [old(1, 1), old(2, 40), old(3, 400)]
    const found = await oldFiles(engine({ pictures, away: [fileId(2)] }), [ROOM], NOW - 30 * DAY_MS, running())
    expect(found.map(({ file }) => file)).toEqual([fileId(3)])
    const all = await oldFiles(engine({ pictures }), [ROOM], NOW, running())
    expect(all.map(({ file }) => file)).toEqual([3, 2, 1].map(fileId))
  })

  it('counts a file once that several messages and rooms have, and no links', async () => {
    const again = { ...old(5, 90), attachment: old(4, 0).attachment }
    const found = await oldFiles(
      engine({ pictures: [old(4, 50), again], files: [givenLink(6, 'https://a.example')] }),
      [ROOM, ROOM],
      NOW,
      running(),
    )
    expect(found).toHaveLength(1)
    expect(found[0]?.message).toBe(old(4, 50).message)
  })

  it('is found behind many pages', async () => {
    const pictures = Array.from({ length: 2 * RPC.PAGE_MESSAGES + 3 }, (_, at) => old(at + 1, at))
    expect(await oldFiles(engine({ pictures }), [ROOM], NOW + 1, running())).toHaveLength(pictures.length)
  })

  it('is nothing once nobody wants to know', async () => {
    expect(await oldFiles(engine({ pictures: [old(1, 40)] }), [ROOM], NOW, AbortSignal.abort())).toEqual([])
  })
})

describe('giving up', () => {
  it('leaves what nobody else has, and says how many', async () => {
    const pictures = [old(1, 10, 300), old(2, 20, 500), old(3, 30, 700)]
    const asked = engine({ pictures, only: [old(2, 20)] })
    const files = await oldFiles(asked, [ROOM], NOW, running())
    const seen: number[] = []
    expect(await giveUpAll(asked, files, running(), (count) => seen.push(count))).toEqual({ files: 2, bytes: 1_000, stayed: 1 })
    expect(asked.gone).toEqual([old(3, 0).message, old(1, 0).message])
    expect(seen).toEqual([1, 2, 3])
  })

  it('ends where somebody stops it', async () => {
    const asked = engine({ pictures: [old(1, 10), old(2, 20)] })
    const files = await oldFiles(asked, [ROOM], NOW, running())
    const stopping = new AbortController()
    const given = await giveUpAll(asked, files, stopping.signal, () => stopping.abort())
    expect([given.files, asked.gone.length]).toEqual([1, 1])
  })
})
