/** The picture of a member, for the faces beside what he said. */
import type { AccountId } from '../../../shared/ids/index.ts'
import { useMember } from '../room/index.ts'
import { useFrame } from './context.ts'

export function useFace(account: AccountId): string | undefined {
  const { room } = useFrame()
  return useMember(room, account)?.picture
}
