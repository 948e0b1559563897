/**
 * Tells the system that a file came from somebody else, so that it asks before it runs it: a stream beside it on Windows, an attribute on macOS.
 * Linux has nothing of the kind; there a saved file is simply never one that runs. Where a disk knows no such marks it goes without.
 */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Windows: from the internet. */
const ZONE = '[ZoneTransfer]\r\nZoneId=3\r\n'
/** macOS: flags (downloaded, not yet looked at), when in hex seconds, by whom. */
const APP = 'Sarangbang'

export async function markDownloaded(path: string, now: number, system: NodeJS.Platform = process.platform): Promise<void> {
  try {
    if (system === 'win32') await writeFile(`${path}:Zone.Identifier`, ZONE)
    if (system === 'darwin') {
      const mark = `0081;${Math.floor(now / 1000).toString(16)};${APP};`
      await promisify(execFile)('/usr/bin/xattr', ['-w', 'com.apple.quarantine', mark, path])
    }
  } catch {
    // A stick without such marks: the file is as good there as from anywhere else.
  }
}
