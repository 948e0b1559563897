/** The picture of this conversation that is looked at, over the whole window. */
import { useCallback, useMemo } from 'react'
import { RoomViewer, viewablesOf } from '../viewer/index.ts'
import { useFeed, useFrame, useView } from './context.ts'
import type { ViewState } from './view-state.ts'

export function Viewed() {
  const viewed = useView((state) => state.viewed)
  return viewed === undefined ? null : <Looking shown={viewed} />
}

function Looking({ shown }: { readonly shown: NonNullable<ViewState['viewed']> }) {
  const { room, view } = useFrame()
  const messages = useFeed((state) => state.window.messages)
  const hasNewer = useFeed((state) => state.window.hasNewer)
  const seed = useMemo(() => viewablesOf(messages), [messages])
  const close = useCallback(() => view.setState({ viewed: undefined }), [view])
  const forward = (id: string) => {
    const message = messages.find((each) => each.id === id)
    if (message !== undefined) view.setState({ viewed: undefined, asked: { what: 'forward', messages: [message] } })
  }
  return (
    <RoomViewer
      room={room}
      shown={shown}
      seed={seed}
      hasNewer={hasNewer}
      onShow={({ message, index }) => view.setState({ viewed: { message, index } })}
      onClose={close}
      onForward={({ message }) => forward(message)}
    />
  )
}
