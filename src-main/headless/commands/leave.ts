/** `leave`: out of a room. */
import { defineCommand, NO_WORDS, ROOM_OPTION } from '../command.ts'
import { findRoom } from '../find.ts'

export const leave = defineCommand({
  options: { room: ROOM_OPTION },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    await session.ask('rooms.leave', { room })
    return { json: { room }, human: () => context.say({ en: 'You have left the room.', ko: '방에서 나왔어요.' }) }
  },
})
