// Looks into the mailbox again and again, and says once that nobody hears, and once that somebody does.
import type { Collect } from '../application/collect.ts'
import type { Heartbeat } from '../domain/letters/heartbeat.ts'

export type MailWatch = {
  /** Reads what came. Throws where the mailbox does not answer. */
  look(): Promise<void>
  failed(error: unknown): void
}

export function createMailWatch(
  collect: Collect,
  state: () => Promise<Heartbeat | null>,
  /** A letter that came is answered at once, not at the next look. */
  answer: () => Promise<unknown>,
  say: { failed(error: unknown): void; silent(since: string | null): void; heard(): void },
): MailWatch {
  let hears = true
  return {
    look: async () => {
      const came = await collect.work()
      if (!hears) say.heard()
      hears = true
      if (came > 0) await answer()
    },
    failed: (error) => {
      say.failed(error)
      void state()
        .then((now) => {
          if (now?.state !== 'silent' || !hears) return
          hears = false
          say.silent(now.since)
        })
        .catch(() => {})
    },
  }
}
