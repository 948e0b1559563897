/**
 * What `serve --carrier` says besides: how the box is taken into use. As long as nobody owns it, that is a link and its picture; whoever pairs
 * by it first is the owner, whose rooms it carries.
 */
import { renderUnicodeCompact } from 'uqr'
import type { CarriedFor } from '../../shared/messenger/index.ts'
import type { Host } from '../engine/index.ts'
import type { CommandContext } from './command.ts'
import { sizeText } from './sizes.ts'
import { plain } from './terminal-text.ts'

export async function announceBox(host: Host, context: CommandContext): Promise<void> {
  const client = await host.attach('cli')
  try {
    const carried = await client.call('carrying.carried', {})
    if (!carried.ok) return
    if (carried.value.length > 0) {
      const names = carried.value.map(kept).join(', ')
      return context.emit({ carrier: true, carried: carried.value }, () =>
        context.say({ en: `Keeps messages and files, unread, for: ${names}`, ko: `메시지와 파일을 읽지 않고 맡아 주는 사람: ${names}` }),
      )
    }
    const made = await client.call('people.invite', {})
    if (!made.ok) return
    const { link } = made.value
    context.emit({ carrier: true, link }, () => linkText(link, context))
  } finally {
    client.close()
  }
}

function kept({ name, used, quota, files }: CarriedFor): string {
  return `${plain(name)} (${sizeText(used)} / ${sizeText(quota)}, ${sizeText(files.bytes)} / ${sizeText(files.quota)})`
}

function linkText(link: string, { say }: CommandContext): string {
  const how = say({
    en: 'This box keeps messages and files for others and cannot read them. It belongs to whoever opens this link first (it works for seven days; restart for another):',
    ko: '이 상자는 메시지와 파일을 읽지 못한 채 맡아 줘요. 이 링크를 먼저 여는 사람이 주인이에요 (7일 동안 쓸 수 있고, 다시 시작하면 새 링크가 나와요):',
  })
  const next = say({
    en: 'Then ask it to keep a room: sarangbang carry ask --room ROOM BOX, or in the room’s details.',
    ko: '그다음 방을 맡겨 보세요: sarangbang carry ask --room 방 상자, 또는 방 정보에서.',
  })
  return [`${how}\n${link}`, renderUnicodeCompact(link, { border: 2 }), next].join('\n\n')
}
