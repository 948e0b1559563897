export { useAttention } from './use-attention.ts'
export { askForNotices, useNoticePermission } from './notice-permission.ts'
