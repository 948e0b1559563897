/** What comes and goes, kept for the whole page while the profile is open: asked for once, then as the engine tells it. */
import { create } from 'zustand'
import type { FileId } from '../../../shared/ids/index.ts'
import type { OutgoingFile } from '../../../shared/messenger/index.ts'
import { call, engineState, onEvent, onLocked, watchEngineState } from '../engine/index.ts'
import { listed, movedTo, NOTHING_TOLD, type Standing, told } from './standing.ts'

interface Transfers extends Standing {
  /** About to be sent, and not ready yet. */
  readonly outgoing: readonly OutgoingFile[]
  /** Code of why it is not known. */
  readonly failure: string | undefined
}

const NOTHING: Transfers = { ...NOTHING_TOLD, outgoing: [], failure: undefined }
const GATHER_MS = 100

export const useTransfers = create<Transfers>(() => NOTHING)
const { getState, setState } = useTransfers
let timer: ReturnType<typeof setTimeout> | undefined
let isOpen = false

onEvent((event) => {
  if (event.type === 'lagged') askSoon()
  if (event.type === 'transfers') {
    const { standing, isNew } = told(getState(), event.arrival)
    setState(standing)
    if (isNew) askSoon()
  }
  if (event.type === 'outbox') {
    const { outgoing } = event
    const others = getState().outgoing.filter(({ id }) => id !== outgoing.id)
    setState({ outgoing: outgoing.state === 'ready' ? others : [...others, outgoing] })
  }
})
onLocked(() => setState(NOTHING, true))
watchEngineState(({ host }) => {
  const isNowOpen = host?.phase === 'ready'
  if (isNowOpen && !isOpen) askSoon()
  isOpen = isNowOpen
})

/** For whoever changed the order, or asks again after a failure. */
export function askSoon(): void {
  timer ??= setTimeout(() => void ask(), GATHER_MS)
}

/** At once on the screen; what the engine made of it comes a moment later. */
export function moveHere(file: FileId, to: number): void {
  const { arrivals } = getState()
  if (arrivals !== undefined) setState({ arrivals: movedTo(arrivals, file, to) })
  askSoon()
}

export function forgetOutgoing(id: string): void {
  setState({ outgoing: getState().outgoing.filter((each) => each.id !== id) })
}

async function ask(): Promise<void> {
  timer = undefined
  const [coming, going] = await Promise.all([call('transfers.list'), call('outbox.list')])
  if (engineState().host?.phase !== 'ready') return
  if (coming.ok) setState({ ...listed(getState(), coming.value), failure: undefined })
  else setState({ failure: coming.error.code })
  if (going.ok) setState({ outgoing: going.value.filter(({ state }) => state !== 'ready') })
}
