/** Whether the quick jump is open, and what was typed before it opened. */
import { create } from 'zustand'
import { onLocked } from '../engine/index.ts'

const store = create<{ readonly text: string | undefined }>(() => ({ text: undefined }))

export function useQuickJumpText(): string | undefined {
  return store((state) => state.text)
}

export function openQuickJump(text = ''): void {
  store.setState({ text })
}

export function closeQuickJump(): void {
  store.setState({ text: undefined })
}

onLocked(closeQuickJump)
