/** What every command takes. */
import type { OptionTable } from './arguments.ts'

export const GLOBAL_OPTIONS = {
  profile: { kind: 'text', value: 'DIR', help: { en: 'the profile’s folder', ko: '프로필 폴더' } },
  'passphrase-file': { kind: 'text', value: 'FILE', help: { en: 'where the profile’s passphrase is', ko: '프로필 비밀번호가 든 파일' } },
  json: { kind: 'flag', help: { en: 'print JSON for programs', ko: '프로그램용 JSON으로 출력' } },
  lang: { kind: 'text', value: 'ko|en', help: { en: 'language of the output', ko: '출력 언어' } },
  help: { kind: 'flag', help: { en: 'this text', ko: '이 도움말' } },
} as const satisfies OptionTable
