export { noticeOf, unreadCount } from './notice.ts'
export type { Arrived, Moment, Notice, NoticedMessage, NoticedRoom } from './notice.ts'
