// desk serve: opens the desk and keeps it open until it is told to stop.
import { openDesk } from '../main.ts'
import { serveDesk } from '../serving.ts'
import { runningDesk } from '../notice.ts'
import { done, refusedInput, type Verb } from './verb.ts'

export const serve: Verb = {
  usage: 'serve',
  about: 'open the desk: HTTP, letters, wakes',
  run: async ({ config, say }) => {
    const other = await runningDesk(config)
    if (other)
      return refusedInput({ error: 'running', url: other.url }, [
        `A desk is running on this file already: ${other.url}`,
      ])
    const desk = await serveDesk(await openDesk(config))
    // Listened for before anybody can know that the desk is open.
    const told = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
      process.once('disconnect', () => resolve())
    })
    if (desk.mailboxLink) process.stderr.write(`Letters that were sent lie here: ${desk.mailboxLink}\n`)
    say(`The desk is open at ${desk.url}`)
    await told
    await desk.close()
    // An open channel to the parent would keep the process alive.
    if (process.connected) process.disconnect()
    return done({ closed: true }, ['The desk is closed.'])
  },
}
