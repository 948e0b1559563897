/**
 * How much a decoded text looks like its language: the share of its letters beyond ASCII that are among the usual ones. A wrong decoding of the
 * same bytes gives letters too, but rare ones all over the table (IMP-3).
 */
import type { Encoding } from './source.ts'

const KOREAN = new Set(
  '이다는에가을고하지의로기도한나은사어서리아자대시일를들그해보라인만수있게면정부전요네저안으원장상제여오구거주우니었과러분년월것신무동세어스유마치회당야잘더내음말내용후공미없조비두경성생물중았각데바실직때행간까차방님십',
)
const SIMPLIFIED = new Set(
  '的一是不了人我在有他这为之大来以个中上们到说时要就出会可也你对生能而子那得于着下自年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实吗吧呢今晚吃饭早点回',
)
const TRADITIONAL = new Set(
  '的一是不了人我在有他這為之大來以個中上們到說時要就出會可也你對生能而子那得於著下自年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實嗎吧呢今晚吃飯早點回貼圖與聊天記錄',
)
const JAPANESE = new Set('日人年月時分今午前後私行来見本大小中上下会名前送信')
/** Letters of Western Europe, next to letters; and what a typewriter lacks. */
const WESTERN = new Set('àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÙÚÛÜŒ€’‘“”–—…«»¿¡°·')

/** What may stand in any of the East, in full width. */
function isEasternMark(code: number): boolean {
  return (code >= 0x3000 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff5e) || code === 0x2026 || code === 0x00b7
}

/** Less than one: a rare syllable is one all the same; a letter with an accent says less than a whole syllable does. */
const RARE_SYLLABLE = 0.25
const ACCENT = 0.6

const USUAL: Readonly<Record<Encoding, (letter: string, code: number, before: string) => number>> = {
  cp949: (letter, code) => (KOREAN.has(letter) ? 1 : code >= 0xac00 && code <= 0xd7a3 ? RARE_SYLLABLE : 0),
  shift_jis: (letter, code) => ((code >= 0x3041 && code <= 0x30fe) || JAPANESE.has(letter) ? 1 : 0),
  big5: (letter) => (TRADITIONAL.has(letter) ? 1 : 0),
  gb18030: (letter) => (SIMPLIFIED.has(letter) ? 1 : 0),
  'windows-1252': (letter, _code, before) => (WESTERN.has(letter) && /[\sA-Za-z'’(«¡¿]/.test(before) ? ACCENT : 0),
  // All languages write in these: their form is the proof.
  'utf-8': () => 1,
  'utf-16le': () => 1,
  'utf-16be': () => 1,
}

export interface Likeness {
  /** U+FFFD: bytes that are nothing in this encoding. */
  readonly bad: number
  /** 0 to 1, of what is neither ASCII nor a mark; 1 where nothing else is. */
  readonly usual: number
}

export function likeness(text: string, encoding: Encoding): Likeness {
  const usualness = USUAL[encoding]
  let before = ' '
  let bad = 0
  let letters = 0
  let usual = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const last = before
    before = letter
    if (code < 0x80) continue
    if (code === 0xfffd || (code >= 0x80 && code <= 0x9f)) bad += 1
    else if (encoding === 'windows-1252' || !isEasternMark(code)) {
      letters += 1
      usual += usualness(letter, code, last)
    }
  }
  return { bad, usual: letters === 0 ? 1 : usual / letters }
}
