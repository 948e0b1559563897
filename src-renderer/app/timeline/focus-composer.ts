/** From the messages to where one writes, and back. */

/** False when one cannot write here. */
export function focusComposer(): boolean {
  const field = document.querySelector<HTMLElement>('[data-composer] :is(textarea, [role="textbox"])')
  field?.focus()
  return field !== null
}

/** The message with the tab stop: the newest, or the one that was last gone to. */
export function focusNewest(): boolean {
  const row = document.querySelector<HTMLElement>('[role="feed"] article[tabindex="0"]')
  row?.focus()
  return row !== null
}
