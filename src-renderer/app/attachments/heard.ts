/** Which voice notes were played on this profile: kept by the engine (`messages.hear`), and shown at once. */
import { create } from 'zustand'
import { call, onLocked } from '../engine/index.ts'
import { type Attached, keyOfFile } from './attached.ts'

const useHeardNow = create<ReadonlySet<string>>(() => new Set())

export function useIsHeard(file: Attached): boolean {
  const key = keyOfFile(file)
  return useHeardNow((heard) => heard.has(key)) || file.view.heard === true
}

export function isHeard(file: Attached): boolean {
  return file.view.heard === true || useHeardNow.getState().has(keyOfFile(file))
}

export function hearVoice(file: Attached): void {
  if (isHeard(file)) return
  useHeardNow.setState(new Set([...useHeardNow.getState(), keyOfFile(file)]), true)
  const { message, index } = file
  void call('messages.hear', { message, index })
}

onLocked(() => useHeardNow.setState(new Set(), true))
