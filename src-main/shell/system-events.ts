/** What the operating system does and the house wants to know: the screen is locked, the computer sleeps, and back again. */
import { powerMonitor } from 'electron'
import type { SystemEvent } from './engine-process.ts'

export function hearSystem(tell: (event: SystemEvent) => void, shutDown: () => void): void {
  powerMonitor.on('lock-screen', () => tell('lock'))
  powerMonitor.on('unlock-screen', () => tell('unlock'))
  powerMonitor.on('suspend', () => tell('sleep'))
  powerMonitor.on('resume', () => tell('wake'))
  powerMonitor.on('shutdown', shutDown)
}
