/**
 * Limits that no test quotes by name. Either a test stands on both sides of the number in figures (`PROVEN`: file and title), or none does
 * yet (`UNPROVEN`: what keeps it from being wrong unnoticed, or what is to be written). A limit leaves this list when a test quotes it.
 */
interface Proof {
  readonly file: string
  readonly title: string
}

const cards = 'identity/certificate.test.ts'
const links = 'contacts/link.test.ts'

export const PROVEN: Readonly<Record<string, Proof>> = {
  'INTRINSIC.ENTRY_DEPTH': { file: 'rooms/kinds/kinds.test.ts', title: '[FEED-5] the limits themselves are legal' },
  'INTRINSIC.GOV_ACTIONS': { file: 'rooms/governance/hostile.test.ts', title: 'nor do 17 parents, 17 actions or absurd numbers' },
  'INTRINSIC.GOV_PARENTS': { file: 'rooms/governance/hostile.test.ts', title: 'nor do 17 parents, 17 actions or absurd numbers' },
  'INTRINSIC.SECTION_ENTRIES': { file: 'feeds/segment.test.ts', title: '[FEED-7] is full at 1,000 entries' },
  'INTRINSIC.SECTION_CLOCKS': { file: 'feeds/segment.test.ts', title: '[FEED-7] is full at 2,048 clocks, whatever they hold' },
  'INTRINSIC.TIME_COUNTER': { file: 'feeds/hybrid-clock.test.ts', title: 'the counter stays below 65,536' },
  'INTRINSIC.ACCOUNT_LIVE_DEVICES': { file: cards, title: '16 devices live, a 17th does not, whatever the order' },
  'INTRINSIC.CERTIFICATE_CHAIN': { file: cards, title: 'a chain of 8 holds, the 9th link does not' },
  'INTRINSIC.CERTIFICATE_BYTES': { file: cards, title: 'over 1 KiB is refused before it is read' },
  'INTRINSIC.KNOCK_CERTIFICATES': { file: 'contacts/knock.test.ts', title: 'holds 8 certificates and not 9' },
  'INTRINSIC.MARK_BYTES': { file: 'rooms/kinds/kinds.test.ts', title: '64 bytes are the most' },
  'INTRINSIC.ROOM_PINS': { file: 'rooms/timeline/timeline.test.ts', title: 'a room has at most 50 pins, the oldest are dropped' },
  'INTRINSIC.NAME_CHARACTERS': { file: 'messenger/people/identity.test.ts', title: 'forty characters fit' },
  'RESOURCE.TAGS': { file: 'sync/frames.property.test.ts', title: '[LIM] rows, ranges and tags: the limit passes, one more does not' },
  'RESOURCE.TAGS_MIN': { file: 'sync/match.test.ts', title: '[SYNC-3] are padded to a power of two from 16 to 1,024' },
  'RESOURCE.UNPROVEN_GOV_BYTES': {
    file: 'sync/hostile.property.test.ts',
    title: '[SYNC-4] governance without standing: 1 MiB is heard, more is QUOTA',
  },
  'RESOURCE.SCORE_LIMIT': { file: 'sync/limits.test.ts', title: '[SYNC-13] 100 points ban for 10 min, doubling to 24 h' },
  'RESOURCE.SCORE_DECAY_PER_MINUTE': { file: 'sync/limits.test.ts', title: '[SYNC-13] decays by one a minute' },
  'RESOURCE.KNOCKS_PER_SUBNET_HOUR': {
    file: 'sync/limits.test.ts',
    title: '[SYNC-16] three a minute and device, thirty an hour and subnet',
  },
  'RESOURCE.DIAL_FAR_FIRST_MS': { file: 'reach/dial-loop.test.ts', title: 'far: 5 s doubling to 5 min' },
  'RESOURCE.DIAL_FAR_MAX_MS': { file: 'reach/dial-loop.test.ts', title: 'far: 5 s doubling to 5 min' },
  'RESOURCE.CARDS_CERTIFICATES': { file: cards, title: 'a 17th certificate or 65th revocation on the wire is refused' },
  'RESOURCE.CARDS_REVOCATIONS': { file: cards, title: 'a 17th certificate or 65th revocation on the wire is refused' },
  'RESOURCE.CONTACT_INVITE_TERM_MS': { file: links, title: 'an end seven days after issue passes, a millisecond more does not' },
  'RESOURCE.ADDRESSES_PER_INVITE': { file: links, title: 'eight addresses pass, nine do not' },
  'RESOURCE.ADDRESSES_PER_HOST': { file: links, title: 'name one to eight hosts with up to four addresses each' },
  'RESOURCE.HOSTS_PER_INVITE': { file: links, title: 'name one to eight hosts with up to four addresses each' },
  'RESOURCE.NETWORK_STOP_MS': { file: 'network/network.test.ts', title: 'stops in less than a second with streams open' },
  'RESOURCE.CLOCK_WITNESSES': {
    file: 'messenger/people/identify.test.ts',
    title: '[CLK-6] three contacts who agree set the clock; strangers, two',
  },
}

const PACE = 'pace, not a promise: only when something happens, never whether; the tests advance the clock past it'
const SYSTEM = 'handed to libp2p or the operating system; their own tests'

export const UNPROVEN: Readonly<Record<string, string>> = {
  'RESOURCE.OFFER_DELAY_MS': PACE,
  'ARCHIVE.GIVEN_BYTES': 'four gibibytes on the disk of whoever runs the tests; one comparison before anything is written',
  'MEDIA.FOLDER_ENTRIES': 'a hundred thousand files on the disk of whoever runs the tests; one comparison for each',
  'MEDIA.SWEEP_WITHIN_MS': PACE,
  'MEDIA.TOGETHER_MS': PACE,
  'TRANSFER.AUTO_LOOKED': PACE,
  'TRANSFER.AUTO_NOTED': 'sixteen thousand messages in one breath; one slice, before anything is read of them',
  'TRANSFER.AUTO_LOOK_BACK': 'the length of a page that is asked of the store; what the page is for is tested under MEDIA-86',
  'RESOURCE.HAVE_DELAY_MS': PACE,
  'TRANSFER.NEWS_MS': PACE,
  'TRANSFER.STEAL_MS': PACE,
  'RESOURCE.RECORDS_TOLD': 'half of what the other side hears: what is over waits for the next minute',
  'RESOURCE.DIAL_TIMEOUT_MS': PACE,
  'RESOURCE.RENDEZVOUS_JOB_MS': PACE,
  'RESOURCE.RENDEZVOUS_SETTLE_MAX_MS': PACE,
  'RESOURCE.RENDEZVOUS_CONNECTIONS': SYSTEM,
  'RESOURCE.RENDEZVOUS_CONNECTIONS_PER_HOST': SYSTEM,
  'RESOURCE.STATUS_DELAY_SMALL_MS': PACE,
  'RESOURCE.STATUS_DELAY_MEDIUM_MS': PACE,
  'RESOURCE.STATUS_DELAY_LARGE_MS': PACE,
  'RESOURCE.CONNECTIONS': SYSTEM,
  'RESOURCE.CONNECTIONS_PENDING': SYSTEM,
  'RESOURCE.STREAM_CLOSE_MS': PACE,
  'RESOURCE.STREAM_WRITE_BYTES': SYSTEM,
  'RESOURCE.STREAM_WINDOW_BYTES': SYSTEM,
  'RESOURCE.PROBE_MS': PACE,
  'RESOURCE.INTERFACE_POLL_MS': PACE,
  'RESOURCE.CLOCK_JUMP_MS': PACE,
  'RESOURCE.MDNS_SEEK_MS': PACE,
  'RESOURCE.MDNS_ASK_MS': PACE,
  'RESOURCE.MDNS_ANNOUNCE_MS': PACE,
  'RESOURCE.BUNDLE_BATCH_BYTES': 'how much is one commit; what is read is the same in batches of any size',
  'RESOURCE.CIRCUIT_HEAD_START_MS': PACE,
  'RESOURCE.WHERE_AGE_MS': PACE,
  'RESOURCE.WHERE_ROUND_MS': PACE,
  'RESOURCE.UPGRADE_FIRST_MS': PACE,
  'RESOURCE.UPGRADE_SECOND_MS': PACE,
  'RESOURCE.UPGRADE_TRIES': PACE,
  'RESOURCE.UPGRADE_MS': PACE,
  'RESOURCE.UPGRADE_AGAIN_MS': PACE,
  'RESOURCE.PUNCH_MS': PACE,
  'RESOURCE.PUNCH_TRY_MS': PACE,
  'RESOURCE.PUNCH_PAUSE_MS': PACE,
  'RESOURCE.MAPPING_LEASE_MS': PACE,
  'RESOURCE.MAPPING_RETRY_MS': PACE,
  'RESOURCE.ROUTER_SEARCH_MS': PACE,
  'RESOURCE.ROUTER_ANSWER_MS': PACE,
  'RESOURCE.NAT_PMP_FIRST_MS': PACE,
  'RESOURCE.UNMAP_MS': PACE,
  'RESOURCE.WHERE_AT_ONCE': 'pace: how many are asked in one round',
  'RESOURCE.MAPPING_PORT_TRIES': 'tries in a row; to be written',
  'RESOURCE.ROUTERS': 'gateways are asked one after another until one says yes; to be written',
  'RESOURCE.NAT_PMP_TRIES': 'tries in a row; to be written',
  'RPC.SEND_QUEUE_BYTES': 'a client that floods and never reads is bounded (rpc/local-socket.contract.test.ts), not to the byte',
  'RPC.CALL_TIMEOUT_MS': PACE,
  'OUTAGE.DNS_MS': SYSTEM,
  'OUTAGE.PROBES_AT_ONCE': 'sockets at once, out of 48 questions a round at most',
}
