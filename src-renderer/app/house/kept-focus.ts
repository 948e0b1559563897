/**
 * Where the focus goes when what had it goes away, as a row does that was answered: to the part of the pane it stood in, so that the keyboard
 * goes on from there and not from the top of the window. Never to the next button: a key held down would press that as well.
 */

/** Until the returned function is called. */
export function keepFocus(): () => void {
  let last: { readonly element: HTMLElement; readonly around: readonly HTMLElement[] } | undefined
  const note = ({ target }: FocusEvent) => {
    // A dialog gives the focus back to what opened it; should that be gone by then, it is looked for where that was.
    if (!(target instanceof HTMLElement) || target.closest('[data-pane]') === null) return
    // The timeline moves its own focus: rows come and go there by scrolling.
    if (target.closest('[role="feed"]') !== null) return void (last = undefined)
    last = { element: target, around: partsAround(target) }
  }
  const leave = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null || target !== last?.element) return
    // A press beside everything: nothing is to be kept. What is being removed is not there any more a moment later.
    queueMicrotask(() => {
      if (target instanceof HTMLElement && target === last?.element && target.isConnected && document.hasFocus()) last = undefined
    })
  }
  const watch = new MutationObserver(() => {
    if (last === undefined || last.element.isConnected || document.activeElement !== document.body) return
    const part = last.around.find((each) => each.isConnected)
    last = undefined
    if (part === undefined) return
    if (!part.hasAttribute('tabindex')) part.tabIndex = -1
    part.focus({ preventScroll: true })
  })
  document.addEventListener('focusin', note)
  document.addEventListener('focusout', leave)
  watch.observe(document.body, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', note)
    document.removeEventListener('focusout', leave)
    watch.disconnect()
  }
}

/** Those with a name, the nearest first, and the pane. */
function partsAround(element: HTMLElement): readonly HTMLElement[] {
  const parts: HTMLElement[] = []
  for (let part = element.parentElement; part !== null; part = part.parentElement) {
    if (part.matches('section, [aria-label], [aria-labelledby], [data-pane]')) parts.push(part)
    if (part.matches('[data-pane]')) break
  }
  return parts
}
