/**
 * What WhatsApp writes in place of something, in the languages it is known in (IMP-24). Whole bodies, in small letters, without marks of direction
 * and without a full stop: a sentence that merely contains such words is somebody's text.
 */
import type { RecordKind } from '../model.ts'

const OMITTED: Readonly<Partial<Record<RecordKind, readonly string[]>>> = {
  photo: [
    ...[
      'image omitted',
      'imagen omitida',
      'bild weggelassen',
      'image absente',
      'imagem ocultada',
      'imagem não revelada',
      'immagine omessa',
    ],
    ...['afbeelding weggelaten', 'изображение отсутствует', 'görüntü dahil edilmedi', '画像は省略されました', '画像は含まれていません'],
    ...[
      '圖片已省略',
      '圖片已略去',
      '圖像已省略',
      '图片已省略',
      '照片已忽略',
      '이미지 생략됨',
      'gambar tidak disertakan',
      'obraz pominięty',
      'bild utesluten',
    ],
  ],
  video: [
    ...[
      'video omitted',
      'video note omitted',
      'video omitido',
      'video weggelassen',
      'vidéo absente',
      'vídeo omitido',
      'vídeo não revelado',
    ],
    ...[
      'video omesso',
      'video weggelaten',
      'видео отсутствует',
      'video dahil edilmedi',
      '動画は省略されました',
      'ビデオは含まれていません',
    ],
    ...[
      '影片已省略',
      '影片已略去',
      '视频已省略',
      '视频已忽略',
      '동영상 생략됨',
      '비디오 생략됨',
      'video tidak disertakan',
      'video utesluten',
    ],
    // A GIF is kept as a film.
    ...[
      'gif omitted',
      'gif omitido',
      'gif weggelassen',
      'gif absent',
      'gif retiré',
      'gif omitida',
      'gif omesso',
      'gif esclusa',
      'gif отсутствует',
    ],
    ...['gifは省略されました', 'gifは含まれていません', 'gif已省略', 'gif 已略去', 'gif 동영상 생략됨', 'gif 생략됨', 'gif weggelaten'],
  ],
  audio: [
    ...[
      'audio omitted',
      'audio omitido',
      'audio weggelassen',
      'audio absent',
      'audio omis',
      'áudio ocultado',
      'audio omesso',
      'audio weggelaten',
    ],
    ...['аудио отсутствует', 'аудиофайл отсутствует', 'ses dahil edilmedi', '音声メッセージは省略されました', '音声は含まれていません'],
    ...['語音訊息已省略', '音訊已省略', '音訊已略去', '音频已省略', '音频已忽略', '오디오 생략됨', '음성 생략됨'],
  ],
  sticker: [
    ...[
      'sticker omitted',
      'sticker omitido',
      'sticker weggelassen',
      'sticker absent',
      'sticker omis',
      'figurinha omitida',
      'sticker omesso',
    ],
    ...['sticker non incluso', 'sticker weggelaten', 'стикер отсутствует', 'стикер не добавлен', 'çıkartma dahil edilmedi'],
    ...[
      'スタンプは省略されました',
      'スタンプは含まれていません',
      '貼圖已省略',
      '貼圖已略去',
      '贴图已省略',
      '스티커 생략됨',
      '스티커 제외됨',
    ],
  ],
  file: [
    ...['document omitted', 'documento omitido', 'dokument weggelassen', 'document absent', 'document manquant', 'documento ocultado'],
    ...['documento omesso', 'document weggelaten', 'документ отсутствует', 'документ пропущено', 'belge dahil edilmedi'],
    ...['文書は省略されました', 'ドキュメントは含まれていません', '文件已省略', '文件已略去', '文档已省略', '문서 생략됨'],
  ],
  contact: [
    ...[
      'contact card omitted',
      'tarjeta de contacto omitida',
      'kontaktkarte weggelassen',
      'kontaktkarte ausgelassen',
      'fiche contact absente',
    ],
    ...[
      'fiche contact manquante',
      'cartão do contato omitido',
      'scheda contatto omessa',
      'visitekaartje weggelaten',
      'контакт отсутствует',
    ],
    ...[
      'карточка контакта отсутствует',
      '連絡先カードは省略されました',
      '連絡先カードを省略',
      '聯絡人名片已省略',
      '聯絡人卡片已省略',
      '联系人卡片已忽略',
    ],
    '연락처 카드 생략됨',
  ],
}

const CALLS = [
  ...['missed voice call', 'missed video call', 'missed group voice call', 'missed group video call', 'voice call', 'video call'],
  ...[
    '부재중 음성통화',
    '부재중 영상통화',
    '부재중 전화',
    '음성통화',
    '영상통화',
    '不在着信',
    '音声通話不在着信',
    'ビデオ通話不在着信',
    '音声通話',
    'ビデオ通話',
  ],
  ...[
    'verpasster sprachanruf',
    'verpasster videoanruf',
    'sprachanruf',
    'videoanruf',
    'llamada perdida',
    'llamada de voz perdida',
    'videollamada perdida',
  ],
  ...['llamada de voz', 'videollamada', 'appel vocal manqué', 'appel vidéo manqué', 'appel vocal', 'appel vidéo', 'chamada de voz perdida'],
  ...['videochamada perdida', 'chamada de voz', 'videochamada', 'chiamata vocale persa', 'videochiamata persa', 'пропущенный аудиозвонок'],
  ...[
    'пропущенный видеозвонок',
    '未接語音通話',
    '未接语音通话',
    '未接視像通話',
    '未接视频通话',
    '語音通話',
    '语音通话',
    '視訊通話',
    '视频通话',
  ],
]

const DELETED = [
  ...['this message was deleted', 'you deleted this message', 'this message was deleted by admin'],
  ...[
    '이 메시지가 삭제되었습니다',
    '이 메시지는 삭제되었습니다',
    '삭제된 메시지입니다',
    '이 메시지를 삭제했습니다',
    '메시지를 삭제했습니다',
    '내가 이 메시지를 삭제했습니다',
  ],
  ...['このメッセージは削除されました', 'このメッセージを削除しました', 'あなたはこのメッセージを削除しました'],
  ...[
    'diese nachricht wurde gelöscht',
    'du hast diese nachricht gelöscht',
    'se eliminó este mensaje',
    'este mensaje fue eliminado',
    'eliminaste este mensaje',
  ],
  ...[
    'ce message a été supprimé',
    'vous avez supprimé ce message',
    'essa mensagem foi apagada',
    'esta mensagem foi apagada',
    'mensagem apagada',
  ],
  ...['você apagou essa mensagem', 'você apagou esta mensagem', 'questo messaggio è stato eliminato', 'hai eliminato questo messaggio'],
  ...[
    'dit bericht is verwijderd',
    'u hebt dit bericht verwijderd',
    'данное сообщение удалено',
    'это сообщение удалено',
    'вы удалили данное сообщение',
  ],
  ...[
    'вы удалили это сообщение',
    'bu mesaj silindi',
    'bu mesajı sildiniz',
    '此訊息已刪除',
    '此讯息已删除',
    '此消息已删除',
    '這則訊息已刪除',
    '您已刪除此訊息',
  ],
  ...['您已刪除這則訊息', '你已删除此消息', '您已删除此消息', '你删除了此消息'],
]

/** Who reads this of himself is the person that exported. */
const OWN_DELETED =
  /^(?:you|내가|あなた|du|eliminaste|vous|você|hai|u hebt|вы|bu mesajı|您|你)|이 메시지를 삭제했습니다$|^메시지를 삭제했습니다$|^このメッセージを/

const MEDIA = ['<メディアなし>', '<忽略多媒體檔>', '<媒体省略>']

const LOCATIONS = [
  'live location shared',
  'live location',
  '실시간 위치를 공유했습니다',
  'live-standort wird geteilt',
  'ubicación en tiempo real compartida',
]

const EDITED =
  /^ <(?:this message was edited|이 메시지는 수정되었습니다|편집된 메시지|diese nachricht wurde bearbeitet|se editó este mensaje|este mensaje se editó|ce message a été modifié|essa mensagem foi editada|mensagem editada|questo messaggio è stato modificato|このメッセージは編集されました|данное сообщение изменено|此訊息已編輯|此消息已编辑)\.?>$/i

const ATTACHED_BY_NAME = [
  ...[
    'file attached',
    'archivo adjunto',
    'datei angehängt',
    'fichier joint',
    'arquivo anexado',
    'ficheiro anexado',
    'file allegato',
    'bestand bijgevoegd',
  ],
  ...[
    'файл добавлен',
    'dosya ekli',
    'dosya eklendi',
    '添付ファイル',
    'ファイル添付',
    '附件檔案',
    '文件附件',
    '檔案已附加',
    '파일 첨부됨',
    '첨부 파일',
    '첨부파일',
  ],
]

const OMITTED_KINDS: ReadonlyMap<string, RecordKind> = new Map(
  Object.entries(OMITTED).flatMap(([kind, phrases]) => phrases.map((phrase) => [phrase, kind as RecordKind] as const)),
)
const DELETED_PHRASES: ReadonlySet<string> = new Set(DELETED)
const ATTACHED_PHRASES: ReadonlySet<string> = new Set(ATTACHED_BY_NAME)
/** Longest of all the phrases here, and some more. */
const PHRASE_CHARACTERS = 80

/** `image omitted`, of an export without its files. */
export function omittedKind(body: string): RecordKind | undefined {
  return body.length > PHRASE_CHARACTERS ? undefined : OMITTED_KINDS.get(plain(body))
}

/** `<Media omitted>` and its like: nothing else stands in angle brackets alone, but what programmers write. */
export function isMediaOmitted(body: string): boolean {
  if (body.length > PHRASE_CHARACTERS || !/^<[^<>:]{2,}>$/.test(body)) return false
  return MEDIA.includes(body) || (/\S \S/.test(body) && !/[="/]/.test(body)) || /[^ -\u024f]/.test(body)
}

export function deletedBy(body: string): 'self' | 'somebody' | undefined {
  if (body.length > PHRASE_CHARACTERS) return undefined
  const phrase = plain(body)
  if (!DELETED_PHRASES.has(phrase)) return undefined
  return OWN_DELETED.test(phrase) ? 'self' : 'somebody'
}

/** `Missed voice call`, `Voice call, 3 min`: marked ones may go on after a comma or a full stop. */
export function isCall(body: string, isMarked: boolean): boolean {
  if (body.length > PHRASE_CHARACTERS) return false
  const phrase = plain(body)
  return CALLS.some((call) => phrase === call || (isMarked && phrase.startsWith(call) && /^[.,: ]/.test(phrase.slice(call.length))))
}

export function isLiveLocation(body: string): boolean {
  return body.length <= PHRASE_CHARACTERS && LOCATIONS.includes(plain(body))
}

export function withoutEdited(body: string): string {
  const from = body.endsWith('>') ? body.lastIndexOf(' <') : -1
  return from === -1 || body.length - from > PHRASE_CHARACTERS || !EDITED.test(body.slice(from)) ? body : body.slice(0, from)
}

/** What stands in parentheses after the name of a file. */
export function isAttachedPhrase(phrase: string): boolean {
  return ATTACHED_PHRASES.has(phrase.toLowerCase())
}

function plain(body: string): string {
  return body.toLowerCase().replace(/[.。]$/, '')
}
