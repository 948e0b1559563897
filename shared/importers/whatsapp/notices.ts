/**
 * What WhatsApp itself says in a conversation (IMP-23). On Android such a notice has no author; on an iPhone it bears the contact's or the
 * group's name and begins with a mark of direction, which no person types.
 */

/** Found in a notice that is marked or has no author; never looked for in what a person may have written. */
const NOTICE = new RegExp(
  [
    ...[
      'end-to-end encrypt',
      'created (?:this )?group',
      'changed (?:the|this|their|your|to)',
      ' added ',
      ' removed ',
      ' left\\.?$',
      ' joined ',
      ' (?:was|were) added',
    ],
    ...[
      'security code',
      'message timer',
      'disappear',
      ' is a contact',
      'pinned a message',
      'an admin',
      'business account',
      'blocked this contact',
      'turned o(?:n|ff)',
    ],
    ...[
      '종단간',
      '나갔습니다',
      '추가했습니다',
      '초대했습니다',
      '만들었습니다',
      '변경했습니다',
      '변경되었습니다',
      '참여했습니다',
      '내보냈습니다',
      '들어왔습니다',
      '보안 코드',
      '메시지가 사라',
      '관리자',
    ],
    ...[
      'エンドツーエンド',
      '退出しました',
      '追加しました',
      '作成しました',
      '変更しました',
      '変更されました',
      '参加しました',
      '削除しました',
      'セキュリティコード',
      '消えるメッセージ',
    ],
    ...['ende-zu-ende', 'hinzugefügt', 'hat die gruppe', 'sicherheitsnummer', ' geändert', ' entfernt', ' erstellt', 'beigetreten'],
    ...['extremo a extremo', ' añadió', ' creó ', ' salió', ' cambió', ' eliminó a', 'código de segur', 'se unió'],
    ...['bout en bout', 'a ajouté', 'a créé', 'a quitté', 'a changé', 'a modifié', 'a rejoint', 'code de sécurité', 'a retiré'],
    ...['ponta a ponta', ' adicionou', ' criou', ' saiu', ' mudou', ' alterou', ' removeu', ' entrou'],
    ...['crittograf', 'ha aggiunto', 'ha creato', 'ha abbandonato', 'ha modificato', 'ha cambiato', 'ha rimosso', 'codice di sicurezza'],
    ...['сквозн', 'добавил', 'создал', 'покинул', 'вышел', 'вышла', 'изменил', 'удалил', 'код безопасности'],
    ...[
      'eind-tot-eind',
      'toegevoegd',
      'aangemaakt',
      'verlaten',
      'gewijzigd',
      'verwijderd',
      'beveiligingscode',
      'uçtan uca',
      'grubu',
      'güvenlik kodu',
    ],
    ...[
      '端到端',
      '端對端',
      '点对点',
      '點對點',
      '建立了',
      '创建了',
      '加入',
      '退出',
      '離開',
      '离开',
      '更改了',
      '變更了',
      '移除',
      '安全代碼',
      '安全代码',
      '安全码',
      '安全碼',
    ],
  ].join('|'),
  'i',
)

/** Nobody but WhatsApp begins so; tools that take marks away leave it. */
const ENCRYPTED = [
  ...['Messages and calls are end-to-end encrypted. ', 'Messages to this chat and calls are now secured with end-to-end encryption.'],
  ...[
    'Messages to this group are now secured with end-to-end encryption.',
    '메시지와 통화는 종단간 암호화됩니다. ',
    'メッセージと通話はエンドツーエンドで暗号化',
  ],
  ...['Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. ', 'Los mensajes y las llamadas están cifrados de extremo a extremo. '],
  ...[
    'Les messages et les appels sont chiffrés de bout en bout. ',
    'As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta',
  ],
  ...['訊息和通話經端對端加密', '消息和通话都进行端到端加密', 'Сообщения и звонки защищены сквозным шифрованием'],
]

const GROUP =
  /group|그룹|グループ|gruppe|grupo|groupe|gruppo|групп|群組|群组|群聊|grubu|^you were added|^you added | added you|^added you|joined using| left$/i

/** Of what follows a name in a notice that has a colon in it: `Ben changed the subject to "Team: late"`. */
const VERB =
  /^(?:changed|added|removed|created|left|joined|invited|updated|pinned|turned|deleted|set|made|is now|was|started|님이|がグループ|が|さんが|hat|änderte|cambió|creó|añadió|eliminó|a changé|a créé|a ajouté|a modifié|mudou|criou|alterou|adicionou|ha cambiato|ha creato|ha modificato|изменил|создал|добавил|更改|變更|已更改|建立|创建)(?![a-z])/i

const NOTICE_CHARACTERS = 600

/** Of a body without its mark. */
export function isNotice(body: string, isMarked: boolean): boolean {
  if (ENCRYPTED.some((beginning) => body.startsWith(beginning))) return true
  return isMarked && NOTICE.test(body.slice(0, NOTICE_CHARACTERS))
}

/** A notice that only groups have. */
export function isOfGroup(notice: string): boolean {
  return GROUP.test(notice.slice(0, NOTICE_CHARACTERS))
}

export function beginsWithVerb(text: string): boolean {
  return VERB.test(text.slice(0, 40))
}
