/** The title of the window counts what is unread and names nobody: tabs and task bars are seen by whoever passes. */
import { useEffect } from 'react'
import { houseWords } from '../../../shared/i18n/index.ts'
import { unreadCount } from '../../../shared/notice/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'

export function useTitle(): void {
  const say = useWords(houseWords)
  const count = useEngine(({ rooms }) => unreadCount(rooms ?? [], Date.now()))
  const title = count > 0 ? say('titleUnread', { count }) : say('app')
  useEffect(() => {
    document.title = title
    return () => {
      document.title = say('app')
    }
  }, [title, say])
}
