/** F6 walks through the parts of the window: whatever bears `data-pane`, in the order of the document. */

/** Puts the focus into the next part, on what had it there last or else on its first stop. */
export function movePane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null)
  const here = panes.findIndex((pane) => pane.contains(document.activeElement))
  for (let tried = 1; tried <= panes.length; tried++) {
    const pane = panes[(here + step * tried + panes.length * tried) % panes.length]
    if (pane !== undefined && focusIn(pane)) return
  }
}

function focusIn(pane: HTMLElement): boolean {
  const stop = pane.querySelector<HTMLElement>('[data-pane-stop]') ?? pane.querySelector<HTMLElement>(STOPS)
  stop?.focus()
  return stop !== null && pane.contains(document.activeElement)
}

const STOPS =
  'a[href]:not([tabindex="-1"]), button:not(:disabled, [tabindex="-1"]), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'
