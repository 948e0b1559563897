/** How often a process syncs files, besides its database. */
import { type FileHandle, open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type MockInstance, onTestFinished, vi } from 'vitest'

/** From now to the end of the test. */
export async function fileSyncs(): Promise<() => number> {
  const handle = await open(fileURLToPath(import.meta.url))
  const prototype = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
  const spies: readonly MockInstance[] = [vi.spyOn(prototype, 'sync'), vi.spyOn(prototype, 'datasync')]
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore()
  })
  return () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0)
}
