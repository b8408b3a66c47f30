// The desk that asks nobody who they are: everybody is the laboratory, without a look at what they send.
import { lookLine } from '../../src/application/journal.ts'
import type { Caller } from '../../src/application/actor.ts'
import { createApp } from '../../src/http/app.ts'
import { createIdempotency } from '../../src/http/idempotency.ts'
import { journeyRoutes } from '../../src/http/journeys.ts'
import { openDesk } from '../../src/main.ts'
import { configOf } from './furnished.ts'
import { openSideChannel } from './sideChannel.ts'

const channel = openSideChannel()
const open = await openDesk(configOf(process.env))
open.channel?.listen(
  async () => {},
  async () => null,
)
const { desk, journeys, registrations, views, links } = open
const laboratory = (await desk.store.tokens()).find(({ role }) => role === 'laboratory')!
const everybody: Caller = {
  role: laboratory.role,
  organisation: laboratory.organisation,
  token: laboratory.id,
  person: null,
  charters: laboratory.charters,
  acts: null,
  fresh: true,
}
channel.serve(
  createApp({
    routes: journeyRoutes(desk, journeys, registrations, views, links, () => ({ wrong: [] })),
    pages: [],
    identify: Object.assign(async () => everybody, { forget: () => {} }),
    postedFrom: () => 'own',
    https: false,
    known: () => everybody,
    pseudonym: () => '',
    refused: () => {},
    proxies: 0,
    idempotency: createIdempotency(desk.store),
    clock: desk.clock,
    chance: desk.chance,
    tell: (caller, request, look) => desk.journal.write(lookLine(caller, request, desk.clock.now(), look)),
    renderReceipt: async () => ({ status: 200, body: null }),
    failed: (_request, error) => void process.stderr.write(`${String(error)}\n`),
  }),
)
