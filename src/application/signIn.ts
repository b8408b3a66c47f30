// How somebody proves who they are: by a link from the mail, by a passkey, and by a second factor where an act asks for one.
import { Email } from '../domain/access/person.ts'
import {
  secondCodeWrong,
  emailTaken,
  enrolmentClosed,
  linkSpent,
  noEmail,
  passkeyRefused,
} from '../domain/access/refusals.ts'
import {
  freshFrom,
  isOver,
  linkMinutes,
  mayEnrol,
  oldestSession,
  questionEnds,
  sessionEnds,
} from '../domain/access/signIn.ts'
import type { PersonId, SessionId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import type { Recorded } from '../domain/recorded.ts'
import { join, nothing } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { handle, notFound, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import { tokenDigest } from './offices.ts'
import { linkPart } from './passLetters.ts'
import { detailsOf } from './peopleView.ts'
import { callerOf, type Sessions, type Whence } from './sessions.ts'
import type { Change } from './ports.ts'
import type { Codes, Factor, KeptPasskey, Passkeys } from './signInPorts.ts'

/** The text of a session's cookie. */
export type Entered = { readonly secret: string; readonly language: Language }
export type Asked = { readonly request: string; readonly now: Instant }
/** What a browser is asked, and the sealed question, which comes back with the answer. */
export type Question = { readonly options: unknown; readonly state: string }
export type FactorView = Pick<Factor, 'id' | 'kind' | 'label' | 'createdAt' | 'lastUsedAt'>
export type Proof = { readonly code: string } | { readonly state: string; readonly answer: unknown }

export type SignIn = {
  /** Sends a link where the address is somebody's; answers the same and does the same work where it is nobody's. */
  ask(email: string, asked: Asked): Promise<void>
  /** Whether a link is still good, and whether its person has yet to name an address. Changes nothing. */
  look(secret: string, now: Instant): Promise<{ readonly good: boolean; readonly needsEmail: boolean }>
  enter(secret: string, email: string | null, from: Whence, asked: Asked): Promise<Answer<Entered>>
  /** For anybody: which passkey answers is told by the answer. */
  question(now: Instant): Promise<Question>
  enterByPasskey(state: string, answer: unknown, from: Whence, asked: Asked): Promise<Answer<Entered>>

  factors(person: PersonId): Promise<readonly FactorView[]>
  /** For one of the person's own passkeys; null where there is none. */
  stepQuestion(person: PersonId, now: Instant): Promise<Question | null>
  step(envelope: Envelope, proof: Proof): Promise<Answer<Entered>>
  newCode(envelope: Envelope): Promise<{ readonly secret: string; readonly href: string; readonly state: string }>
  keepCode(envelope: Envelope, state: string, code: string): Promise<Answer<Entered>>
  newPasskey(envelope: Envelope): Promise<Question>
  keepPasskey(envelope: Envelope, state: string, answer: unknown, label: string): Promise<Answer<Entered>>
  removeFactor(envelope: Envelope, id: string): Promise<Answer<{ readonly id: string }>>
}

type Purpose = 'enter' | 'step' | 'register' | 'code'
type State = {
  readonly purpose: Purpose
  readonly challenge: string
  readonly person: PersonId | null
  readonly until: Instant
}
const mostLabel = 60

export function createSignIn(
  desk: Desk,
  sessions: Sessions,
  passkeys: Passkeys,
  codes: Codes,
  forget: () => void,
): SignIn {
  const { store, vault, chance } = desk
  const seal = (state: State): string => vault.sealOwn(JSON.stringify(state))

  /** The question as it was asked, where it still stands and nobody has answered it. */
  async function stateOf(text: string, purpose: Purpose, person: PersonId | null, now: Instant): Promise<State | null> {
    let state: State
    try {
      state = JSON.parse(vault.openOwn(text)) as State
    } catch {
      return null
    }
    const stands = state.purpose === purpose && state.person === person && !isOver(state.until, now)
    return stands && !(await store.pass(tokenDigest(state.challenge))) ? state : null
  }
  const spent = ({ challenge, person, until }: State): Change => ({
    on: 'pass',
    pass: { digest: tokenDigest(challenge), purpose: 'spent', person, expiresAt: until },
  })

  async function living(id: PersonId | null) {
    const person = id === null ? null : await store.person(id)
    const organisation = person && !person.removedAt ? await store.organisation(person.organisation) : null
    return person && organisation ? { person, organisation, details: detailsOf(vault, person) } : null
  }

  /** Opens a session and tells so in the record. */
  async function begin(
    { person, organisation, details }: NonNullable<Awaited<ReturnType<typeof living>>>,
    how: 'link' | 'passkey',
    from: Whence,
    { request, now }: Asked,
    email: string | null,
    changes: readonly Change[],
  ) {
    const {
      session,
      secret,
      changes: opening,
    } = sessions.opening(person.id, from, how === 'passkey' ? freshFrom(now) : null, now)
    const caller = callerOf(person, organisation.kind, session, now)
    const named = email === null ? {} : { email: vault.blind('person', email) }
    const sealed = email === null ? {} : { sealed: vault.sealOwn(JSON.stringify({ ...details, email })) }
    const joined: Change[] =
      person.joinedAt && email === null
        ? []
        : [
            {
              on: 'person',
              expect: person.version,
              person: { ...person, ...named, ...sealed, joinedAt: person.joinedAt ?? now },
            },
          ]
    const event: Recorded = { type: 'SignedIn', by: how, session: session.id }
    const envelope: Envelope = { caller, request, now, idempotency: null, ifMatch: null }
    const entry = await deskEntry(store, envelope, person.id, event, [...changes, ...joined, ...opening])
    const value: Entered = { secret, language: details.language }
    return { outcome: 'proposed' as const, commit: join([entry]), value }
  }

  /** The caller's own session, and what they have beside it. */
  async function own({ caller }: Envelope) {
    const session = caller.person && (await store.sessionById(caller.token as SessionId))
    const found = session && session.person === caller.person ? await living(session.person) : null
    return session && found ? { session, ...found, factors: await store.factorsOf(session.person) } : null
  }
  type Own = NonNullable<Awaited<ReturnType<typeof own>>>

  /** Something that a person does with the session that they are in, which then has a new text and is fresh. */
  async function renewed(
    envelope: Envelope,
    act: (own: Own) => Promise<{ readonly changes: readonly Change[]; readonly event: Recorded } | Refusal>,
  ): Promise<Answer<Entered>> {
    const answer = await handle<Entered>(store, async () => {
      const found = await own(envelope)
      if (!found || isOver(sessionEnds(found.session), envelope.now)) return notFound('session')
      const wanted = await act(found)
      if ('outcome' in wanted) return wanted
      const { secret, changes } = sessions.renewing(found.session, freshFrom(envelope.now))
      const entry = await deskEntry(store, envelope, found.person.id, wanted.event, [...wanted.changes, ...changes])
      return { outcome: 'proposed', commit: join([entry]), value: { secret, language: found.details.language } }
    })
    forget()
    return answer
  }

  const passkeyOf = ({ sealed }: Factor): KeptPasskey => JSON.parse(vault.openOwn(sealed)) as KeptPasskey
  async function answeredBy(factor: Factor, state: State, answer: unknown, now: Instant): Promise<Change[] | null> {
    const counter = await passkeys.answered(state.challenge, answer, factor.id, {
      ...passkeyOf(factor),
      counter: factor.counter,
    })
    if (counter === null) return null
    return [spent(state), { on: 'factorUsed', id: factor.id, before: factor.counter, counter, at: now }]
  }
  /** The code generator whose code this is, and which step; a step is good once. */
  const generatorOf = (factors: readonly Factor[], code: string) => {
    for (const factor of factors.filter(({ kind }) => kind === 'code')) {
      const counter = codes.check(vault.openOwn(factor.sealed), code)
      if (counter !== null && counter > factor.counter) return { factor, counter }
    }
    return null
  }
  const enrolling = ({ session, factors }: Own, now: Instant): Refusal | null =>
    mayEnrol(session, factors.length > 0, now) ? null : refused(enrolmentClosed())

  return {
    ask: async (text, { now }) => {
      const email = Email.safeParse(text)
      const person = await store.personByEmail(vault.blind('person', email.success ? email.data : text))
      const secret = chance.secret()
      const sweep: Change = { on: 'swept', at: now, sessionsBefore: oldestSession(now) }
      const link = { secret, invitation: false, minutes: linkMinutes }
      const nobody = { digest: tokenDigest(secret), purpose: 'spent' as const, person: null, expiresAt: now }
      const part = person
        ? linkPart(desk, person, link, now)
        : { ...nothing, changes: [{ on: 'pass', pass: nobody } satisfies Change] }
      await store.commit(join([{ ...nothing, changes: [sweep] }, part]))
    },

    look: async (secret, now) => {
      const pass = await store.pass(tokenDigest(secret))
      const found = pass?.purpose === 'link' && !isOver(pass.expiresAt, now) ? await living(pass.person) : null
      return { good: found !== null, needsEmail: found?.details.email === null }
    },

    enter: (secret, typed, from, asked) =>
      handle<Entered>(store, async () => {
        const digest = tokenDigest(secret)
        const pass = await store.pass(digest)
        const found = pass?.purpose === 'link' && !isOver(pass.expiresAt, asked.now) ? await living(pass.person) : null
        if (!found) return refused(linkSpent())
        let email: string | null = null
        if (found.details.email === null) {
          const named = Email.safeParse(typed ?? '')
          if (!named.success) return refused(noEmail())
          if (await store.personByEmail(vault.blind('person', named.data))) return refused(emailTaken())
          email = named.data
        }
        return begin(found, 'link', from, asked, email, [
          { on: 'passTaken', digest },
          { on: 'passesDropped', person: found.person.id },
        ])
      }),

    question: async (now) => {
      const { options, challenge } = await passkeys.toSignIn(null)
      return { options, state: seal({ purpose: 'enter', challenge, person: null, until: questionEnds(now) }) }
    },

    enterByPasskey: (text, answer, from, asked) =>
      handle<Entered>(store, async () => {
        const state = await stateOf(text, 'enter', null, asked.now)
        const id = passkeys.named(answer)
        const factor = state && id ? await store.factor(id) : null
        const found = factor?.kind === 'passkey' ? await living(factor.person) : null
        const changes = state && factor && found ? await answeredBy(factor, state, answer, asked.now) : null
        if (!changes || !found) return refused(passkeyRefused())
        return begin(found, 'passkey', from, asked, null, changes)
      }),

    factors: async (person) =>
      (await store.factorsOf(person)).map(({ id, kind, label, createdAt, lastUsedAt }) => ({
        id,
        kind,
        label,
        createdAt,
        lastUsedAt,
      })),

    stepQuestion: async (person, now) => {
      const known = (await store.factorsOf(person)).filter(({ kind }) => kind === 'passkey')
      if (!known.length) return null
      const { options, challenge } = await passkeys.toSignIn(known.map(({ id }) => id))
      return { options, state: seal({ purpose: 'step', challenge, person, until: questionEnds(now) }) }
    },

    step: (envelope, proof) =>
      renewed(envelope, async ({ person, factors }) => {
        const event: Recorded = { type: 'SecondFactorShown', session: envelope.caller.token }
        if ('code' in proof) {
          const found = generatorOf(factors, proof.code)
          if (!found) return refused(secondCodeWrong())
          const { factor, counter } = found
          const used: Change = { on: 'factorUsed', id: factor.id, before: factor.counter, counter, at: envelope.now }
          return { event, changes: [used] }
        }
        const state = await stateOf(proof.state, 'step', person.id, envelope.now)
        const factor = factors.find(({ id, kind }) => kind === 'passkey' && id === passkeys.named(proof.answer))
        const changes = state && factor ? await answeredBy(factor, state, proof.answer, envelope.now) : null
        return changes ? { event, changes } : refused(passkeyRefused())
      }),

    newCode: async ({ caller, now }) => {
      const found = await living(caller.person)
      const { secret, href } = codes.fresh(found?.details.email ?? found?.details.name ?? 'desk')
      const until = questionEnds(now)
      return { secret, href, state: seal({ purpose: 'code', challenge: secret, person: caller.person, until }) }
    },

    keepCode: (envelope, text, code) =>
      renewed(envelope, async (found) => {
        const closed = enrolling(found, envelope.now)
        if (closed) return closed
        const state = await stateOf(text, 'code', found.person.id, envelope.now)
        const counter = state ? codes.check(state.challenge, code) : null
        if (!state || counter === null) return refused(secondCodeWrong())
        const factor: Factor = {
          id: `F${chance.part()}`,
          person: found.person.id,
          kind: 'code',
          sealed: vault.sealOwn(state.challenge),
          counter,
          label: '',
          createdAt: envelope.now,
          lastUsedAt: null,
        }
        return { event: added('code', factor.id), changes: [spent(state), { on: 'factor', factor }] }
      }),

    newPasskey: async ({ caller, now }) => {
      const found = await living(caller.person)
      const id = caller.person as PersonId
      const known = (await store.factorsOf(id)).filter(({ kind }) => kind === 'passkey').map((each) => each.id)
      const name = found?.details.email ?? found?.details.name ?? id
      const { options, challenge } = await passkeys.toRegister({ id, name, known })
      return { options, state: seal({ purpose: 'register', challenge, person: id, until: questionEnds(now) }) }
    },

    keepPasskey: (envelope, text, answer, label) =>
      renewed(envelope, async (found) => {
        const closed = enrolling(found, envelope.now)
        if (closed) return closed
        const state = await stateOf(text, 'register', found.person.id, envelope.now)
        const kept = state && (await passkeys.registered(state.challenge, answer))
        if (!state || !kept || (await store.factor(kept.id))) return refused(passkeyRefused())
        const factor: Factor = {
          id: kept.id,
          person: found.person.id,
          kind: 'passkey',
          sealed: vault.sealOwn(JSON.stringify(kept.passkey)),
          counter: kept.passkey.counter,
          label: label.trim().slice(0, mostLabel),
          createdAt: envelope.now,
          lastUsedAt: null,
        }
        return { event: added('passkey', factor.id), changes: [spent(state), { on: 'factor', factor }] }
      }),

    removeFactor: async (envelope, id) => {
      if (!envelope.caller.fresh) return { outcome: 'notFresh', act: 'RemoveFactor' }
      return handle<{ id: string }>(store, async () => {
        const found = await own(envelope)
        if (!found?.factors.some((factor) => factor.id === id)) return notFound(`factor ${id}`)
        const person = found.person.id
        const event: Recorded = { type: 'SecondFactorRemoved', factor: tokenDigest(id) }
        const entry = await deskEntry(store, envelope, person, event, [{ on: 'factorRemoved', id, person }])
        return { outcome: 'proposed', commit: join([entry]), value: { id } }
      })
    },
  }
}

const added = (kind: Factor['kind'], id: string): Recorded => ({
  type: 'SecondFactorAdded',
  kind,
  factor: tokenDigest(id),
})
