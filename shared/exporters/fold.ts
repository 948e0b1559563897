/** Lines of a vCard of at most 75 octets, cut between code points (RFC 6350, 3.2), ended by CRLF. */

const OCTETS = 75

/** The line with its folds and its end. Lone surrogates become U+FFFD, since UTF-8 has none. */
export function foldLine(line: string): string {
  const text = line.toWellFormed()
  const pieces: string[] = []
  let start = 0
  let octets = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const isPair = unit >= 0xd800 && unit <= 0xdbff
    const size = unit < 0x80 ? 1 : unit < 0x800 ? 2 : isPair ? 4 : 3
    if (octets + size > OCTETS) {
      pieces.push(text.slice(start, at))
      start = at
      // The space that begins the next line counts.
      octets = 1
    }
    octets += size
    if (isPair) at += 1
  }
  pieces.push(text.slice(start))
  return `${pieces.join('\r\n ')}\r\n`
}

/** Letters that have no place in a line of text: all controls but tabs and line ends. */
export function withoutControls(text: string): string {
  return text.replace(/(?![\t\n\r\x80-\x9f])\p{Cc}/gu, '')
}
