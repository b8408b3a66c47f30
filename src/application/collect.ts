// Letters out of the mailbox: each is kept before the cursor goes past it, and one that cannot be read is set aside.
import { withoutAddresses } from './serverWords.ts'
import type { Arrived, Mailbox, MailboxMark } from './incomingPorts.ts'
import type { Clock, Store } from './ports.ts'
import type { Receive } from './receive.ts'

export type Collect = {
  /** Reads to the end; answers how many came. Throws where the mailbox does not answer, after noting that. */
  work(): Promise<number>
}

/** Begun so often and never finished: the reading itself ended the process. */
const mostTries = 2

export function createCollect(
  store: Store,
  clock: Clock,
  mailbox: Pick<Mailbox, 'name' | 'read'>,
  { receive, setAside }: Receive,
  failed: (error: unknown) => void,
): Collect {
  const note = async (mark: MailboxMark): Promise<MailboxMark> => {
    const changes = [{ on: 'mailbox' as const, mailbox: mark }]
    await store.commit({ changes, events: [], effects: [], tallies: [], receipt: null })
    return mark
  }
  const empty: MailboxMark = {
    name: mailbox.name,
    uidValidity: '',
    lastUid: 0,
    seenAt: null,
    failingSince: null,
    words: null,
    tryingUid: null,
    tries: 0,
  }

  async function one(mark: MailboxMark, arrived: Arrived): Promise<MailboxMark> {
    const { uidValidity, uid } = arrived
    const again = mark.uidValidity === uidValidity && mark.tryingUid === uid
    const tries = again ? mark.tries + 1 : 1
    const trying = await note({ ...mark, uidValidity, lastUid: uid - 1, tryingUid: uid, tries })
    if (tries > mostTries) await setAside(arrived)
    else
      try {
        await receive(arrived)
      } catch (error) {
        failed(error)
        await setAside(arrived)
      }
    return note({ ...trying, lastUid: uid, tryingUid: null, tries: 0 })
  }

  return {
    async work() {
      let mark = (await store.mailbox(mailbox.name)) ?? empty
      let came = 0
      try {
        const end = await mailbox.read(mark.uidValidity ? mark : null, async (arrived) => {
          mark = await one(mark, arrived)
          came++
        })
        await note({ ...mark, ...end, seenAt: clock.now(), failingSince: null, words: null })
        return came
      } catch (error) {
        const words = withoutAddresses(error instanceof Error ? error.message : String(error))
        await note({ ...mark, failingSince: mark.failingSince ?? clock.now(), words }).catch(() => {})
        throw error
      }
    },
  }
}
