/** The start of the window itself, in the Electron that its tests run in and on a display of its own where there is none. Milliseconds. */
import { rmSync } from 'node:fs'
import { setup } from '../electron/set-up.ts'
import { aHome, launchFor } from '../electron/window.ts'

const WARM_UP = 1

/**
 * From the start of the program until the list of rooms can be clicked, where the engine runs already: this Electron has no database of its own
 * (decision 024). Includes what the driver needs to take hold of the program.
 */
export async function measureWindowStarts(profile: string, room: string, runs: number): Promise<readonly number[]> {
  const home = aHome()
  const end = await setup()
  const times: number[] = []
  try {
    for (let run = -WARM_UP; run < runs; run++) {
      const began = performance.now()
      const running = await launchFor({ profile, home })
      try {
        const page = await running.app.firstWindow()
        await page
          .getByRole('link', { name: new RegExp(`^${room}`) })
          .first()
          .click({ trial: true })
        if (run >= 0) times.push(performance.now() - began)
      } finally {
        await running.end()
      }
    }
    return times
  } finally {
    end()
    rmSync(home, { recursive: true, force: true })
  }
}
