/** Puts the focus where one writes in the open room; false when one cannot write there. */
export function focusComposer(): boolean {
  const field = document.querySelector<HTMLElement>('[data-composer] :is(textarea, [role="textbox"])')
  field?.focus()
  return field !== null
}
