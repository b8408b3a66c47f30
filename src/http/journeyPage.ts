// The page of one person's journey, filled as the role may see it, and the forms by which it is acted on.
import type { Answer, Envelope } from '../application/handle.ts'
import { LostKey } from '../application/keyPorts.ts'
import { renewLink } from '../application/linkRenewal.ts'
import { reachOf, refusedAccess } from '../application/may.ts'
import { seeJourney } from '../application/see.ts'
import { shownTo, type Field } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import { reach, type Act } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { takesRegistrations } from '../domain/charter/stage.ts'
import { JourneyId, charterOf } from '../domain/ids.ts'
import { step } from '../domain/journey/chart.ts'
import { personalCommands } from '../domain/journey/commands.ts'
import type { JourneyEventType } from '../domain/journey/events.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { isFinal } from '../domain/journey/stage.ts'
import type { FormsView, TypedForm } from '../web/formViews.ts'
import { journeyPage } from '../web/journeyPage.tsx'
import type { JourneyLetter } from '../web/journeyViews.ts'
import { journeyHref, peopleHref } from './charterPeople.ts'
import { decisions } from './journeys.ts'
import { OutcomeForm } from './outcomeFields.ts'
import type { Forms } from './page.ts'
import { sendForm, textFields, textOf, type Fields, type NotTaken } from './pageForm.ts'
import { asksAbout } from './pendingActPages.ts'
import { fieldFindings } from './problem.ts'
import { unmaskingHref } from './unmaskingPages.ts'
import { liveFrame } from './live.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const lettersShown = 20
const missing = { missing: 'person' } as const

/** What an organiser may do for one of its people, and the fact that must be able to follow. */
const commands = {
  'code-application': 'CodeApplied',
  'seat-acceptance': 'OfferAccepted',
  'seat-decline': 'OfferDeclined',
  'seat-request': 'SeatRequested',
  withdrawal: 'Withdrawn',
  outcome: 'OutcomeTold',
} as const satisfies Readonly<Partial<Record<keyof typeof personalCommands, JourneyEventType>>>
type Name = keyof typeof commands
const isName = (name: string): name is Name => Object.hasOwn(commands, name)
const actOf = (name: Name): Act => personalCommands[name].shape.type.value

export const journeyForms: Forms = {
  field: 'form',
  acts: {
    ...Object.fromEntries((Object.keys(commands) as Name[]).map((name) => [name, actOf(name)])),
    'link-renewal': 'ViewStatusLink',
  },
}

function offered(charter: Charter, journey: Journey, { caller }: Visit): readonly string[] {
  const may = (act: Act) => !refusedAccess(caller, act, charter, journey)
  const { offer } = journey.dossier
  const fits = (name: Name): boolean => {
    switch (name) {
      case 'seat-acceptance':
      case 'seat-decline':
        return journey.stage === 'offered' && offer?.answer === 'open'
      case 'seat-request':
        return takesRegistrations(charter.stage) && (offer?.answer === 'declined' || offer?.answer === 'lapsed')
      case 'outcome':
        return !journey.dossier.traits.minor
      default:
        return true
    }
  }
  return [
    ...(Object.keys(commands) as Name[]).filter(
      (name) => may(actOf(name)) && step(journey.stage, commands[name]) !== null && fits(name),
    ),
    ...(may('ViewStatusLink') ? ['link-renewal'] : []),
  ]
}

export async function journeyAnswer(
  parts: PageParts,
  visit: Visit,
  id: string,
  typed: TypedForm | null = null,
): Promise<PageAnswer> {
  const { caller, query } = visit
  const { store, clock } = parts.desk
  const parsed = JourneyId.safeParse(id)
  const frame = parsed.success ? await liveFrame(parts, visit, charterOf(parsed.data)) : visit.frame
  const seen = parsed.success ? await seeJourney(store, caller, 'ViewJourney', parsed.data) : null
  if (!seen || 'refusal' in seen) return missing
  const { held } = seen
  const journey = held.state
  const charter = seen.charter.state
  const now = clock.now()
  const may = (act: Act) => !refusedAccess(caller, act, charter, journey)
  const shown = await parts.views.journey(held, caller.role, charter)
  const here = journeyHref(journey.id)
  const showsLink = query['link'] === 'show' && may('ViewStatusLink')
  const token = showsLink ? await parts.links.current(journey.id) : null
  const forms: FormsView = {
    action: here,
    nonce: parts.desk.chance.part(),
    version: journey.version,
    offered: offered(charter, journey, visit),
    typed,
  }
  const done = textOf(query, 'done')
  const { findings = [] } = shown.dossier
  const html = journeyPage({
    ...{ frame, now, charter, forms },
    back: may('ViewPlan') ? peopleHref(charter.id) : `/charters/${charter.id}`,
    person: shown.person,
    stage: journey.stage,
    dossier: shown.dossier,
    missing: isFinal(journey.stage) && journey.stage !== 'deferred' && journey.stage !== 'notTravelled' ? [] : findings,
    warnings: shown.warnings,
    plan: may('ViewPlan') ? parts.views.plan(charter, journey, now) : null,
    letters: may('ViewLetters') ? await lettersOf(parts, journey) : null,
    unreachable: await isUnreachable(parts, visit, journey),
    statusLink: token && `/status/${token}`,
    links: {
      statusLink: may('ViewStatusLink') && !showsLink ? `${here}?link=show` : null,
      details: may('ImportRoster') && takesRegistrations(charter.stage) ? `${here}/details` : null,
      unmask: reachOf(caller, 'UnmaskMerchant') ? unmaskingHref(journey.id) : null,
      copy: may('CopyMerchantData') ? `/v1/journeys/${journey.id}/copy` : null,
      print: may('PrintLetter') ? `${here}/last-letter` : null,
      letters: may('ViewLetters') ? `/charters/${charter.id}/letters` : null,
    },
    asks: asksAbout(charter, journey, caller),
    done: Object.hasOwn(journeyForms.acts, done) ? done : null,
  })
  const fields: readonly Field[] = [...shownTo('journey', caller.role), ...(token ? (['link'] as const) : [])]
  return { html, looked: lookAt('journeyPage', journey.id, fields) }
}

export async function journeyFormAnswer(
  parts: PageParts,
  visit: Visit,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const parsed = JourneyId.safeParse(id)
  const fields = textFields(body)
  const name = fields['form'] ?? ''
  const act = isName(name) ? actOf(name) : name === 'link-renewal' ? 'ViewStatusLink' : null
  if (!parsed.success || !act) return missing
  const seen = await seeJourney(parts.desk.store, visit.caller, act, parsed.data)
  if ('refusal' in seen) return missing
  const here = journeyHref(parsed.data)
  const refuse = async ({ status, ...why }: NotTaken): Promise<PageAnswer> => ({
    ...(await journeyAnswer(parts, visit, id, { form: name, fields, ...why })),
    status,
  })
  const send = (decides: boolean, run: (envelope: Envelope) => Promise<Answer<unknown>>) =>
    sendForm(parts, visit, { address: here, fields, decides, about: { kind: 'journey', id: parsed.data } }, run)
  if (!isName(name)) {
    const sent = await send(false, (envelope) => renewLink(parts.desk.store, parts.links, envelope, parsed.data))
    return 'findings' in sent ? refuse(sent) : { to: `${here}?link=show&done=${name}` }
  }
  const command = commandOf(name, fields)
  if (!command.success) return refuse({ findings: fieldFindings(command.error), status: 400 })
  const sent = await send(decisions.has(name), (envelope) => parts.journeys.act(envelope, parsed.data, command.data))
  return 'findings' in sent ? refuse(sent) : { to: `${here}?done=${name}` }
}

const commandOf = (name: Name, fields: Fields) =>
  name === 'outcome'
    ? OutcomeForm.safeParse(fields)
    : personalCommands[name].safeParse({
        type: actOf(name),
        ...(name === 'withdrawal' ? { reason: fields['reason'] ?? '' } : {}),
      })

async function lettersOf(parts: PageParts, journey: Journey): Promise<readonly JourneyLetter[]> {
  const page = await parts.desk.store.lettersPage({
    charter: journey.charter,
    journey: journey.id,
    after: null,
    limit: lettersShown,
  })
  return Promise.all(
    page.rows.map(async (letter) => ({
      href: `/letters/${letter.id}`,
      subject: await subjectOf(parts, letter),
      at: letter.sentAt ?? letter.createdAt,
      state: letter.state,
    })),
  )
}

async function subjectOf(parts: PageParts, letter: Parameters<PageParts['readLetter']>[0]): Promise<string> {
  try {
    return (await parts.readLetter(letter))?.subject ?? '…'
  } catch (error) {
    if (error instanceof LostKey) return '…'
    throw error
  }
}

async function isUnreachable({ desk }: PageParts, { caller }: Visit, journey: Journey): Promise<boolean> {
  if (!reachOf(caller, 'ReviewLetters')) return false
  const dead = await desk.store.deadAddresses(
    reach(caller.role, 'ReviewLetters') === 'any' ? null : caller.organisation,
  )
  return dead.some(({ journey: of }) => of === journey.id)
}
