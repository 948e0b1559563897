/**
 * Who the peer of a matched session is (SYNC-3): the account its card proves for the very device Noise named, and no other than the match
 * promised. What the card adds to what is known of a contact, or of my own account, is kept.
 */
import type { MatchKey, PeerSession, SyncHost } from '../../sync/index.ts'
import type { Circle } from './circle.ts'
import { type ProvenPeer, claimedAccount, decodePeerCard } from './peer-card.ts'

export function identify(
  circle: Circle,
  session: PeerSession,
  encoded: Uint8Array,
  matches: readonly MatchKey[],
): ReturnType<SyncHost['identify']> {
  const { book, own } = circle
  const shown = decodePeerCard(encoded)
  const claimed = shown === undefined ? undefined : claimedAccount(shown.card)
  if (shown === undefined || claimed === undefined) return { ok: false, code: 'BAD_FRAME' }
  if (book.get(claimed)?.isBlocked === true || circle.isBlocked(session)) return { ok: false, code: 'BLOCKED' }
  const peer = circle.prove(session, shown.card)
  if (peer === undefined) {
    circle.refuse('FORGED_CARD')
    return { ok: false, code: 'NOT_LIVE' }
  }
  const { account } = peer
  for (const match of matches) {
    const isOther = (match.kind === 'contact' && match.account !== account) || (match.kind === 'self' && account !== own.account)
    if (isOther) return { ok: false, code: 'NO_TAG' }
  }
  learn(circle, peer, shown.name)
  return { ok: true, account }
}

function learn(circle: Circle, { account, card }: ProvenPeer, name: string | undefined): void {
  const { book, own } = circle
  if (account === own.account) {
    // KEY-9: a device that only the words certify is a warning first; it stays unapproved until somebody says yes.
    let isNew = false
    if (circle.commit(() => void (isNew = own.merge(card))) && isNew) circle.changed(account)
    return
  }
  const before = book.get(account)
  if (before === undefined) return
  const isRenamed = name !== undefined && name !== before.announced
  let isChanged = isRenamed
  const isKept = circle.commit(() => {
    if (book.mergeCard(account, card, circle.now())) isChanged = true
    if (isRenamed) book.update(account, { announced: name })
  })
  if (isKept && isChanged) circle.changed(account)
}
