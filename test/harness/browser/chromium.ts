/** A real Chromium of this machine, without a screen, that talks to nobody but the page. */
import { type Browser, chromium } from 'playwright-core'
import { chromiumPath } from '../../../scripts/needs.ts'

/** By this name the pages of this computer are asked for as from another one: the engine takes whoever comes so for a phone. */
export const ELSEWHERE = '203.0.113.7'

const FLAGS = [
  `--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Pictures of text must not depend on the screen they were not taken on.
  '--font-render-hinting=none',
]

export interface ChromiumOptions {
  /** Beside the usual ones. */
  readonly flags?: readonly string[]
  /** Starts it somewhere else, such as inside a namespace: a program that is given Chromium and its arguments. */
  readonly through?: string
}

export function launchChromium({ flags = [], through }: ChromiumOptions = {}): Promise<Browser> {
  const path = chromiumPath()
  if (path === undefined) throw new Error('there is no Chromium on this machine')
  return chromium.launch({ executablePath: through ?? path, args: [...FLAGS, ...flags] })
}
