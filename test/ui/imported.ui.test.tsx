/** A message of another messenger as it is drawn: whatever its file holds stays words within its bubble, and nothing of it can be answered. */
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { timelineWords, translator } from '../../shared/i18n/index.ts'
import type { ImportedMark, MessageView } from '../../shared/messenger/index.ts'
import { messageActs } from '../../src-renderer/app/timeline/acts.ts'
import { TimelineProvider } from '../../src-renderer/app/timeline/context.ts'
import { createFeed } from '../../src-renderer/app/timeline/feed.ts'
import { ImportedArticle } from '../../src-renderer/app/timeline/ImportedArticle.tsx'
import { createViewState } from '../../src-renderer/app/timeline/view-state.ts'
import { imported, ROOM } from '../page/messages.ts'
import { draw } from './draw.tsx'

const say = translator(timelineWords, 'ko')

function drawMessage(mark: Partial<ImportedMark>, parts: Partial<MessageView>): HTMLElement {
  const message = imported(1, mark, parts)
  if (message.imported === undefined) throw new Error('not marked')
  const row = { kind: 'message', key: message.id, message, isOwn: false, isFirst: true, isLast: true, hasName: true } as const
  const frame = {
    ...{ room: ROOM, name: '우리 가족', isDirect: false, peer: undefined, me: undefined, mayWrite: true },
    feed: createFeed(ROOM, () => false),
    view: createViewState(),
    acts: messageActs({ say, explain: (code) => code }),
  }
  const { container } = draw(
    <TimelineProvider value={frame}>
      <div style={{ inlineSize: 360 }}>
        <ImportedArticle row={{ ...row, hasTime: true, hasFate: false }} mark={message.imported} isNewest />
      </div>
    </TimelineProvider>,
  )
  return container
}

describe('[ARC-5] a message of another messenger', () => {
  it('shows what was answered with a sign over there, and lets nobody press it', async () => {
    const reactions = [
      { emoji: '👍', by: '아빠' },
      { emoji: '👍', by: '민수' },
      { emoji: '<b>x</b>'.repeat(8), by: '' },
    ]
    const drawn = drawMessage({ app: 'telegram', reactions }, { text: '밥 먹었니' })
    await expect.element(page.getByRole('listitem', { name: '👍 2: 아빠, 민수' })).toBeVisible()
    expect(drawn.querySelector('li button, button li')).toBeNull()
    expect(drawn.querySelector('b')).toBeNull()
  })

  it('stays within the page with the longest names, words without a space and files of any name', async () => {
    const name = '아주긴이름'.repeat(16)
    const attachments = [{ name: `\u202e${'긴파일이름'.repeat(40)}gpj.exe`, present: true }]
    const drawn = drawMessage(
      { app: 'discord', kind: 'file', author: name, attachments },
      { text: `<img src=x onerror=alert(1)>${'띄어쓰기가없는말'.repeat(60)}`, author: { account: imported(1).author.account, name } },
    )
    await expect.element(page.getByText(/파일은 옮기지 않았어요|The file was not moved here/)).toBeVisible()
    const edge = drawn.querySelector('article')?.getBoundingClientRect().right ?? 0
    const parts = [...drawn.querySelectorAll('time, [title], [dir=auto], bdi:not([title] bdi)')]
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect(part.getBoundingClientRect().right, part.outerHTML.slice(0, 60)).toBeLessThanOrEqual(edge)
    expect(drawn.querySelector('img')).toBeNull()
    expect(drawn.textContent).toContain('<img src=x onerror=alert(1)>')
    expect(drawn.textContent).not.toContain('\u202e')
  })

  it('says that nobody is named, and has a stone for a face', async () => {
    const drawn = drawMessage({ app: 'telegram' }, { text: '응', author: { account: imported(1).author.account, name: '' } })
    await expect.element(page.getByRole('article', { name: /^(가져온 글: 이름 없음, 응|Brought in: Name not given, 응)/ })).toBeVisible()
    expect(drawn.querySelector('[data-colour="stone"]')).not.toBeNull()
  })
})
