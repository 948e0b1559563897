/**
 * Two channels joined inside one process: what one posts the other gets, a turn later and as JSON, so that nothing crosses by reference
 * that would not cross a wire. For a command that opens the profile itself.
 */
import type { RpcChannel } from './channel.ts'

interface End {
  readonly inbox: string[]
  handlers: Parameters<RpcChannel['listen']>[0] | undefined
  isClosed: boolean
  isScheduled: boolean
}

export function channelPair(): readonly [RpcChannel, RpcChannel] {
  const left = newEnd()
  const right = newEnd()
  return [channelOf(left, right), channelOf(right, left)]
}

function newEnd(): End {
  return { inbox: [], handlers: undefined, isClosed: false, isScheduled: false }
}

function channelOf(own: End, other: End): RpcChannel {
  return {
    post(frame) {
      if (own.isClosed) return
      other.inbox.push(JSON.stringify(frame))
      schedule(other)
    },
    listen(handlers) {
      own.handlers = handlers
      schedule(own)
    },
    close() {
      own.isClosed = true
      other.isClosed = true
      schedule(own)
      schedule(other)
    },
  }
}

function schedule(end: End): void {
  if (end.handlers === undefined || end.isScheduled) return
  end.isScheduled = true
  queueMicrotask(() => {
    end.isScheduled = false
    const { handlers } = end
    for (const frame of end.inbox.splice(0)) handlers?.frame(JSON.parse(frame))
    if (end.isClosed) {
      end.handlers = undefined
      handlers?.closed()
    }
  })
}
