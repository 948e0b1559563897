/** `init`: a new account. The twelve words are shown once, or written to a file nobody else can read; never into JSON. */
import { defineCommand, NO_WORDS } from '../command.ts'
import { UsageFailure } from '../failure.ts'
import { checkWordsFile, createProfile, PROFILE_CREATED, wordsText, writeWords } from '../new-profile.ts'

export const init = defineCommand({
  options: {
    name: { kind: 'text', value: 'NAME', required: true, help: { en: 'what others see', ko: '다른 사람에게 보일 이름' } },
    'device-name': { kind: 'text', value: 'NAME', help: { en: 'what this computer is called', ko: '이 컴퓨터 이름' } },
    'words-lang': { kind: 'text', value: 'ko|en', help: { en: 'language of the recovery words', ko: '복구 단어의 언어' } },
    'words-out': {
      kind: 'text',
      value: 'FILE',
      help: { en: 'write the recovery words here instead of showing them', ko: '복구 단어를 보여 주는 대신 이 파일에 쓰기' },
    },
  },
  positionals: NO_WORDS,
  notes: {
    en: 'The 12 recovery words bring the account back on another computer. Whoever has them is you.\nWith --passphrase-file the profile is protected by that passphrase.',
    ko: '복구 단어 12개가 있으면 다른 컴퓨터에서 계정을 되살릴 수 있어요. 이 단어를 가진 사람이 곧 나예요.\n--passphrase-file 을 쓰면 그 비밀번호로 프로필을 보호해요.',
  },
  async run(values, _words, context) {
    const language = values['words-lang'] ?? context.language
    if (language !== 'ko' && language !== 'en') {
      throw new UsageFailure({ en: '--words-lang is ko or en.', ko: '--words-lang 옵션은 ko 또는 en이에요.' })
    }
    const file = values['words-out']
    if (file !== undefined) checkWordsFile(file)
    const made = await createProfile(context, { name: values.name, deviceName: values['device-name'], language })
    if (file !== undefined) writeWords(file, made.words)
    return {
      json: { account: made.account, device: made.device },
      human: () => [context.say(PROFILE_CREATED), ...(file === undefined ? [wordsText(made.words, context)] : [])].join('\n\n'),
    }
  },
})
