export { EmojiPicker } from './EmojiPicker.tsx'
export { EmojiPopover } from './EmojiPopover.tsx'
