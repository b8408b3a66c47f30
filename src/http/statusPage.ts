// The merchant's status page and its calendar: reached by a signed link, in their language, with nothing on it that they do not need.
import { openWords } from '../application/freeText.ts'
import { LostKey } from '../application/keyPorts.ts'
import { seatRoundOf, type SeatRoundShown } from '../application/seatReplay.ts'
import { standingOf } from '../application/standings.ts'
import type { Finding } from '../domain/decision.ts'
import { shownTo } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import { charterOf } from '../domain/ids.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import type { Language } from '../domain/language.ts'
import { planOf } from '../domain/policy/plan.ts'
import { statusPage } from '../web/statusPage.tsx'
import type { Frame, StatusView } from '../web/views.ts'
import type { CalendarAnswer, PageAnswer, PageParts } from './visit.ts'

/** The page of a link, in the language that somebody chose for it. */
export const statusHref = (token: string, language: Language | null): string =>
  `/status/${token}${language ? `?lang=${language}` : ''}`

export const missingLink = { missing: 'This link is not valid, or was replaced by a newer one.' }

/** `frame` is given the merchant's own language where nobody asked for another; `refused` says why an answer was not taken. */
export async function statusAnswer(
  parts: PageParts,
  token: string,
  asked: Language | null,
  frame: (language: Language) => Frame,
  refused: readonly Finding[] = [],
): Promise<PageAnswer> {
  const shown = await shownBy(parts, token)
  if (!shown) return missingLink
  const language = asked ?? shown.language
  const calendarHref = `/status/${token}.ics?lang=${language}`
  const answerHref = statusHref(token, asked)
  const roundHref = `/status/${token}/round.json`
  return {
    html: statusPage({ ...shown.view, frame: frame(language), calendarHref, answerHref, roundHref, refused }),
    looked: lookAt('statusPage', shown.view.journey.id, shownTo('statusPage', 'merchant')),
  }
}

/** The plan of the page as a file; the link that shows nothing gives none. */
export async function calendarAnswer(parts: PageParts, token: string, asked: Language | null): Promise<CalendarAnswer> {
  const shown = await shownBy(parts, token)
  if (!shown) return missingLink
  const calendar = parts.writeCalendar(shown.view, asked ?? shown.language)
  const looked = lookAt('calendar', shown.view.journey.id, shownTo('calendar', 'merchant'))
  return calendar ? { calendar, looked } : { missing: 'There is nothing to enter into a calendar at present.' }
}

/** The round of the charter as it is published, for whoever holds a link on it: with `desk draw --file` anybody holds it again. */
export async function roundAnswer(
  { desk, links }: PageParts,
  token: string,
): Promise<{ readonly round: SeatRoundShown } | { readonly missing: string }> {
  const id = await links.read(token)
  return id ? { round: await seatRoundOf(desk.store, charterOf(id)) } : missingLink
}

/** What a live link shows, and its merchant's language; null for any other, and once the merchant was erased. */
async function shownBy(
  parts: PageParts,
  token: string,
): Promise<{
  readonly view: Omit<StatusView, 'frame' | 'calendarHref' | 'answerHref' | 'roundHref' | 'refused'>
  readonly language: Language
} | null> {
  const { store, vault, policies, clock } = parts.desk
  const id = await parts.links.read(token)
  if (!id) return null
  const [held, charter] = await Promise.all([store.journey(id), store.charter(charterOf(id))])
  const row = held ? await store.merchant(held.state.merchant) : null
  if (!held || !charter || !row) return null
  try {
    const journey = await openWords(vault, held.state, 'merchant', 'statusPage')
    const person = MerchantDetails.parse(JSON.parse(await vault.open(journey.merchant, row.sealed)))
    const policy = policies.policyFor(charter.state, journey.dossier)
    const stay = journey.dossier.stays.at(-1)
    const now = clock.now()
    const view = {
      journey,
      charter: charter.state,
      plan: planOf(policy, journey.dossier, now),
      mission: policy.mission,
      observation: policy.observation,
      facility: stay ? ((await store.facility(stay.facility))?.facility ?? null) : null,
      organiser: (await store.organisation(journey.organisation))?.name ?? null,
      reminderHours: policy.practice.reminderHours,
      now,
      name: person.nativeName || `${person.givenNames} ${person.surname}`.trim(),
      own: await standingOf(store, charter.state, journey),
      editions: [policy.mission, policy.observation].filter((edition) => edition !== null),
    }
    return { view, language: person.language }
  } catch (error) {
    if (error instanceof LostKey) return null
    throw error
  }
}
