/** Whether there is a process of that number: what one left behind that has gone may be taken away. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // Somebody else's process under that number: their folder then, too.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
