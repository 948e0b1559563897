/** Conversations of any length, as the programs write them: ten years of a family, one message a minute. */
import { closeSync, openSync, writeSync } from 'node:fs'

const FROM_MS = Date.UTC(2016, 0, 1)
const MINUTE_MS = 60_000
const PEOPLE = 40

export function writeTelegram(path: string, records: number): void {
  written(path, '{"name":"가족","type":"private_group","id":1,"messages":[\n', '\n]}', records, (at, when) => {
    const text =
      at % 3 === 0 ? ['주소 ', { type: 'link', text: `https://example.org/${at}` }, ' 보세요'] : `그날의 ${at}번째 이야기예요. 저녁은요?`
    const seconds = Math.floor(when.getTime() / 1000)
    const from = at % PEOPLE
    const message = {
      ...{ id: at + 1, type: 'message', date: when.toISOString().slice(0, 19), date_unixtime: String(seconds) },
      ...{ from: `사람 ${from}`, from_id: `user${from}`, text, text_entities: [] },
      ...(at > 10 && at % 7 === 0 && { reply_to_message_id: at - 5 }),
    }
    return (at === 0 ? '' : ',\n') + JSON.stringify(message, undefined, 1)
  })
}

export function writeWhatsApp(path: string, records: number): void {
  written(path, '', '', records, (at, when) => {
    const [day = '', clock = ''] = when.toISOString().split('T')
    const [year, month, date] = day.split('-')
    return `${date}/${month}/${year}, ${clock.slice(0, 5)} - 사람 ${at % PEOPLE}: 그날의 ${at}번째 이야기예요. 저녁은요?\n`
  })
}

function written(path: string, head: string, tail: string, records: number, one: (at: number, when: Date) => string): void {
  const file = openSync(path, 'w')
  writeSync(file, head)
  let piece = ''
  for (let at = 0; at < records; at++) {
    piece += one(at, new Date(FROM_MS + at * MINUTE_MS))
    if (piece.length < 256 * 1024) continue
    writeSync(file, piece)
    piece = ''
  }
  writeSync(file, piece + tail)
  closeSync(file)
}
