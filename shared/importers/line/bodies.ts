/** What a body of LINE is (IMP-29): text, or a word in place of what the export leaves out. Exports of LINE hold no files. */
import type { ImportedAttachment, RecordKind } from '../model.ts'

const BRACKETED: Readonly<Partial<Record<RecordKind, string>>> = {
  photo: '写真 画像 Photo Photos Image 照片 圖片 图片 相片 사진 รูป ภาพ',
  video: '動画 Video Videos 影片 视频 視頻 동영상 วิดีโอ',
  sticker: 'スタンプ Sticker Stickers 貼圖 贴图 스티커 สติกเกอร์',
  audio: 'ボイスメッセージ 語音訊息 语音信息 语音消息 음성메시지 Audio ข้อความเสียง',
  file: 'ファイル File 檔案 文件 파일 ไฟล์',
  contact: '連絡先 Contact 聯絡資訊 联系信息 联系人 연락처',
  location: '位置情報 Location 位置訊息 位置資訊 位置 위치 위치정보 null',
  other: 'アルバム ノート Album Note 相簿 记事本 記事本 앨범 노트 Flexメッセージ',
}
/** With spaces in them. */
const PHRASES: readonly (readonly [string, RecordKind])[] = [
  ['Voice message', 'audio'],
  ['음성 메시지', 'audio'],
  ['위치 정보', 'location'],
]
const KINDS: ReadonlyMap<string, RecordKind> = new Map([
  ...Object.entries(BRACKETED).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind as RecordKind] as const)),
  ...PHRASES,
])
/** Of these more may stand after the word: a place, a title, a name. */
const WITH_MORE: readonly RecordKind[] = ['location', 'file', 'contact', 'other']
const LONGEST_WORD = 16

const UNSENT = [
  ...[
    'メッセージの送信を取り消しました',
    'unsent a message',
    'message unsent',
    '已收回訊息',
    '已收回信息',
    '撤回了一条消息',
    '撤回了一條訊息',
    '收回訊息',
    '收回了訊息',
  ],
  ...['메시지 전송을 취소했습니다', '메시지를 취소했습니다', '메시지를 삭제했습니다', 'ยกเลิกข้อความ'],
]
/** Beginnings and ends of what LINE says of a group, though it may fill in a name. */
const EVENT =
  /(?:が(?:(?:グループ|トーク|チャット)(?:に|を|から))?(?:参加|退出|退会)しました|を(?:グループに)?(?:招待|追加)しました|をグループから(?:退会|削除)(?:させ|し)ました|に変更しました|を変更しました|グループを作成しました|の招待をキャンセルしました)。?$|(?:^|\s)(?:joined|left|has left|has joined) the (?:group|chat)\.?$|(?:^|\s)(?:invited|added|removed|canceled) .{1,200}(?:to|from) the (?:group|chat)\.?$|changed the (?:group|name|profile).{0,200}$|(?:加入|離開|离开|退出)(?:了)?(?:群組|群组|聊天|本群)?。?$|(?:邀請|邀请|新增|移除|將|将).{1,200}(?:加入|群組|群组)(?:了)?。?$|님이 (?:그룹에 )?(?:참여|들어오|들어왔|나갔|초대|퇴장).{0,40}$|그룹(?:에|에서|을) .{0,100}(?:참여|나갔|초대|추가|생성|만들).{0,20}$/
const EVENT_CHARACTERS = 400

export interface Body {
  readonly kind: RecordKind
  readonly attachments: readonly ImportedAttachment[]
}

const FILES: ReadonlySet<RecordKind> = new Set(['photo', 'video', 'audio', 'file', 'contact'])

/** `isBare`: the words stand without brackets (desktop). */
export function kindOf(text: string, isBare: boolean): Body {
  const kind = bodyKind(text, isBare)
  if (!FILES.has(kind)) return { kind, attachments: [] }
  const name = /^\[[^\]]{1,16}\] ?([^\n]{1,255})$/.exec(text)?.[1] ?? ''
  return { kind, attachments: [{ name: kind === 'file' ? name : '', present: false }] }
}

/** A word that stands for a whole body: what precedes it is a name (desktop). */
export function isBareWord(word: string): boolean {
  return KINDS.has(word) && word !== 'null'
}

/** What LINE says of a group or of a message taken back: nobody wrote it. */
export function isEvent(text: string): boolean {
  return text.length <= EVENT_CHARACTERS && !text.includes('\n') && EVENT.test(text)
}

export function isUnsent(text: string): boolean {
  const bare = text.length > EVENT_CHARACTERS ? '' : text.replace(/[.。]$/, '')
  return UNSENT.some((phrase) => bare.endsWith(phrase))
}

/** Nothing but it: with an author it is a message of his that is no more. */
function isOnlyUnsent(text: string): boolean {
  return UNSENT.includes(text.replace(/[.。]$/, '').toLowerCase())
}

function bodyKind(text: string, isBare: boolean): RecordKind {
  if (text.startsWith('☎')) return 'call'
  if (text.length < 40 && isOnlyUnsent(text)) return 'deleted'
  if (text === '(emoji)') return 'sticker'
  if (text.startsWith('[')) {
    const end = text.slice(0, LONGEST_WORD + 2).indexOf(']')
    const kind = end === -1 ? undefined : KINDS.get(text.slice(1, end))
    if (kind === undefined || text.length === end + 1) return text === '[null]' ? 'text' : (kind ?? 'text')
    const isPlace =
      kind !== 'location' ||
      text.slice(1, end) !== 'null' ||
      /https:\/\/(?:maps\.google|www\.google)\.com\//.test(text.slice(0, EVENT_CHARACTERS))
    return WITH_MORE.includes(kind) && isPlace && /^[\s]/.test(text.slice(end + 1)) ? kind : 'text'
  }
  return isBare && text.length <= LONGEST_WORD && isBareWord(text) ? (KINDS.get(text) ?? 'text') : 'text'
}
