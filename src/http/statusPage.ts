// The merchant's status page and its calendar: reached by a signed link, in their language, with nothing on it that they do not need.
import { answerName } from '../application/answers.ts'
import { openWords } from '../application/freeText.ts'
import { LostKey } from '../application/keyPorts.ts'
import { seatRoundOf, type SeatRoundShown } from '../application/seatReplay.ts'
import { standingOf } from '../application/standings.ts'
import type { Finding } from '../domain/decision.ts'
import { shownTo } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import { charterOf } from '../domain/ids.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import type { Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { planOf } from '../domain/policy/plan.ts'
import { ownLettersPage } from '../web/ownLettersPage.tsx'
import { statusPage } from '../web/statusPage.tsx'
import type { Frame, OwnLettersView, StatusView } from '../web/views.ts'
import type { CalendarAnswer, PageAnswer, PageParts } from './visit.ts'

/** The page of a link, in the language that somebody chose for it. */
export const statusHref = (token: string, language: Language | null): string =>
  `/status/${token}${language ? `?lang=${language}` : ''}`

export const missingLink = { missing: 'link' } as const

/** The clock that somebody chose, now or before, and whether they ask to choose. */
export type AskedZone = { readonly chosen: Zone | null; readonly open: boolean }
const nothingAsked: AskedZone = { chosen: null, open: false }
const lettersShown = 50

/** What they were sent, as it went out; an answer to a shared address may hold what is somebody else's, and is left out. */
export async function ownLettersAnswer(
  parts: PageParts,
  token: string,
  asked: Language | null,
  frame: (language: Language) => Frame,
): Promise<PageAnswer> {
  const shown = await shownBy(parts, token)
  if (!shown) return missingLink
  const { journey, charter } = shown.view
  const page = await parts.desk.store.lettersPage({
    charter: charter.id,
    journey: journey.id,
    state: 'sent',
    after: null,
    limit: lettersShown,
  })
  const letters: OwnLettersView['letters'][number][] = []
  for (const letter of page.rows) {
    if (letter.name === answerName || letter.sealed === '') continue
    const read = await parts.readLetter(letter)
    const { text } = await parts.parseLetter(Buffer.from(read.bytes, 'latin1'))
    letters.push({ subject: read.subject, at: letter.sentAt ?? letter.createdAt, text })
  }
  letters.sort((a, b) => (a.at < b.at ? 1 : -1))
  const language = asked ?? shown.language
  return {
    html: ownLettersPage({
      frame: frame(language),
      back: statusHref(token, asked),
      zone: charter.record.leg.from.zone,
      letters,
    }),
    looked: lookAt('ownLetters', journey.id, shownTo('ownLetters', 'merchant')),
  }
}

/** `frame` is given the merchant's own language where nobody asked for another; `refused` says why an answer was not taken. */
export async function statusAnswer(
  parts: PageParts,
  token: string,
  asked: Language | null,
  frame: (language: Language) => Frame,
  refused: readonly Finding[] = [],
  zone: AskedZone = nothingAsked,
): Promise<PageAnswer> {
  const shown = await shownBy(parts, token)
  if (!shown) return missingLink
  const language = asked ?? shown.language
  const calendarHref = `/status/${token}.ics?lang=${language}`
  const answerHref = statusHref(token, asked)
  const roundHref = `/status/${token}/round.json`
  return {
    html: statusPage({
      ...shown.view,
      ...{ frame: frame(language), calendarHref, answerHref, roundHref, refused },
      ownZone: zone.chosen ?? shown.view.ownZone ?? null,
      lettersHref: `/status/${token}/letters`,
      writeTo: await parts.writeTo(shown.view.journey.id),
      zoneChoice: { action: `/status/${token}`, chosen: zone.chosen, open: zone.open },
    }),
    looked: lookAt('statusPage', shown.view.journey.id, shownTo('statusPage', 'merchant')),
  }
}

/** The plan of the page as a file; the link that shows nothing gives none. */
export async function calendarAnswer(parts: PageParts, token: string, asked: Language | null): Promise<CalendarAnswer> {
  const shown = await shownBy(parts, token)
  if (!shown) return missingLink
  const calendar = parts.writeCalendar(shown.view, asked ?? shown.language)
  const looked = lookAt('calendar', shown.view.journey.id, shownTo('calendar', 'merchant'))
  return calendar ? { calendar, looked } : { missing: 'calendar' }
}

/** The round of the charter as it is published, for whoever holds a link on it: with `desk draw --file` anybody holds it again. */
export async function roundAnswer(
  { desk, links }: PageParts,
  token: string,
): Promise<{ readonly round: SeatRoundShown } | typeof missingLink> {
  const id = await links.read(token)
  return id ? { round: await seatRoundOf(desk.store, charterOf(id)) } : missingLink
}

/** What a live link shows, and its merchant's language; null for any other, and once the merchant was erased. */
async function shownBy(
  parts: PageParts,
  token: string,
): Promise<{
  readonly view: Omit<
    StatusView,
    'frame' | 'calendarHref' | 'answerHref' | 'roundHref' | 'refused' | 'lettersHref' | 'writeTo' | 'zoneChoice'
  >
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
      ownZone: zoneOf(parts, person.phone),
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

/** Where the telephone is at home; nobody says in which of several zones somebody is. */
function zoneOf({ countryOfPhone, zoneOfCountry }: PageParts, phone: string): Zone | null {
  const country = countryOfPhone(phone)
  return country === null ? null : zoneOfCountry(country)
}
