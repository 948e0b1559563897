/**
 * Brings Pretendard, from our own files only. A window on this computer takes the whole face at once (one file, nothing ever
 * changes shape later); a page in a browser takes the parts it meets, of which a Korean conversation needs a handful.
 */
const FACE = '"Pretendard Variable"'

export async function loadFont(kind: 'desktop' | 'browser'): Promise<void> {
  if (kind === 'desktop') await import('pretendard/dist/web/variable/pretendardvariable.css')
  else await import('pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css')
  // The common syllables and Latin; a face that does not come is no failure, since the fallback is fitted to it.
  await document.fonts.load(`1em ${FACE}`, '사랑방 Sarangbang').catch(() => undefined)
}
