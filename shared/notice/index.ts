export { noticeOf, unreadCount } from './notice.ts'
export type { Arrived, Moment, Notice, NoticedMessage, NoticedRoom } from './notice.ts'
export { outageNoticeOf, worstOutage } from './outage-notice.ts'
export type { NoticedOutage } from './outage-notice.ts'
