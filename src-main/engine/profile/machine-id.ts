/** What the operating system calls this machine; empty when it does not say, which then binds to the folder alone. */
import { execFileSync } from 'node:child_process'
import { readSmallFile } from './files.ts'

const ASK_TIMEOUT_MS = 5_000
const FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id']

export function machineId(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return answer('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'], /"IOPlatformUUID" = "([^"]+)"/)
  if (platform === 'win32')
    return answer('reg', ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid'], /REG_SZ\s+(\S+)/)
  for (const file of FILES) {
    const id = readSmallFile(file)?.trim()
    if (id !== undefined && id !== '') return id
  }
  return ''
}

function answer(command: string, options: readonly string[], pattern: RegExp): string {
  try {
    return pattern.exec(execFileSync(command, options, { encoding: 'utf8', timeout: ASK_TIMEOUT_MS, windowsHide: true }))?.[1] ?? ''
  } catch {
    return ''
  }
}
