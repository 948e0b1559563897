/**
 * Puts text on the clipboard: by the browser's own way where it is allowed, else by the old one, which pages from another computer over plain
 * http still have. False: neither worked, and the person has to copy by hand.
 */
export async function copyText(text: string): Promise<boolean> {
  if ('clipboard' in navigator && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // Not allowed after all.
    }
  }
  return copyByCommand(text)
}

function copyByCommand(text: string): boolean {
  let isSet = false
  const set = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
    isSet = true
  }
  document.addEventListener('copy', set, { capture: true, once: true })
  // oxlint-disable-next-line typescript/no-deprecated -- the only way there is without a secure context
  const isDone = document.execCommand('copy')
  document.removeEventListener('copy', set, { capture: true })
  return isDone && isSet
}
