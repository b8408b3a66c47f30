// Given a mail server that refuses, falls silent and dies at random, when many letters are due, then each gets there, and is one letter.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDesk, type OpenDesk } from '../../src/main.ts'
import { serveDesk } from '../../src/serving.ts'
import { configOf, furnish, moment, type Furnished } from '../bench/furnished.ts'
import { handClock } from '../support/handClock.ts'
import { stormServer, type Fate } from '../support/stormServer.ts'

/** How many letters; `LETTERS=10000` runs the whole. */
const letters = Number(process.env['LETTERS'] ?? 200)
const seed = Number(process.env['SEED'] ?? 20_220_827)
/** Long enough for a machine at work, short enough to be run into a thousand times (ms). */
const silence = 1_200
const [stormyTurns, mostTurns] = [7, 12]

let furnished: Furnished
let server: Awaited<ReturnType<typeof stormServer>>
let open: OpenDesk
let served: Awaited<ReturnType<typeof serveDesk>>
const clock = handClock(moment)

beforeAll(async () => {
  furnished = await furnish(letters)
  server = await stormServer(seed)
  const timeouts = `greetingTimeout=${silence}&socketTimeout=${silence}&connectionTimeout=${silence}`
  const config = configOf({
    ...furnished.copy(),
    SMTP_URL: `smtp://127.0.0.1:${server.port}?ignoreTLS=true&${timeouts}`,
    MAIL_CONNECTIONS: '20',
  })
  open = await openDesk(config, { channel: clock.channel })
  served = await serveDesk(open)
}, 900_000)
afterAll(async () => {
  await served?.close()
  await server?.close()
  furnished?.remove()
})

it(`${letters} letters in a storm are each accepted at least once, and a second copy is the first to the byte`, async () => {
  const { store } = open.desk
  const counts = () => store.letterCounts(null)
  // Each turn of the clock is as long as the next wait, so that all that was deferred is tried again together.
  let waiting = letters
  for (let turn = 1; waiting > 0 && turn <= mostTurns; turn++) {
    // A storm ends: twelve refusals in a row are not chance any more, and then a letter is given up as it should be.
    if (turn > stormyTurns) server.calmDown()
    clock.set(new Date(Date.parse(clock.now()) + (2 ** turn + 1) * 60_000).toISOString())
    await server.up()
    await clock.work()
    const { queued, deferred } = await counts()
    waiting = queued + deferred
  }
  const stands = await counts()
  // As time goes by, some are reminded in a second letter.
  expect(stands.sent).toBeGreaterThanOrEqual(letters)
  expect(stands).toMatchObject({ queued: 0, deferred: 0, bounced: 0, givenUp: 0, aborted: 0, overtaken: 0 })

  const kept = new Map<string, string>()
  for (let after: string | null = null; ;) {
    const page = await store.lettersPage({ charter: null, journey: null, after, limit: 500 })
    for (const letter of page.rows) {
      const { bytes } = JSON.parse(await open.desk.vault.open(letter.merchant, letter.sealed)) as { bytes: string }
      kept.set(letter.messageId, bytes)
    }
    if (page.next === null) break
    after = page.next
  }
  expect(kept.size).toBe(stands.sent)
  // The link that invited somebody of the laboratory is no merchant's letter.
  for (const [id, [first]] of server.taken) if (first!.bytes.includes('@people.example')) server.taken.delete(id)
  // Each was taken, under its own Message-ID and no other, as it was kept, in each copy.
  expect([...server.taken.keys()].sort()).toEqual([...kept.keys()].sort())
  const different = [...server.taken].filter(([id, copies]) =>
    copies.some(({ bytes }) => bytes.trimEnd() !== kept.get(id)!.trimEnd()),
  )
  expect(different.map(([id]) => id)).toEqual([])
  // Whoever heard that it was taken never sent it again.
  const again = [...server.taken].filter(([, copies]) => copies.slice(0, -1).some(({ answered }) => answered))
  expect(again.map(([id]) => id)).toEqual([])
  const seconds = [...server.taken.values()].reduce((sum, copies) => sum + copies.length - 1, 0)
  const lost = of('hungUpAfterData') + of('silentAfterData') + of('died')
  expect(seconds).toBeGreaterThan(0)
  // A server that dies takes the answers of its other connections with it.
  expect(seconds).toBeLessThanOrEqual(lost + of('died') * 19)
  for (const fate of fates) expect(of(fate), fate).toBeGreaterThan(0)

  // Each is told once, whatever became of its copies.
  const told = new Map<unknown, number>()
  for (let after = 0; ;) {
    const lines = await store.journalPage(after, 1_000, null)
    for (const { type, data } of lines) {
      const { messageId } = data as { readonly messageId?: string }
      if (type === 'LetterSent') told.set(messageId, (told.get(messageId) ?? 0) + 1)
    }
    if (!lines.length) break
    after = lines.at(-1)!.sequence
  }
  expect([...told.values()].filter((times) => times !== 1)).toEqual([])
  expect(told.size).toBe(stands.sent)
  process.stderr.write(
    `storm: ${stands.sent} letters, ${seconds} second copies, ${lost} answers lost after DATA; ${JSON.stringify(Object.fromEntries(server.fates))}\n`,
  )
}, 1_800_000)

const of = (fate: Fate): number => server.fates.get(fate) ?? 0
const fates: readonly Fate[] = [
  'noGreeting',
  'refusedAtConnect',
  'refusedAtMail',
  'silentAtMail',
  'refusedAtRecipient',
  'hungUpInData',
  'refusedAfterData',
  'hungUpAfterData',
  'silentAfterData',
  'died',
]
