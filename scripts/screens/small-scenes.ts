/** Scenes without a story. */
import { Stage, type StageOptions } from '../../test/scenes/index.ts'
import type { Scene } from './screen.ts'

/** An account, and nobody else. */
export async function playAlone(options: Omit<StageOptions, 'start'>): Promise<Scene> {
  const stage = new Stage({ ...options, start: '2022-10-15 16:20' })
  const self = await stage.house({ ko: '김지우', en: 'Jiwoo' }, { ko: '지우 노트북', en: 'Jiwoo’s laptop' })
  return { stage, self }
}
