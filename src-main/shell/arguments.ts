/**
 * The command line of the window. Chromium and debuggers put options of their own there, so what is not known is passed over; a link is
 * whatever argument looks like one.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isAppLink } from '../../shared/bridge/index.ts'

export interface ShellArguments {
  /** Absent: where this system keeps the data of programs. */
  readonly profile: string | undefined
  /** A profile in memory that is gone with the process: for guests at this computer, and for tests. */
  readonly isEphemeral: boolean
  /** Started by the computer: no window until somebody asks for one. */
  readonly isHidden: boolean
  readonly network: 'on' | 'off'
  readonly listen: readonly string[] | undefined
  readonly mdns: boolean
  readonly links: readonly string[]
}

export function parseArguments(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): ShellArguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    options: {
      profile: { type: 'string' },
      ephemeral: { type: 'boolean' },
      hidden: { type: 'boolean' },
      offline: { type: 'boolean' },
      listen: { type: 'string', multiple: true },
      mdns: { type: 'boolean', default: true },
    },
  })
  const profile = [values.profile, env['SARANGBANG_PROFILE']].find((one) => typeof one === 'string' && one !== '')
  const listen = Array.isArray(values.listen) ? values.listen.filter((one) => typeof one === 'string') : []
  return {
    profile: typeof profile === 'string' ? resolve(profile) : undefined,
    isEphemeral: values.ephemeral === true,
    isHidden: values.hidden === true,
    network: values.offline === true ? 'off' : 'on',
    listen: listen.length > 0 ? listen : undefined,
    mdns: values.mdns !== false,
    links: positionals.filter(isAppLink),
  }
}
