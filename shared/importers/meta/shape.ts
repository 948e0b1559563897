/** Tells `message_N.json` of Facebook and Instagram by its shape, and the end-to-end encrypted threads of Messenger by theirs. */
import type { Head, Recognition } from '../format.ts'
import { isFields, listOf, parsePrefix, type Fields } from '../json/index.ts'

export type Brand = 'messenger' | 'instagram'

export function recogniseMeta(head: Head, brand: Brand): Recognition | undefined {
  if (!head.text.includes('"messages"') && !head.text.includes('"participants"')) return undefined
  const root = parsePrefix(head.text)
  if (!isFields(root)) return undefined
  const messages = listOf(root['messages']).filter(isFields)
  const mine = messages.filter((message) => typeof message['sender_name'] === 'string' || message['timestamp_ms'] !== undefined)
  const sealed = messages.filter((message) => typeof message['senderName'] === 'string' && message['timestamp'] !== undefined)
  const isSealed = sealed.length > mine.length || (messages.length === 0 && root['threadName'] !== undefined)
  const count = Math.max(mine.length, sealed.length)
  if (count === 0 && !(messages.length === 0 && isThread(root))) return undefined
  if (brand !== (isSealed ? 'messenger' : brandOf(head))) return undefined
  const isEmpty = head.isWhole && count === 0
  return {
    share: messages.length === 0 ? 1 : count / messages.length,
    variant: isSealed ? 'meta-e2ee-json' : 'meta-json',
    kind: 'chat',
    time: 'utc',
    ...(isEmpty ? { isEmpty } : {}),
  }
}

/** The first message may be longer than a head, and a thread may have none. */
function isThread(root: Fields): boolean {
  const [first] = listOf(root['participants'])
  const hasNames = isFields(first) ? typeof first['name'] === 'string' : typeof first === 'string'
  return hasNames && ['messages', 'thread_path', 'threadName', 'title'].some((name) => root[name] !== undefined)
}

/** Both write the same. Folders of media tell, or the file's name; what is left is Messenger's. */
function brandOf(head: Head): Brand {
  if (/insta/i.test(head.name)) return 'instagram'
  if (/facebook|messenger/i.test(head.name)) return 'messenger'
  if (/"your_instagram_activity\\?\//.test(head.text)) return 'instagram'
  return 'messenger'
}
