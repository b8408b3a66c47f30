// Digests for officers: made once a day for everybody who has something to read, and sent by the outbox like any other letter.
import { charterDigest, isEmptyDigest, type CharterDigest, type Digest } from '../domain/letters/digest.ts'
import { reach } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { atLocalTime, localDate, type Instant, type LocalDate } from '../domain/instant.ts'
import type { PersonId } from '../domain/ids.ts'
import { officeZone } from '../domain/officeZone.ts'
import type { Caller } from './actor.ts'
import { nothing } from './commit.ts'
import type { Desk } from './desk.ts'
import type { ClaimedEffect, Effect } from './effect.ts'
import type { DigestLetters, Post } from './letterPorts.ts'
import { refusedAccess } from './may.ts'
import type { PendingActs } from './pendingActs.ts'
import { detailsOf } from './peopleView.ts'
import type { Person } from './signInPorts.ts'
import type { Views } from './views.ts'

export type Digests = {
  /** Makes today's where the hour has come; answers how many. Another desk's, or an earlier start's, are not made again. */
  makeDue(now: Instant): Promise<number>
}
/** The outbox's name for a digest; its subject is the person. */
export const digestLetter = 'digest'

const chartersAPage = 100
const pendingAPage = 100
/** Over, or never begun: nobody has anything to do with them. */
const overStages: readonly Charter['stage'][] = ['refused', 'completed', 'cancelled']

type Known = Map<string, readonly CharterDigest[]>

export function createDigests(
  desk: Desk,
  views: Pick<Views, 'due'>,
  pendingActs: Pick<PendingActs, 'page'>,
  settings: {
    /** The hour of the day on the officers' clock; null: none are made. */
    readonly hour: number | null
    /** How many letters wait for a person who may see them. */
    readonly reviews: (caller: Caller) => Promise<number>
  },
): Digests {
  const { store, vault } = desk
  let made: LocalDate | null = null

  async function digestFor(caller: Caller, day: LocalDate, now: Instant, known: Known): Promise<Digest> {
    // Colleagues with the same reach read the same.
    const key = `${caller.role} ${caller.organisation} ${caller.charters?.join(' ') ?? '*'}`
    const charters = known.get(key) ?? (await chartersTold(caller, now))
    known.set(key, charters)
    const waiting = reach(caller.role, 'ViewPendingActs')
      ? (await pendingActs.page(caller, { after: null, limit: pendingAPage })).rows
      : []
    return {
      day,
      charters,
      confirmations: waiting.filter(({ mayConfirm, mayRefuse }) => mayConfirm || mayRefuse).length,
      reviews: await settings.reviews(caller),
    }
  }

  async function chartersTold(caller: Caller, now: Instant): Promise<readonly CharterDigest[]> {
    const charters: CharterDigest[] = []
    for (const charter of await chartersOf(caller)) {
      const told = await toldOf(charter, caller, now)
      if (told) charters.push(told)
    }
    return charters
  }

  /** Those on the board of this person that are not over, newest first. */
  async function chartersOf(caller: Caller): Promise<readonly Charter[]> {
    const how = reach(caller.role, 'ViewCharter')
    if (!how) return []
    const all: Charter[] = []
    for (let after: string | null = null; ;) {
      const page = await store.chartersPage({
        organiser: how === 'own' ? caller.organisation : null,
        ids: how === 'charter' ? caller.charters : null,
        after,
        limit: chartersAPage,
      })
      all.push(...page.rows.map(({ state }) => state).filter(({ stage }) => !overStages.includes(stage)))
      if (page.next === null) return all
      after = page.next
    }
  }

  async function toldOf(charter: Charter, caller: Caller, now: Instant): Promise<CharterDigest | null> {
    const may = (act: Parameters<typeof refusedAccess>[1]) => !refusedAccess(caller, act, charter)
    const journeys = (await store.journeysOf(charter.id)).map(({ state }) => state)
    const due = views.due(charter, journeys, now, (act) => reach(caller.role, act) !== null)
    const parked = may('DecideConflict') ? await store.parkedOf(charter.id) : []
    const beside = {
      conflicts: parked.filter(({ decidedAt }) => decidedAt === null).length,
      lettersFailed: may('ViewLetters') ? failedIn(await store.letterCounts(charter.id)) : 0,
    }
    return charterDigest(charter, may('ViewAlarms') ? journeys : [], due, beside, now)
  }

  /** Letters that reached nobody. */
  const failedIn = ({ bounced, givenUp }: Awaited<ReturnType<typeof store.letterCounts>>): number => bounced + givenUp

  /** A digest is worded from what stood in the desk when it was made, however often it is sent. */
  const letter = (person: Person, digest: Digest, now: Instant): Effect => ({
    id: `digest.${person.id}.${digest.day}`,
    kind: 'command',
    charter: null,
    subject: person.id,
    name: digestLetter,
    payload: { sealed: vault.sealOwn(JSON.stringify(digest)) },
    dueAt: now,
    createdAt: now,
  })

  return {
    makeDue: async (now) => {
      const day = localDate(now, officeZone)
      const { hour } = settings
      if (hour === null || made === day) return 0
      if (now < atLocalTime(day, `${String(hour).padStart(2, '0')}:00`, officeZone)) return 0
      const kinds = new Map((await store.organisations()).map(({ id, kind }) => [id, kind]))
      const known: Known = new Map()
      let count = 0
      for (const person of await store.peopleOf(null)) {
        const role = kinds.get(person.organisation)
        if (!role || !person.joinedAt || person.removedAt) continue
        const { id, organisation, charters } = person
        const caller: Caller = { role, organisation, token: id, person: id, charters, acts: null, fresh: false }
        const digest = await digestFor(caller, day, now, known)
        if (isEmptyDigest(digest)) continue
        const effects = [letter(person, digest, now)]
        // The day's own id: made before, by this desk or another, it is a conflict, and one letter.
        const answer = await store.commit({ ...nothing, effects, receipt: null })
        if (answer.outcome === 'committed') count++
      }
      made = day
      return count
    },
  }
}

/** Writes and sends one; answers what became of it. Throws where the mail server did not take it. */
export function createMailDigest(
  { store, vault }: Desk,
  letters: DigestLetters,
  post: Pick<Post, 'send'>,
  settings: { readonly from: string; readonly publicUrl: () => string },
) {
  return async (effect: ClaimedEffect): Promise<string> => {
    const person = await store.person(effect.subject as PersonId)
    if (!person || person.removedAt) return 'the person was removed'
    const { email, name, language } = detailsOf(vault, person)
    if (!email) return 'the person has no address'
    const letter = await letters.compose({
      id: effect.id,
      person: person.id,
      name,
      email,
      language,
      digest: JSON.parse(vault.openOwn(String(effect.payload['sealed']))) as Digest,
      publicUrl: settings.publicUrl(),
      now: effect.createdAt,
    })
    await post.send({ messageId: letter.messageId, from: settings.from, to: email, bytes: letter.bytes })
    return 'sent'
  }
}
