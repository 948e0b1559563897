/**
 * Stands in for an engine that another process of the same owner runs: calls go to it over its local socket, as its owner's, and what it
 * tells is told here. Who may ask what has been checked before; the other side checks again, and answers.
 */
import type { Answer, HostState, HouseEvent, HouseMethod, Lagged } from '../../../shared/rpc/index.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { attachToEngine } from '../attach/index.ts'

export interface Relay {
  answer(method: HouseMethod, input: unknown): Promise<Answer<unknown>>
  /** The other house's, as last heard. */
  state(): HostState
  /** The other engine has gone, or does not want us any more. */
  readonly ended: Promise<void>
  close(): void
}

/** PROFILE_IN_USE where nobody answers. `otherwise`: what to take for its state where it is of a version that cannot say. */
export async function openRelay(
  profile: string,
  signal: AbortSignal,
  tell: (event: HouseEvent | Lagged) => void,
  otherwise: HostState,
): Promise<Result<Relay>> {
  const attachment = await attachToEngine(profile, signal)
  if (attachment.state === 'absent') return fail('PROFILE_IN_USE')
  if (attachment.state === 'refused') return fail(attachment.code)
  const { client } = attachment
  let state = otherwise
  await client.subscribe((event) => {
    if (event.type === 'host') ({ state } = event)
    tell(event)
  })
  const asked = await client.call('host.state')
  if (asked.ok) state = asked.value
  return ok({
    answer: (method, input) => client.pass(method, input),
    state: () => state,
    ended: client.ended,
    close: () => client.close(),
  })
}
