/** A switch with computers and a person at each, in profiles that are gone afterwards. Asserts nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLan, type Host, type Lan, type LanOptions } from './netns.ts'
import { Person } from './person.ts'

export interface Inhabitant {
  readonly person: Person
  readonly host: Host
}

export interface Town {
  readonly lan: Lan
  readonly people: readonly Person[]
  /** Where their profiles are, and what a test puts beside them. */
  readonly folder: string
  host(person: Person): Host
  /** Kills everybody's programs and removes all. */
  close(): Promise<void>
}

/** No default route: the router is gone too. */
export function createTown(names: readonly string[], options: Omit<LanOptions, 'hosts'> = {}): Town {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-town-'))
  const lan = createLan({ ...options, hosts: names.length })
  const inhabitants = lan.hosts.map((host, index): Inhabitant => {
    const name = names[index] ?? host.name
    return { host, person: new Person(name, host, join(folder, `profile-${index}`)) }
  })
  return {
    lan,
    folder,
    people: inhabitants.map(({ person }) => person),
    host(person) {
      const found = inhabitants.find((each) => each.person === person)
      if (found === undefined) throw new Error(`${person.name} does not live here`)
      return found.host
    },
    async close() {
      await lan.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
