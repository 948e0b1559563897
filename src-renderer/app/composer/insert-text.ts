/** Puts text where the caret is, as if it had been typed: undo takes it back, and whoever listens to the field hears of it. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  field.focus()
  // Old, but the only way that undo knows of (and every browser has it).
  if (document.execCommand('insertText', false, text)) return
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }))
}
