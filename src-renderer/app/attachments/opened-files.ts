/**
 * Files that are here, opened to be looked at: each has an address of its own, asked for when its message is first drawn and kept while it may
 * come into sight again. What is drawn is what the engine found in the file, never what its sender says: a page of HTML called `.jpg` is no
 * picture. The head of a picture says how much it unpacks to before anything is unpacked (MEDIA-7).
 */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { FileArrival, OpenedAttachment } from '../../../shared/messenger/index.ts'
import { onEvent, onLocked, call } from '../engine/index.ts'
import { type Attached, keyOfFile } from './attached.ts'
import { type Refusal, refusalOf } from './drawable.ts'

export interface OpenedFile extends OpenedAttachment {
  /** Why nothing of it is drawn, although it is here. */
  readonly refusal: Refusal | undefined
}

/** Kept beside those that are drawn now: some screens of pictures. The engine keeps about as many addresses. */
const KEPT = 200
/** An address that is no longer good is asked for anew, though not over and over. */
const AGAIN_MS = 10_000

const useOpenedFiles = create<ReadonlyMap<string, OpenedFile>>(() => new Map())
const { getState, setState } = useOpenedFiles
const drawn = new Map<string, number>()
const asked = new Map<string, Promise<OpenedFile | undefined>>()
const brokenAt = new Map<string, number>()

/** undefined: not here, or a moment too early. */
export function useOpenedFile(file: Attached, isHere: boolean): OpenedFile | undefined {
  const { message, index } = file
  const key = keyOfFile(file)
  useEffect(() => {
    if (!isHere) return undefined
    drawn.set(key, (drawn.get(key) ?? 0) + 1)
    void openFile({ message, index })
    return () => letGo(key)
  }, [key, message, index, isHere])
  const opened = useOpenedFiles((files) => files.get(key))
  return isHere ? opened : undefined
}

/** For handlers; undefined: it is not to be had. */
export function openFile({ message, index }: Pick<Attached, 'message' | 'index'>): Promise<OpenedFile | undefined> {
  const key = keyOfFile({ message, index })
  const known = getState().get(key)
  if (known !== undefined) return Promise.resolve(known)
  const pending = asked.get(key) ?? ask({ message, index })
  asked.set(key, pending)
  return pending
}

/** The address led to nothing, or what is there cannot be drawn: once more, and then it is said. */
export function wasBroken(file: Pick<Attached, 'message' | 'index'>): void {
  const key = keyOfFile(file)
  const known = getState().get(key)
  if (known === undefined) return
  const isAgain = Date.now() - (brokenAt.get(key) ?? 0) < AGAIN_MS
  brokenAt.set(key, Date.now())
  if (isAgain) return put(key, { ...known, refusal: 'unreadable' })
  drop([key])
  void openFile(file)
}

onEvent((event) => {
  if (event.type === 'transfers') forget(event.arrival)
})
onLocked(() => {
  asked.clear()
  brokenAt.clear()
  setState(new Map(), true)
})

async function ask(file: Pick<Attached, 'message' | 'index'>): Promise<OpenedFile | undefined> {
  const key = keyOfFile(file)
  try {
    const answer = await call('attachments.open', file)
    if (!answer.ok) return undefined
    const opened = { ...answer.value, refusal: await refusalOf(answer.value) }
    put(key, opened)
    return opened
  } finally {
    asked.delete(key)
  }
}

function letGo(key: string): void {
  const left = (drawn.get(key) ?? 1) - 1
  if (left > 0) return void drawn.set(key, left)
  drawn.delete(key)
  const idle = [...getState().keys()].filter((each) => !drawn.has(each))
  if (idle.length > KEPT) drop(idle.slice(0, idle.length - KEPT))
}

/** Its bytes were taken off this device. */
function forget({ state, message, index }: FileArrival): void {
  if (state !== 'here') drop([keyOfFile({ message, index })])
}

function put(key: string, opened: OpenedFile): void {
  const files = new Map(getState())
  // The newest stand last.
  files.delete(key)
  setState(files.set(key, opened), true)
}

function drop(keys: readonly string[]): void {
  const files = new Map(getState())
  const isAny = keys.map((key) => files.delete(key)).includes(true)
  if (isAny) setState(files, true)
}
