/** Small worlds of many kinds, chosen by the seed alone: how many people and devices, how long they live, what goes wrong. */
import type { Shape } from './run-seed.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS

/** 2 to 4 people, 2 to 6 devices; clocks off by days in every third world, by years in every twelfth. */
export function smallWorld(seed: number, deeds = 40): Shape {
  const people = 2 + (seed % 3)
  return {
    people,
    doubles: Math.min(people, Math.floor(seed / 3) % 3),
    deeds,
    luck: {
      maxSkewMs: seed % 12 === 5 ? 10 * YEAR_MS : seed % 3 === 1 ? 3 * DAY_MS : 0,
      crashes: seed % 2 === 0,
      partitions: seed % 7 !== 0,
      chaos: seed % 4 !== 0,
    },
  }
}

/** The same with contacts who carry for each other; every third world has liars among them. Somebody has to be no member to carry: more people. */
export function carryingWorld(seed: number, deeds = 60): Shape {
  const world = smallWorld(seed, deeds)
  const people = 3 + (seed % 3)
  return { ...world, people, luck: { ...world.luck, maxSkewMs: 0, carriers: seed % 3 === 0 ? 'lying' : 'honest' } }
}

/** The same where devices move and people lie about where they are. */
export function movingWorld(seed: number, deeds = 40): Shape {
  const world = smallWorld(seed, deeds)
  return { ...world, luck: { ...world.luck, moves: true } }
}
