/** Sentences KakaoTalk itself puts into a conversation (IMP-16). Whole lines by their ends: nothing here looks at a line twice. */

const DOT = 0x2e
/** 다: Korean sentences may stand without their full stop. */
const DA = 0xb2e4

/** Who came, went, was brought or sent away. */
const COMING_AND_GOING = ['님이 들어왔습니다', '님이 나갔습니다', '님을 초대하였습니다', '님을 초대했습니다', '님을 내보냈습니다'] as const
const COMING_AND_GOING_EN = [' left', ' left this chatroom', ' joined this chatroom', ' has been removed from this chatroom'] as const
const ROOM = ['님이 방장이 되었습니다', '부방장이 되었습니다', '활성화되었습니다', '해제되었습니다'] as const
const HIDDEN = ['관리자가 메시지를 가렸습니다', '방장이 메시지를 가렸습니다', '님이 메시지를 가렸습니다'] as const
const DELETED = ['메시지가 삭제되었습니다', 'The message has been deleted'] as const
const ENTERED = '님이 들어왔습니다.'

/** What open chats say after their beginning and after somebody came. */
const POLICIES = ['운영정책을 위반한 메시지로', '타인, 기관 등의 사칭에 유의'] as const

/** Such a line ends a message and is a record of its own, in exports that give it no time. */
export function isSystemLine(line: string): boolean {
  const end = endOfSentence(line)
  if (end === -1) return false
  if (isComingOrGoing(line, end) || endsWithAny(line, end, ROOM) || endsWithAny(line, end, HIDDEN)) return true
  if (DELETED.some((sentence) => sentence.length === end && line.startsWith(sentence))) return true
  const entered = line.indexOf(ENTERED)
  return entered !== -1 && isPolicyLine(line.slice(entered + ENTERED.length).trimStart())
}

/** Where an author is given, only what nobody says of himself makes a system record of it; a policy may follow. */
export function isComingOrGoingText(text: string): boolean {
  const first = text.indexOf('\n')
  const line = first === -1 ? text : text.slice(0, first)
  const end = endOfSentence(line)
  if (end === -1 || !isComingOrGoing(line, end)) return false
  return (
    first === -1 ||
    text
      .slice(first + 1)
      .split('\n')
      .every(isPolicyLine)
  )
}

export function isPolicyLine(line: string): boolean {
  return POLICIES.some((policy) => line.startsWith(policy))
}

/** Only rooms of several say so. Going away says nothing: the other one of two goes, too. */
export function tellsOfGroup(text: string): boolean {
  return /님이 들어왔습니다|님을 초대(?:하였|했)습니다|님을 내보냈습니다|방장이 되었습니다| invited | joined this chatroom| has been removed from/.test(
    text,
  )
}

/** Without its full stop; -1: no sentence of these. */
function endOfSentence(line: string): number {
  const last = line.charCodeAt(line.length - 1)
  if (last === DOT) return line.length - 1
  return last === DA ? line.length : -1
}

function isComingOrGoing(line: string, end: number): boolean {
  if (line.charCodeAt(end - 1) === DA) return endsWithAny(line, end, COMING_AND_GOING)
  return endsWithAny(line, end, COMING_AND_GOING_EN) || isInvitation(line)
}

/** One sentence; who was invited ends it. */
function isInvitation(line: string): boolean {
  return line.indexOf(' invited ') > 0 && !line.includes('. ')
}

function endsWithAny(line: string, end: number, ends: readonly string[]): boolean {
  for (const words of ends) if (end > words.length && line.endsWith(words, end)) return true
  return false
}
