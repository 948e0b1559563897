/** 0 for the one row of the feed that Tab reaches: the active one, else the newest. */
import { useView } from './context.ts'

export function useTabStop(key: string, isNewest: boolean): 0 | -1 {
  return useView(({ active }) => (active === undefined ? isNewest : active === key)) ? 0 : -1
}
