/**
 * npm passes a signal on to the shell it started, and that shell dies without passing it further. So whoever ends `npm start` would leave
 * the service behind, holding its profile. A process that finds itself with a new parent has lost that shell and asks itself to stop.
 */
const INTERVAL_MS = 250

export function stopWithParent(): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, INTERVAL_MS)
  timer.unref()
}
