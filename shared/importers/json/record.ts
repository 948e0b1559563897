/** One JSON value from its text. Some exporters write line ends raw inside strings; those are repaired, anything else is no JSON. */

/** undefined: it is none. Names like `__proto__` become plain members and change nothing. */
export function parseRecord(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const repaired = escapeControls(text)
    if (repaired === undefined) return undefined
    try {
      return JSON.parse(repaired)
    } catch {
      return undefined
    }
  }
}

/** Control characters inside strings, escaped; undefined when there are none. */
function escapeControls(text: string): string | undefined {
  let out = ''
  let kept = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 92 && inString) at += 1
    else if (code === 34) inString = !inString
    else if (code < 32 && inString) {
      out += `${text.slice(kept, at)}\\u${code.toString(16).padStart(4, '0')}`
      kept = at + 1
    }
  }
  return kept === 0 ? undefined : out + text.slice(kept)
}
