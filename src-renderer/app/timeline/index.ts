export { focusComposer, focusNewest } from './focus-composer.ts'
export { jumpToMessage, jumpToTime, whenMessagesChange } from './open-feeds.ts'
export { previewOf, tinyPictureOf } from './preview.ts'
export { Conversation, Timeline } from './Timeline.tsx'
