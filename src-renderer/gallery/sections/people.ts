/** Who appears in the gallery. The ids are only there to choose colours. */
export const FACES = [
  { account: 'account-1', key: 'mum' },
  { account: 'account-2', key: 'dad' },
  { account: 'account-5', key: 'minjun' },
  { account: 'account-7', key: 'grandma' },
] as const
