/** Limits of the boundary that are a matter of time or memory, over a clock turned by hand. */
import { describe, expect, it } from 'vitest'
import { RPC } from '../../shared/limits.ts'
import { channelPair, createRpcClient } from '../../shared/rpc/index.ts'
import { TokenBucket } from '../../shared/token-bucket.ts'
import { Tokens } from '../../src-main/engine/rpc/tokens.ts'
import { WrongTokens } from '../../src-main/engine/rpc/wrong-tokens.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { allowedFor } from './carrier-suite.ts'
import { type NotebookContract, type NotebookEvent, openNotebook } from './notebook.ts'

function world() {
  const clock = new FakeClock()
  const notebook = openNotebook(clock)
  const [ours, theirs] = channelPair()
  notebook.rpc.serve(theirs, { kind: 'cli', allowed: allowedFor(false) })
  return { clock, notebook, rpc: createRpcClient<NotebookContract, NotebookEvent>(ours) }
}

describe('a connection', () => {
  it('[RPC-5] without a hello ends after five seconds, not a millisecond before', () => {
    const { clock, notebook } = world()
    clock.advance(RPC.HELLO_TIMEOUT_MS - 1)
    expect(notebook.rpc.connections).toBe(1)
    clock.advance(1)
    expect(notebook.rpc.connections).toBe(0)
  })

  it('[RPC-5] that said hello in the last millisecond stays', async () => {
    const { clock, notebook, rpc } = world()
    clock.advance(RPC.HELLO_TIMEOUT_MS - 1)
    expect(await rpc.hello()).toMatchObject({ ok: true })
    clock.advance(1)
    expect(notebook.rpc.connections).toBe(1)
    expect(await rpc.call('notes.list')).toEqual({ ok: true, value: [] })
  })

  it('[RPC-10] that has used up its burst gets 200 calls a second, and no more than a burst after a long rest', () => {
    let time = 0
    const rate = new TokenBucket({ now: () => time }, RPC.CALLS_BURST, RPC.CALLS_PER_SECOND)
    const taken = (now: number): number => {
      time = now
      let calls = 0
      while (rate.spend()) calls += 1
      return calls
    }
    expect(taken(0)).toBe(RPC.CALLS_BURST)
    expect(taken(1000)).toBe(RPC.CALLS_PER_SECOND)
    expect(taken(1000 + 1000 / RPC.CALLS_PER_SECOND - 1)).toBe(0)
    expect(taken(1000 + 1000 / RPC.CALLS_PER_SECOND)).toBe(1)
    expect(taken(3_600_000)).toBe(RPC.CALLS_BURST)
    // A clock that jumps back gives nothing.
    expect(taken(0)).toBe(0)
  })

  it('[RPC-10] is served again as its calls come back', async () => {
    const { clock, rpc } = world()
    await rpc.hello()
    const calls = async (count: number) => {
      let served = 0
      for (let at = 0; at < count; at++) served += (await rpc.call('notes.list')).ok ? 1 : 0
      return served
    }
    // The hello was one of them.
    expect(await calls(RPC.CALLS_BURST)).toBe(RPC.CALLS_BURST - 1)
    clock.advance(1000)
    expect(await calls(RPC.CALLS_PER_SECOND + 1)).toBe(RPC.CALLS_PER_SECOND)
  })
})

describe('[RPC-9] tokens', () => {
  const sessionOf = (tokens: Tokens): string => {
    const admission = tokens.admit(tokens.issue())
    if (!admission.ok || admission.session === undefined) throw new Error('a fresh token is good')
    return admission.session
  }

  it('a one-time token is good for ten minutes, not a millisecond longer', () => {
    const clock = new FakeClock()
    const tokens = new Tokens(clock)
    const [early, late] = [tokens.issue(), tokens.issue()]
    clock.advance(RPC.ONE_TIME_TOKEN_MS - 1)
    expect(tokens.admit(early).ok).toBe(true)
    clock.advance(1)
    expect(tokens.admit(late).ok).toBe(false)
  })

  it('a session token is good for 30 days, not a millisecond longer', () => {
    const clock = new FakeClock()
    const tokens = new Tokens(clock)
    const session = sessionOf(tokens)
    clock.advance(RPC.SESSION_MS - 1)
    expect(tokens.admit(session)).toEqual({ ok: true })
    clock.advance(1)
    expect(tokens.admit(session)).toEqual({ ok: false })
  })

  it('64 sessions stay signed in; with one more the oldest is out', () => {
    const tokens = new Tokens(new FakeClock())
    const sessions = Array.from({ length: RPC.SESSIONS }, () => sessionOf(tokens))
    expect(sessions.every((session) => tokens.admit(session).ok)).toBe(true)
    const newest = sessionOf(tokens)
    expect([sessions[0], sessions[1], newest].map((session) => tokens.admit(session).ok)).toEqual([false, true, true])
  })

  it('64 one-time tokens wait; with one more the oldest is void', () => {
    const issued = (count: number) => {
      const tokens = new Tokens(new FakeClock())
      return { tokens, all: Array.from({ length: count }, () => tokens.issue()) }
    }
    const full = issued(RPC.SESSIONS)
    expect(full.tokens.admit(full.all[0]).ok).toBe(true)
    const over = issued(RPC.SESSIONS + 1)
    expect([over.all[0], over.all[1]].map((token) => over.tokens.admit(token).ok)).toEqual([false, true])
  })

  it('256 addresses are counted at once; with one more the first is forgotten', () => {
    const counted = (addresses: number): boolean => {
      const wrong = new WrongTokens(new FakeClock())
      for (let time = 0; time < RPC.WRONG_TOKENS_PER_MINUTE; time++) wrong.count('10.0.0.1')
      for (let at = 1; at < addresses; at++) wrong.count(`10.1.${at >> 8}.${at & 255}`)
      return wrong.isBarred('10.0.0.1')
    }
    expect(counted(RPC.WRONG_TOKEN_ADDRESSES)).toBe(true)
    expect(counted(RPC.WRONG_TOKEN_ADDRESSES + 1)).toBe(false)
  })
})
