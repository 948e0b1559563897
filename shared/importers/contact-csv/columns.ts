/**
 * Names of columns to what they hold: Google (both headers), Outlook, and what people and programs write in English, Korean and Japanese. Case, space
 * and punctuation do not count.
 */

export type PlainField =
  | 'name'
  | 'family'
  | 'given'
  | 'middle'
  | 'prefix'
  | 'suffix'
  | 'fileAs'
  | 'nickname'
  | 'org'
  | 'note'
  | 'birthday'
  | 'labels'
  | 'title'
  | 'url'
  | 'address'

export type Column =
  | { readonly field: PlainField }
  | { readonly field: 'phone' | 'email'; readonly label?: string; readonly pair?: string }
  /** Names the kind of a number or address in another column. */
  | { readonly field: 'label'; readonly pair: string }
  | { readonly field: 'other'; readonly header: string }

const PLAIN: Readonly<Record<PlainField, string>> = {
  name: 'name fullname displayname contactname 이름 성명 성함 고객명 회원명 연락처이름 氏名 名前 お名前 姓名 表示名',
  family: 'lastname familyname surname 성 姓 苗字 名字',
  given: 'firstname givenname forename 名',
  middle: 'middlename additionalname 중간이름 ミドルネーム',
  prefix: 'nameprefix',
  suffix: 'namesuffix suffix',
  fileAs: 'fileas',
  nickname: 'nickname 별명 닉네임 ニックネーム',
  org: 'organizationname organization1name organization company companyname 회사 회사명 상호 상호명 소속 직장 단체 会社 会社名 勤務先 所属 組織',
  note: 'notes note memo comment comments 메모 비고 참고 노트 メモ 備考',
  birthday: 'birthday dateofbirth birthdate 생일 생년월일 誕生日 生年月日',
  labels: 'labels groupmembership categories category group groups 범주 그룹 라벨 분류 グループ 分類 ラベル',
  title: 'organizationtitle organization1title jobtitle title 직함 직책 직위 役職',
  url: 'website1value webpage website homepage url 웹페이지 홈페이지',
  address: 'address1formatted address 주소 住所',
}
const PHONES =
  'mobilephone mobile mobilenumber cellphone cell homephone businessphone workphone officephone otherphone primaryphone companymainphone carphone ' +
  '휴대폰 휴대전화 핸드폰 휴대폰번호 휴대전화번호 핸드폰번호 집전화 집전화번호 자택전화 자택전화번호 근무지전화 근무지전화번호 근무처전화 근무처전화번호 회사전화 회사전화번호 ' +
  '직장전화 직장전화번호 기타전화 기타전화번호 기본전화 대표전화 회사대표전화 携帯電話 携帯 携帯番号 携帯電話番号 自宅電話 自宅電話番号 会社電話 会社電話番号 勤務先電話 勤務先電話番号'
/** Of no kind that would be worth a label. */
const GENERAL_PHONES = 'phone phonenumber tel telephone telno contactnumber 전화 전화번호 연락처 연락처번호 電話 電話番号 連絡先'
const EMAILS =
  'email mail emailaddress 이메일 이메일주소 메일 메일주소 전자메일 전자메일주소 メール メールアドレス 電子メール 電子メールアドレス eメール'

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const FIELDS = new Map(
  (Object.keys(PLAIN) as PlainField[]).flatMap((field) => [...words(PLAIN[field])].map((word) => [word, field] as const)),
)
const LABELLED_PHONES = words(PHONES)
const OTHER_PHONES = words(GENERAL_PHONES)
const MAILS = words(EMAILS)
/** Together the header of a table of messages, whatever else it has. */
const SAID = words('message content text body 메시지 내용 대화 대화내용 メッセージ 内容 トーク本文')
const WHEN = words('date time datetime timestamp sent 날짜 시간 일시 보낸시간 日付 時刻 送信日 送信時刻 日時')

/** All columns of a header, in order. */
export function columnsOf(header: readonly string[]): readonly Column[] {
  const columns = header.map(columnOf)
  const hasFamily = columns.some(({ field }) => field === 'family')
  const hasGiven = columns.some(({ field }) => field === 'given')
  // 성 beside 이름 makes the latter the given name.
  if (!hasFamily || hasGiven) return columns
  return columns.map((column, at) =>
    column.field === 'name' && /^(?:이름|名前)$/.test(plain(header[at] ?? '')) ? { field: 'given' } : column,
  )
}

/** The header of messages and not of people. */
export function isHeaderOfMessages(header: readonly string[]): boolean {
  const names = header.map(plain)
  return names.some((name) => SAID.has(name)) && names.some((name) => WHEN.has(name))
}

function columnOf(header: string): Column {
  const name = plain(header)
  const paired = /^(phone|email)(\d{1,3})(value|label|type)$/.exec(name)
  if (paired !== null) {
    const [, kind, number, what] = paired
    const pair = `${kind}${number}`
    return what === 'value' ? { field: kind === 'phone' ? 'phone' : 'email', pair } : { field: 'label', pair }
  }
  const field = FIELDS.get(name)
  if (field !== undefined) return { field }
  const bare = name.replace(/\d{1,3}(?=(?:address|주소)?$)/, '')
  if (MAILS.has(bare)) return { field: 'email' }
  if (OTHER_PHONES.has(bare)) return { field: 'phone' }
  if (LABELLED_PHONES.has(bare))
    return {
      field: 'phone',
      label: header
        .trim()
        .replace(/\s*\d{1,3}$/, '')
        .replace(/\s+Phone$/i, ''),
    }
  return { field: 'other', header: header.trim() }
}

function plain(header: string): string {
  return header
    .slice(0, 100)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}]/gu, '')
}
