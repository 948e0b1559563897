/** One small file of each kind, with all its turns, invented. */
import type { TextFormat } from '../../../shared/importers/index.ts'
import { discord } from '../../../shared/importers/discord/index.ts'
import { instagram, messenger } from '../../../shared/importers/meta/index.ts'
import { signal } from '../../../shared/importers/signal/index.ts'
import { telegram } from '../../../shared/importers/telegram/index.ts'

export interface Example {
  readonly name: string
  readonly format: TextFormat
  readonly variant: string
  readonly file: string
  readonly text: string
  readonly paths: readonly string[]
  /** Of a JSON message: what its members are called, and a file of nothing but such messages. */
  readonly fields?: readonly string[]
  readonly wrap?: (messages: readonly unknown[]) => string
}

/** As Meta writes it: each byte of UTF-8 as a character. */
export function mangled(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text))
}

const TELEGRAM_MESSAGES = [
  {
    id: 1,
    type: 'service',
    date: '2022-10-20T20:00:00',
    date_unixtime: '1666263600',
    actor: '지우',
    actor_id: 'user1',
    action: 'create_group',
    title: '우리 집',
    members: ['지우', null],
    text: '',
  },
  {
    id: 2,
    type: 'message',
    date: '2022-10-20T20:15:08',
    date_unixtime: '1666264508',
    from: '지우',
    from_id: 'user1',
    text: ['저녁 ', { type: 'bold', text: '같이' }, ' 먹어요\n\n꼭 "]}\\"'],
    reactions: [{ type: 'emoji', count: 3, emoji: '❤', recent: [{ from: '민수', from_id: 'user2' }] }],
  },
  {
    id: 3,
    type: 'message',
    date: '2022-10-20T20:16:00',
    date_unixtime: '1666264560',
    edited: '2022-10-20T20:17:00',
    edited_unixtime: '1666264620',
    from: null,
    from_id: 'user3',
    reply_to_message_id: 2,
    photo: 'photos/photo_1@20-10-2022_20-16-00.jpg',
    text: '<script>alert(1)</script>',
  },
  {
    id: 4,
    type: 'message',
    date: '2022-10-20T20:18:00',
    date_unixtime: '1666264680',
    from: '민수',
    from_id: 'user2',
    forwarded_from: '기상청',
    file: '(File not included. Change data exporting settings to download.)',
    file_name: '예보.pdf',
    mime_type: 'application/pdf',
    text: '',
  },
  {
    id: 5,
    type: 'message',
    date: '2022-10-20T20:19:00',
    date_unixtime: '1666264740',
    from: '민수',
    from_id: 'user2',
    poll: { question: '몇 시?', answers: [{ text: '여섯 시' }, { text: '일곱 시' }] },
    text: '',
  },
]

const TELEGRAM_FIELDS = [
  'id',
  'type',
  'date',
  'date_unixtime',
  'from',
  'from_id',
  'actor',
  'action',
  'text',
  'photo',
  'file',
  'edited',
  'reply_to_message_id',
  'reactions',
  'members',
  'poll',
  'contact_information',
  'location_information',
  'media_type',
  'mime_type',
  '__proto__',
]

const HTML = `<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">
우리 집 &amp; 뜰
</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">20 October 2022</div></div>
<div class="message service" id="message1"><div class="body details">
Ben created group «우리 집»
</div></div>
<div class="message default clearfix" id="message2"><div class="body"><div class="pull_right date details" title="20.10.2022 20:15:08 UTC+09:00">20:15</div><div class="from_name">
Ben &lt;b&gt; </div><div class="text">
저녁<br>같이 &lt;script&gt;x&lt;/script&gt; <a href="https://example.org/">https://example.org/</a>
       </div><span class="reactions"><span class="reaction"><span class="emoji">❤</span><span class="userpics"><span class="userpic userpic3" title="Mum"><span class="initials" title="Mum">M</span></span></span></span></span></div></div>
<div class="message default clearfix joined" id="message3"><div class="body"><div class="pull_right date details" title="20.10.2022 20:16:00 UTC+09:00">20:16</div><div class="reply_to details">In reply to <a href="#go_to_message2" onclick="return GoToMessage(2)">this message</a></div><div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" href="photos/photo_1.jpg"><img class="photo" src="photos/photo_1_thumb.jpg"></a></div></div></div>
<div class="message default clearfix" id="message4"><div class="body"><div class="pull_right date details" title="20.10.2022 20:17:00 UTC+09:00">20:17</div><div class="from_name">Mum</div><div class="forwarded body"><div class="from_name">기상청 <span class="date details" title="19.10.2022 08:00:00 UTC+09:00">19.10.2022 08:00:00</span></div><div class="text">비가 와요</div></div></div></div>
<div class="message default clearfix" id="message5"><div class="body"><div class="pull_right date details" title="20.10.2022 20:18:00 UTC+09:00">20:18</div><div class="from_name">Mum</div><div class="media_wrap clearfix"><div class="media clearfix pull_left media_voice_message"><div class="fill pull_left"></div><div class="body"><div class="title bold">Voice message</div><div class="description">Not included, change data exporting settings to download.</div><div class="status details">00:02</div></div></div></div></div></div>
</div></div></div></body></html>
`

const SIGNAL_LINES = [
  '{"version":"1","backupTimeMs":"1700000000000"}',
  '{"account":{"givenName":"지우","familyName":"김"}}',
  '{"recipient":{"id":"1","self":{}}}',
  '{"recipient":{"id":"2","contact":{"aci":"AAAA","e164":"821012345678","systemGivenName":"Ben","systemFamilyName":"Kim","profileGivenName":"B"}}}',
  '{"recipient":{"id":"3","group":{"snapshot":{"title":{"title":"우리 집"}}}}}',
  '{"recipient":{"id":"4","contact":{"profileGivenName":"엄마","profileFamilyName":""}}}',
  '{"chat":{"id":"10","recipientId":"2"}}',
  '{"chat":{"id":"11","recipientId":"3"}}',
  '{"chatItem":{"chatId":"10","authorId":"2","dateSent":"1666264508000","incoming":{},"standardMessage":{"text":{"body":"안녕 \\"}\\\\"},"reactions":[{"emoji":"❤","authorId":"1"}]}}}',
  '{"chatItem":{"chatId":"11","authorId":"4","dateSent":"1666264508500","incoming":{},"standardMessage":{"text":{"body":"raw',
  'newline"}}}}',
  '{"chatItem":{"chatItem":{"chatId":"10","authorId":"1","dateSent":"1666264509000","outgoing":{},"standardMessage":{"text":{"body":"답"},"quote":{"targetSentTimestamp":"1666264508000","authorId":"2","text":{"body":"안녕"}}}}}}',
  '{"chatItem":{"chatId":"11","authorId":"1","dateSent":"1666264510000","outgoing":{},"remoteDeletedMessage":{}}}',
  '{"chatItem":{"chatId":"11","authorId":"1","dateSent":"1666264511000","directionless":{},"updateMessage":{"groupChange":{"updates":[]}}}}',
]

const META_MESSAGES = [
  {
    sender_name: mangled('엄마'),
    timestamp_ms: 1666264700000,
    content: mangled('👍 "]}\\ 좋아'),
    reactions: [{ reaction: mangled('❤'), actor: mangled('지우') }],
  },
  { sender_name: mangled('지우'), timestamp_ms: 1666264600000, photos: [{ uri: 'messages/inbox/x/photos/1.jpg', creation_timestamp: 1 }] },
  { sender_name: 'Ben', timestamp_ms: 1666264500000, content: 'café already right', share: { link: 'https://example.org/' } },
]

const DISCORD_MESSAGES = [
  {
    id: '1187000000000000001',
    type: 'Default',
    timestamp: '2024-01-15T10:30:00.1234567+09:00',
    timestampEdited: null,
    content: 'Hello\n\n"}\\" you',
    author: { id: '1', name: 'alice', nickname: '앨리스' },
    attachments: [{ id: '9', url: 'https://cdn.example/x.png', fileName: 'x.png' }],
    stickers: [],
    reactions: [{ emoji: { name: '👍' }, count: 4, users: [{ name: 'bob', nickname: null }] }],
  },
  {
    id: '1187000000000000002',
    type: 'Reply',
    timestamp: '2024-01-15T10:31:00+09:00',
    timestampEdited: '2024-01-15T10:32:00+09:00',
    content: '<@1> hi',
    author: { id: '2', name: 'bob', nickname: null },
    reference: { messageId: '1187000000000000001' },
    attachments: [{ url: 'discord.json_Files/y-1.ogg', fileName: 'y.ogg' }],
    stickers: [],
  },
  {
    id: '1187000000000000003',
    type: 'ChannelPinnedMessage',
    timestamp: '2024-01-15T10:33:00+09:00',
    content: 'Pinned a message.',
    author: { id: '2', name: 'bob' },
    attachments: [],
  },
]

export const EXAMPLES: readonly Example[] = [
  {
    name: 'Telegram, all conversations',
    format: telegram,
    variant: 'desktop-json-full',
    file: 'result.json',
    text: JSON.stringify(
      {
        personal_information: { user_id: 2, first_name: '민수' },
        contacts: { list: [{ first_name: '지우', last_name: '김', phone_number: '+82 10-1234-5678' }] },
        chats: {
          list: [
            { messages: TELEGRAM_MESSAGES, type: 'private_group', name: '우리 집', id: 1 },
            { type: 'saved_messages', id: 2, messages: TELEGRAM_MESSAGES.slice(1, 2) },
          ],
        },
        left_chats: { list: [] },
      },
      null,
      1,
    ),
    paths: ['photos/photo_1@20-10-2022_20-16-00.jpg'],
    fields: TELEGRAM_FIELDS,
    wrap: (messages) => `{"chats":{"list":[{"name":"x","messages":${JSON.stringify(messages)}}]}}`,
  },
  {
    name: 'Telegram, one conversation',
    format: telegram,
    variant: 'desktop-json-single',
    file: 'result.json',
    text: JSON.stringify({ name: '우리 집', type: 'private_group', id: 1, messages: TELEGRAM_MESSAGES }),
    paths: [],
    fields: TELEGRAM_FIELDS,
    wrap: (messages) => `{"messages":${JSON.stringify(messages)}}`,
  },
  { name: 'Telegram, pages', format: telegram, variant: 'desktop-html', file: 'messages.html', text: HTML, paths: ['photos/photo_1.jpg'] },
  {
    name: 'Signal, its own export',
    format: signal,
    variant: 'official-jsonl',
    file: 'main.jsonl',
    text: `${SIGNAL_LINES.join('\n')}\n`,
    paths: [],
    fields: [
      'chatId',
      'authorId',
      'dateSent',
      'revisions',
      'standardMessage',
      'stickerMessage',
      'contactMessage',
      'updateMessage',
      'viewOnceMessage',
      'poll',
      'chatItem',
      'giftBadge',
      'id',
      'contact',
      'group',
      'recipientId',
      '__proto__',
    ],
    wrap: (messages) =>
      messages.map((message, at) => JSON.stringify({ [['chatItem', 'recipient', 'chat', 'account'][at % 4] ?? '']: message })).join('\n'),
  },
  {
    name: 'Signal, text of other tools',
    format: signal,
    variant: 'sigexport-text',
    file: 'index.md',
    text: '[2022-10-20 20:15:08] Me: 저녁\n\n같이\n[2022-10-20 20:16:00] Ben: ![a.jpg](./media/a.jpg)\n(- Me: 👍, Mum: 😮 -)\n[2022-10-20 20:17:00] Ben: (This message was deleted)\n',
    paths: ['media/a.jpg'],
  },
  {
    name: 'Messenger',
    format: messenger,
    variant: 'meta-json',
    file: 'message_1.json',
    text: JSON.stringify({
      participants: [{ name: mangled('엄마') }, { name: mangled('지우') }, { name: 'Ben' }],
      messages: META_MESSAGES,
      title: mangled('우리 집'),
      thread_path: 'inbox/x',
    }),
    paths: ['messages/inbox/x/photos/1.jpg'],
    fields: [
      'sender_name',
      'timestamp_ms',
      'content',
      'photos',
      'videos',
      'sticker',
      'share',
      'reactions',
      'call_duration',
      'is_unsent',
      'type',
      '__proto__',
    ],
    wrap: (messages) => JSON.stringify({ messages }),
  },
  {
    name: 'Messenger, sealed threads',
    format: messenger,
    variant: 'meta-e2ee-json',
    file: 'Ben_7.json',
    text: JSON.stringify({
      participants: ['엄마', 'Ben'],
      threadName: 'Ben_7',
      messages: [
        {
          isUnsent: false,
          media: [{ uri: './media/1.mp4' }],
          reactions: [{ actor: '엄마', reaction: '❤' }],
          senderName: 'Ben',
          text: '',
          timestamp: 1666264700000,
          type: 'media',
        },
        { isUnsent: false, media: [], reactions: [], senderName: '엄마', text: 'Ã©', timestamp: 1666264600000, type: 'text' },
      ],
    }),
    paths: ['media/1.mp4'],
    fields: ['senderName', 'timestamp', 'text', 'media', 'isUnsent', 'reactions', 'type'],
    wrap: (messages) => JSON.stringify({ messages }),
  },
  {
    name: 'Instagram',
    format: instagram,
    variant: 'meta-json',
    file: 'message_1.json',
    text: JSON.stringify({
      messages: [{ ...META_MESSAGES[1], photos: [{ uri: 'your_instagram_activity/messages/inbox/x/photos/1.jpg' }] }, META_MESSAGES[2]],
      participants: [{ name: 'Ben' }],
      title: 'x',
    }),
    paths: [],
  },
  {
    name: 'Discord',
    format: discord,
    variant: 'exporter-json',
    file: 'general.json',
    text: JSON.stringify(
      {
        guild: { id: '1', name: 'Home' },
        channel: { id: '2', type: 'GuildTextChat', name: 'general' },
        exportedAt: '2024-02-01T00:00:00+09:00',
        messages: DISCORD_MESSAGES,
        messageCount: 3,
      },
      null,
      2,
    ),
    paths: ['discord.json_Files/y-1.ogg'],
    fields: [
      'id',
      'type',
      'timestamp',
      'timestampEdited',
      'content',
      'author',
      'attachments',
      'stickers',
      'reactions',
      'reference',
      'embeds',
      'forwardedMessage',
      '__proto__',
    ],
    wrap: (messages) => JSON.stringify({ messages }),
  },
  {
    name: 'Discord, table',
    format: discord,
    variant: 'exporter-csv',
    file: 'general.csv',
    text: 'AuthorID,Author,Date,Content,Attachments,Reactions\r\n"1","앨리스","2024-01-15T10:30:00+09:00","Hello ""you"",\r\n\r\n=1+1","",""\r\n"2","bob","2024-01-15T10:31:00+09:00","","https://cdn.example/x.png,y.ogg","👍 (3)"\r\n',
    paths: [],
  },
  {
    name: 'Discord, text',
    format: discord,
    variant: 'exporter-txt-en-US',
    file: 'general.txt',
    text: `${'='.repeat(62)}\nGuild: Home\nChannel: Text Channels / general\n${'='.repeat(62)}\n\n[1/15/2024 10:30 AM] Alice\nHello\n\n\n[1/15/2024 12:05 PM] bob (pinned)\n\n\n{Attachments}\nhttps://cdn.example/x.png\n\n\n${'='.repeat(62)}\nExported 2 message(s)\n${'='.repeat(62)}\n`,
    paths: [],
  },
]
