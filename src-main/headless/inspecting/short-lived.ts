/**
 * Keeps the part of the heap for what is short-lived as small as it is. The engine doubles it, up to a hundred megabytes on large machines, for
 * programs of which much lives on; of a file that is read record by record nothing does, and more room only lets more rubbish lie (IMP-5).
 */
import { setFlagsFromString } from 'node:v8'

/** For all of this process: only for one that reads and ends. The factor is asked for each time the engine would double. */
export function keepShortLivedSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
