/** Tells Telegram Desktop's `result.json` by its shape: one conversation, or all of them. */
import type { Head, Recognition } from '../format.ts'
import { fieldsOf, isFields, listOf, parsePrefix, type Fields } from '../json/index.ts'

const TYPES = /^(?:personal_chat|bot_chat|saved_messages|replies|verification_codes|(?:private|public)_(?:group|supergroup|channel))$/

export function recogniseJson(head: Head): Recognition | undefined {
  const root = parsePrefix(head.text)
  if (!isFields(root)) return undefined
  const lists = [fieldsOf(root['chats']), fieldsOf(root['left_chats'])].filter((chats) => Array.isArray(chats['list']))
  const chats = lists.flatMap((list) => listOf(list['list'])).filter(isFields)
  if (lists.length > 0) return found('full', chats.flatMap(messagesOf), root, head, chats.length > 0)
  // The lists of people and pictures before the conversations may be longer than a head.
  if (isPersonal(root)) return found('full', [], root, head, true)
  const messages = messagesOf(root)
  if (messages.length > 0) return found('single', messages, root, head, true)
  return isChatHead(root) && Array.isArray(root['messages']) ? found('single', [], root, head, true) : undefined
}

function found(form: 'full' | 'single', messages: readonly Fields[], root: Fields, head: Head, hasChats: boolean): Recognition | undefined {
  const mine = messages.filter(isMessage)
  if (messages.length > 0 && mine.length === 0) return undefined
  const isUtc = mine.length > 0 && mine.every((message) => message['date'] === undefined && message['date_unixtime'] !== undefined)
  const isMinimal = mine.length > 0 && mine.every((message) => message['id'] === undefined)
  const isEmpty = head.isWhole && mine.length === 0 && listOf(fieldsOf(root['contacts'])['list']).length === 0
  if (isEmpty && form === 'full' && !hasChats && !isPersonal(root)) return undefined
  return {
    share: messages.length === 0 ? 1 : mine.length / messages.length,
    variant: `desktop-json-${form}${isMinimal ? '-minimal' : ''}`,
    kind: 'chat',
    time: isUtc ? 'utc' : 'local',
    ...(isEmpty ? { isEmpty } : {}),
  }
}

function messagesOf(chat: Fields): Fields[] {
  return listOf(chat['messages']).filter(isFields)
}

function isMessage(message: Fields): boolean {
  return (
    typeof message['type'] === 'string' &&
    (message['date'] !== undefined || message['date_unixtime'] !== undefined) &&
    ['from', 'actor', 'from_id', 'actor_id', 'text', 'action'].some((name) => message[name] !== undefined) &&
    !isFields(message['author'])
  )
}

function isChatHead(root: Fields): boolean {
  return typeof root['type'] === 'string' && TYPES.test(root['type'])
}

function isPersonal(root: Fields): boolean {
  const person = fieldsOf(root['personal_information'])
  const first = fieldsOf(listOf(fieldsOf(root['contacts'])['list'])[0])
  return person['user_id'] !== undefined || (first['first_name'] !== undefined && first['phone_number'] !== undefined)
}
