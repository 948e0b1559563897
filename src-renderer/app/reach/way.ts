/** By which way somebody is reached now, out of the address of the connection: what the person calls it, not what the network does. */
import type { ContactReach } from '../../../shared/messenger/index.ts'
import { ipScope, parseIp, type ReachCode } from '../../../shared/reach/index.ts'

export type Way = 'through' | 'sameNetwork' | 'thisComputer' | 'internet' | 'known' | 'nearby' | 'away' | 'never'

export function wayOf({ reach, via, through }: Pick<ContactReach, 'reach' | 'via' | 'through'>): Way {
  switch (reach) {
    case 'connected':
      return through === undefined ? wayOfAddress(via) : 'through'
    case 'nearby':
      return 'nearby'
    case 'known-address':
      return 'known'
    case 'unreachable':
      return 'away'
    case 'never':
      return 'never'
  }
}

function wayOfAddress(address: string | undefined): Way {
  const host = /^\/ip[46]\/([^/]+)/.exec(address ?? '')?.[1]
  const bytes = host === undefined ? undefined : parseIp(host.split('%')[0] ?? '')
  if (bytes === undefined) return 'internet'
  const scope = ipScope(bytes)
  if (scope === 'loopback') return 'thisComputer'
  return scope === 'public' ? 'internet' : 'sameNetwork'
}

type Why =
  | 'whyOff'
  | 'whySilent'
  | 'whyRoute'
  | 'whyFirewall'
  | 'whyOther'
  | 'whyIsolated'
  | 'whyBroke'
  | 'whyBusy'
  | 'whyOffline'
  | 'whyTheirs'
  | 'whyDrill'
type Advice = 'tryOff' | 'tryNetwork' | 'tryIsolated' | 'tryFirewall' | 'tryTheirs' | 'tryDrill'

/** The likely reason, and what to try; undefined where there is nothing to say. */
export function reasonOf(code: ReachCode | undefined): { readonly why: Why; readonly advice: Advice } | undefined {
  switch (code) {
    case 'refused':
      return { why: 'whyOff', advice: 'tryOff' }
    case 'timeout':
      return { why: 'whySilent', advice: 'tryOff' }
    case 'no-route':
      return { why: 'whyRoute', advice: 'tryNetwork' }
    case 'denied':
      return { why: 'whyFirewall', advice: 'tryFirewall' }
    case 'wrong-peer':
    case 'not-ours':
      return { why: 'whyOther', advice: 'tryOff' }
    case 'isolated':
      return { why: 'whyIsolated', advice: 'tryIsolated' }
    case 'closed':
      return { why: 'whyBroke', advice: 'tryOff' }
    case 'limited':
      return { why: 'whyBusy', advice: 'tryOff' }
    case 'stopped':
      return { why: 'whyOffline', advice: 'tryNetwork' }
    case 'held-back':
      return { why: 'whyDrill', advice: 'tryDrill' }
    case 'no-address':
      return { why: 'whyTheirs', advice: 'tryTheirs' }
    case 'blocked':
    case 'duplicate':
    case 'cancelled':
    case undefined:
      return undefined
  }
}
