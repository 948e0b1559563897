/** Moves an address book in as a page does: in pieces, read, and committed. What did not work is thrown. */
import type { ImportBatch } from '../../shared/messenger/index.ts'
import type { House } from './houses/index.ts'

export interface Written {
  readonly name: string
  readonly phones?: readonly string[]
  readonly email?: string
  readonly org?: string
  readonly birthday?: string
  readonly note?: string
  readonly labels?: readonly string[]
}

/** A file as a phone writes it. */
export function vcardOf(people: readonly Written[]): string {
  return people
    .map(({ name, phones = [], email, org, birthday, note, labels }) =>
      [
        'BEGIN:VCARD',
        'VERSION:3.0',
        `FN:${name}`,
        `N:${name};;;;`,
        ...phones.map((phone) => `TEL;TYPE=CELL:${phone}`),
        ...(email === undefined ? [] : [`EMAIL;TYPE=HOME:${email}`]),
        ...(org === undefined ? [] : [`ORG:${org}`]),
        ...(birthday === undefined ? [] : [`BDAY:${birthday}`]),
        ...(note === undefined ? [] : [`NOTE:${note}`]),
        ...(labels === undefined ? [] : [`CATEGORIES:${labels.join(',')}`]),
        'END:VCARD',
        '',
      ].join('\r\n'),
    )
    .join('')
}

export async function moveIn(house: House, people: readonly Written[]): Promise<ImportBatch> {
  const { id } = await house.ask('imports.gather')
  const bytes = Buffer.from(vcardOf(people)).toString('base64')
  await house.ask('imports.give', { id, name: 'contacts.vcf', bytes, isFileOver: true })
  await house.ask('imports.read', { id })
  await house.until('the file is read', async () => (await house.ask('imports.look', { id })).phase === 'ready')
  await house.ask('imports.commit', { id, plan: { zone: 'Asia/Seoul', chats: [], contacts: true } })
  const batch = await house.until('the people are in', async () => {
    const { phase, batch: done } = await house.ask('imports.look', { id })
    return phase === 'done' ? done : undefined
  })
  await house.ask('imports.close', { id })
  return batch
}
