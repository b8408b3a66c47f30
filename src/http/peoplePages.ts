// The page of an organisation's people, or of everybody's for whoever administers.
import { reachOf } from '../application/may.ts'
import type { Finding } from '../domain/decision.ts'
import { PersonId } from '../domain/ids.ts'
import { Language } from '../domain/language.ts'
import { peoplePage } from '../web/peoplePage.tsx'
import type { Typed } from '../web/signInViews.ts'
import { envelopeOf } from './envelopes.ts'
import { InvitationBody } from './people.ts'
import { fieldFindings, refusedAs } from './problem.ts'
import { findingsOf, textOf } from './pageForm.ts'
import { stepUpAnswer } from './stepUpPages.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import type { Page } from './page.ts'
import type { Fields, Visits } from './visits.ts'

const page = '/people'
const noPerson = { missing: 'person' } as const

export function peoplePages({ signedIn, posted }: Visits, parts: PageParts): readonly Page[] {
  const { people, desk } = parts

  return [
    signedIn(page, 'ViewPeople', (visit) => shown(visit, emptyForm(visit), [], 200, visit.query['sent'] === 'yes')),
    posted(page, 'InvitePerson', async (visit, _id, fields) => {
      const typed = typedIn(fields)
      const { charters, ...rest } = typed
      const reached = charters.trim() === '*' ? null : charters.split(/[\s,]+/).filter(Boolean)
      const body = InvitationBody.safeParse({ ...rest, charters: reached })
      if (!body.success) return shown(visit, typed, fieldFindings(body.error), 400)
      const answer = await people.invite(envelopeOf(desk, visit.caller), body.data)
      if (answer.outcome === 'done') return { to: `${page}?sent=yes` }
      if (answer.outcome === 'notFresh') return stepUpAnswer(parts, visit, page)
      if (answer.outcome === 'answered') return shown(visit, typed, [], 409)
      const { findings, status } = refusedAs(answer)
      return shown(visit, typed, findings, status)
    }),
    posted('/people/:person/removal', 'RemovePerson', async (visit, id) => {
      const person = PersonId.safeParse(id)
      if (!person.success) return noPerson
      const answer = await people.remove(envelopeOf(desk, visit.caller), person.data)
      if (answer.outcome === 'done') return { to: page }
      if (answer.outcome === 'notFresh') return stepUpAnswer(parts, visit, page)
      if (answer.outcome === 'refused') return shown(visit, emptyForm(visit), findingsOf(answer), 422)
      return noPerson
    }),
  ]

  async function shown(
    { frame, caller }: Visit,
    typed: Typed,
    findings: readonly Finding[],
    status: number,
    sent = false,
  ): Promise<PageAnswer> {
    const listed = await people.list(caller, null)
    if (listed.outcome !== 'done') return { missing: 'role' }
    const all = await desk.store.organisations()
    const names = new Map(all.map(({ id, name }) => [id, name]))
    const how = reachOf(caller, 'InvitePerson')
    const mayRemove = how === 'any' || caller.person !== null
    const view = listed.value.map((person) => ({
      ...person,
      organisation: names.get(person.organisation) ?? person.organisation,
      removable: mayRemove && !person.removedAt && person.id !== caller.person,
    }))
    const organisations = how === 'any' ? all : all.filter(({ id }) => caller.person && id === caller.organisation)
    return { status, html: peoplePage({ frame, people: view, organisations, typed, sent, findings }) }
  }
}

const emptyForm = ({ frame, caller }: Visit): Typed => ({
  name: '',
  email: '',
  language: frame.language,
  organisation: caller.organisation ?? '',
  charters: '',
})

function typedIn(fields: Fields): Typed {
  const language = Language.safeParse(fields['language'])
  return {
    name: textOf(fields, 'name'),
    email: textOf(fields, 'email'),
    language: language.success ? language.data : 'en',
    organisation: textOf(fields, 'organisation'),
    charters: textOf(fields, 'charters'),
  }
}
