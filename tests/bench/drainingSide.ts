// The desk of the bench that sends letters: as it is served, and it hands out what it sent, so that another sends the same.
import { openDesk } from '../../src/main.ts'
import { serveDesk } from '../../src/serving.ts'
import { configOf } from './furnished.ts'
import { openSideChannel } from './sideChannel.ts'

export type Letter = { readonly from: string; readonly to: string; readonly bytes: string }
export type DrainingOrder = { readonly handOut: true }
export type DrainingReply = { readonly letters?: readonly Letter[] }

const channel = openSideChannel()
const config = configOf(process.env)
const open = await openDesk(config)
const served = await serveDesk(open)
channel.closing(() => served.close())

let after: string | null = null
/** What was sent since the last time. */
async function handOut(): Promise<readonly Letter[]> {
  const letters: Letter[] = []
  for (;;) {
    const page = await open.desk.store.lettersPage({ charter: null, journey: null, after, limit: 500 })
    for (const letter of page.rows) {
      const { to, bytes } = JSON.parse(await open.desk.vault.open(letter.merchant, letter.sealed)) as Letter
      if (letter.state === 'sent') letters.push({ from: config.MAIL_FROM, to, bytes })
    }
    const last = page.rows.at(-1)
    if (last) after = `${last.createdAt} ${last.id}`
    if (page.next === null) return letters
  }
}

process.on('message', async (order: Partial<DrainingOrder>) => {
  if (order.handOut) process.send?.({ letters: await handOut() } satisfies DrainingReply)
})
