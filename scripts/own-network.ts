/**
 * A network for one command alone: a Wi-Fi of one computer, with nobody on it and no way out. What runs there finds itself on a LAN as at
 * somebody's home, and nobody around hears of a test.
 */
import { spawnSync } from 'node:child_process'
import { networkNamespaces } from './needs.ts'

/** The command's own address on it. */
export const OWN_ADDRESS = '192.168.77.2'

const MADE = 'SARANGBANG_OWN_NETWORK'
const SETUP =
  `ip link set lo up && ip link add lan type veth peer name far && ip address add ${OWN_ADDRESS}/24 dev lan && ` +
  'ip link set lan up && ip link set far up && exec "$@"'

/** The command line that runs another one there; undefined where the machine does not allow it. */
export function inOwnNetwork(command: readonly string[]): readonly [string, ...string[]] | undefined {
  return networkNamespaces() === undefined ? ['unshare', '--net', 'sh', '-c', SETUP, 'sh', ...command] : undefined
}

/**
 * Runs this very program once more there, and ends with its code. Returns the address to use when this is already the inner run, or undefined
 * where there can be none.
 */
export function moveIntoOwnNetwork(): string | undefined {
  if (process.env[MADE] !== undefined) return OWN_ADDRESS
  const moved = inOwnNetwork([process.execPath, ...process.execArgv, ...process.argv.slice(1)])
  if (moved === undefined) return undefined
  const [command, ...args] = moved
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, [MADE]: '1' } })
  process.exit(status ?? 1)
}
