/** The name of the conversation: only the name of the file or of the archive tells it, in the language of the telephone (IMP-25). */

const NAMES: readonly RegExp[] = [
  /^WhatsApp[ -]Chat(?: with| mit| met| con| com| ile|:)? (?:- )?(.+)$/i,
  /^WhatsApp (?:대화|チャット|聊天|對話|对话) - (.+)$/,
  /^(?:Chat de WhatsApp con|Chat WhatsApp con|Chat WhatsApp com|Conversa do WhatsApp com|Discussion WhatsApp avec) (.+)$/i,
  /^Чат WhatsApp с (?:контактом |группой )?(.+)$/i,
  /^(.+?) ?님과의? WhatsApp 대화$/,
  /^(.+?)との ?WhatsApp ?(?:トーク|チャット)$/,
  /^[与與](.+?)的 ?WhatsApp ?(?:聊天|對話|对话)$/,
]
const MARKS = /[\u200e\u200f\u202a-\u202e]/g
/** Longest name of a file anywhere. */
const NAME_CHARACTERS = 255

/** The first of the names that tells one. */
export function titleOf(names: readonly string[]): string | undefined {
  for (const name of names) {
    const bare = name
      .slice(-NAME_CHARACTERS)
      .replace(MARKS, '')
      .replace(/\.(?:txt|zip)$/i, '')
    for (const shape of NAMES) {
      const title = shape.exec(bare)?.[1]?.trim()
      if (title !== undefined && title !== '') return title
    }
  }
  return undefined
}
