// Registering merchants, one or a whole roster, in one commit: the person into the vault, the journey beside it, a seat where one is free.
import { takesRegistrations } from '../domain/charter/stage.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { finding, outOfSequence, type Finding } from '../domain/decision.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { enrolAll, type Enrolled, type Keeping } from './enrolment.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import type { Links } from './links.ts'
import { once } from './once.ts'
import { refusedAccess } from './may.ts'
import { sortEntries, type Entry, type EntryOutcome, type Sorting } from './sorting.ts'

/**
 * `clean` takes every row that can be taken, parks those in doubt and leaves the others out; `all` takes the roster as a
 * whole or not at all; `look` writes nothing.
 */
export type ImportMode = 'clean' | 'all' | 'look'

export type Registrations = {
  /** Who resembles somebody is refused and told whom, unless `otherPerson` says that they are two. */
  one(
    envelope: Envelope,
    charter: CharterId,
    entry: Omit<Entry, 'row'>,
    how?: { readonly otherPerson: boolean },
  ): Promise<Answer<Journey>>
  /** Each row is answered with what became of it and why; `unread` are rows that the reader did not let through. */
  all(
    envelope: Envelope,
    charter: CharterId,
    entries: readonly Entry[],
    mode: ImportMode,
    more?: { readonly unread?: readonly number[]; readonly progress?: (rows: number, of: number) => void },
  ): Promise<Answer<readonly EntryOutcome[]>>
}

export function createRegistrations(desk: Desk, links: Links): Registrations {
  const { store } = desk

  async function propose(
    envelope: Envelope,
    id: CharterId,
    entries: readonly Entry[],
    how: Pick<Sorting, 'nearDuplicates' | 'again'> & Keeping,
  ): Promise<Enrolled | Refusal> {
    const opened = await registering(desk, envelope, id)
    if ('outcome' in opened) return opened
    const sorting: Sorting = { ...opened, nearDuplicates: how.nearDuplicates, again: how.again }
    const sorted = await sortEntries(desk, entries, sorting)
    return enrolAll(desk, links, envelope, sorting, sorted, how)
  }

  return {
    one: (envelope, id, entry, { otherPerson } = { otherPerson: false }) =>
      handle<Journey>(store, async () => {
        const how = { nearDuplicates: !otherPerson, again: true, keep: false }
        const built = await propose(envelope, id, [{ ...entry, row: 1 }], how)
        if ('outcome' in built) return built
        const [outcome] = built.outcomes
        const [journey] = built.made
        if (!journey || outcome?.outcome !== 'created') return alreadyThere(outcome)
        return {
          outcome: 'proposed',
          commit: join(built.parts, receiptFor(envelope, 201, 'journey', journey.id)),
          value: journey,
        }
      }),

    all: (envelope, id, entries, mode, { unread = [], progress } = {}) =>
      handle<readonly EntryOutcome[]>(store, async () => {
        const barred = refusedAccess(envelope.caller, 'ImportRoster', (await store.charter(id))?.state ?? null)
        if (barred) return barred
        const built = await propose(envelope, id, entries, {
          nearDuplicates: true,
          again: false,
          keep: mode === 'clean',
          ...(progress ? { progress } : {}),
        })
        if ('outcome' in built) return built
        const { outcomes } = built
        const clean =
          !unread.length && outcomes.every(({ outcome }) => outcome !== 'rejected' && outcome !== 'conflict')
        if (mode === 'look' || (mode === 'all' && !clean))
          return { outcome: 'proposed', commit: join([]), value: outcomes }
        // What was answered, by row and rule: it names nobody, and the same file fills in the rest.
        const rows = [
          ...outcomes.map(({ row, journey, outcome }) => ({ row, journey, outcome })),
          ...unread.map((row) => ({ row, journey: null, outcome: 'rejected' })),
        ]
        const receipt = receiptFor(envelope, 200, 'roster', JSON.stringify({ charter: id, rows }))
        // A charter that is only held is no reason to write.
        const parts = built.parts.length > 1 || receipt ? built.parts : []
        return { outcome: 'proposed', commit: join(parts, receipt), value: outcomes }
      }),
  }
}

/** The charter as somebody may register on it, and for whom. */
export async function registering(
  { store }: Desk,
  envelope: Envelope,
  id: CharterId,
): Promise<Omit<Sorting, 'nearDuplicates' | 'again'> | Refusal> {
  const held = await store.charter(id)
  if (!held) return notFound(`charter ${id}`)
  const charter: Charter = held.state
  const barred = refusedAccess(envelope.caller, 'RegisterMerchant', charter)
  if (barred) return barred
  if (!takesRegistrations(charter.stage)) {
    return refused(
      outOfSequence(
        finding('registrationClosed', `The charter is ${charter.stage}: it takes no registrations now.`, {
          stage: charter.stage,
        }),
      ),
    )
  }
  // The operator's hand works for whoever runs the charter.
  const organisation = envelope.caller.organisation ?? (envelope.caller.role === 'desk' ? charter.organiser : null)
  if (!organisation) return { outcome: 'forbidden', act: 'RegisterMerchant' }
  return { charter, organisation, everybody: once(() => store.journeysOf(id)), parked: once(() => store.parkedOf(id)) }
}

function alreadyThere(outcome: EntryOutcome | undefined): Refusal {
  const { outcome: kind, journey = null, findings = [] } = outcome ?? {}
  if (kind === 'rejected') return refused({ outcome: 'rejected', reason: 'policy-unmet', findings })
  if (kind === 'conflict') return refused(outOfSequence(...findings.map((each) => whomItResembles(each, journey))))
  return refused(
    outOfSequence(
      finding(
        'alreadyRegistered',
        `This passport is registered on this charter already, as ${journey ?? 'another journey'}.`,
        { journey: journey ?? '' },
      ),
    ),
  )
}

/** The same doubt as a roster's, with whom it is about and what decides it. */
function whomItResembles(doubt: Finding, journey: JourneyId | null): Finding {
  const whom = journey ? `It is about ${journey}.` : 'They are not on this charter yet.'
  const two = doubt.code === 'sameDocument' ? '' : ' Two people are registered with otherPerson=true.'
  const one = 'One person with new facts is imported as the row of a roster, and decided there.'
  const message = [doubt.message, whom + two, one].join(' ')
  return { ...doubt, message, facts: { ...doubt.facts, journey: journey ?? '' } }
}
