/** `restore`: the account of twelve words, as a new device on this computer. */
import { readFileSync } from 'node:fs'
import { defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { restoreProfile } from '../new-profile.ts'

export const restore = defineCommand({
  options: {
    'words-file': {
      kind: 'text',
      value: 'FILE',
      required: true,
      help: { en: 'where the 12 words are; - reads standard input', ko: '단어 12개가 든 파일. - 는 표준 입력' },
    },
    name: { kind: 'text', value: 'NAME', help: { en: 'what others see', ko: '다른 사람에게 보일 이름' } },
    'device-name': { kind: 'text', value: 'NAME', help: { en: 'what this computer is called', ko: '이 컴퓨터 이름' } },
  },
  positionals: NO_WORDS,
  notes: {
    en: 'Rooms and contacts come back when another of your devices is met, or when a contact who is near, or whose link you accept, says yes to this computer. “knocks” shows who was asked.',
    ko: '내 다른 기기를 만나거나, 가까이 있는 연락처나 링크를 준 연락처가 이 컴퓨터를 받아들이면 방과 연락처가 돌아와요. knocks 로 누구에게 물어봤는지 볼 수 있어요.',
  },
  async run(values, _words, context) {
    const words = await readWords(values['words-file'], context.io.input)
    const made = await restoreProfile(context, { words, name: values.name, deviceName: values['device-name'] })
    return {
      json: made,
      human: () =>
        context.say({
          en: 'Your account is on this computer now, as a new device.\nStart it (sarangbang serve) near a contact, or accept a contact’s link. They are asked, and may call you; after their yes your rooms come back.',
          ko: '이제 이 컴퓨터에서 새 기기로 계정을 쓸 수 있어요.\n연락처가 가까이 있는 곳에서 켜거나(sarangbang serve) 연락처의 링크를 받아들이세요. 상대가 전화로 확인하고 받아들이면 방이 돌아와요.',
        }),
    }
  },
})

/** Twelve words are some hundred bytes in any language; more is another file. */
const WORDS_FILE_BYTES = 4096

async function readWords(file: string, input: AsyncIterable<Uint8Array>): Promise<string> {
  const bytes = file === '-' ? await readAll(input) : readWhole(file)
  if (bytes.length > WORDS_FILE_BYTES) throw new CommandFailure('BAD_WORDS')
  return bytes.toString('utf8')
}

function readWhole(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new CommandFailure('BAD_FILE', file)
  }
}

async function readAll(input: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of input) {
    parts.push(part)
    size += part.length
    if (size > WORDS_FILE_BYTES) break
  }
  return Buffer.concat(parts)
}
