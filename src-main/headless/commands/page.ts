/** `page`: an address that lets one more browser into the running service, once. */
import { defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { pageText } from '../page-text.ts'

export const page = defineCommand({
  options: {},
  positionals: NO_WORDS,
  notes: {
    en: 'For a phone on the same network, start the service with --page ADDRESS:PORT, for instance --page 0.0.0.0:7466.',
    ko: '같은 네트워크의 휴대폰에서 쓰려면 서비스를 --page 주소:포트 로 켜세요. 예: --page 0.0.0.0:7466',
  },
  async run(_values, _words, context) {
    const session = await context.session('engine')
    const { url } = await session.ask('host.page').catch((cause: unknown) => {
      throw cause instanceof CommandFailure && cause.code === 'NOT_READY' ? new CommandFailure('NO_PAGE') : cause
    })
    return { json: { page: url }, human: () => pageText(url, context) }
  },
})
