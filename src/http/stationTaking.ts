// What was sent from a station's screen: one command, or a round in which each test stands for itself.
import { stationHref } from './stationAddress.ts'
import { placeOf } from './stationPlace.ts'
import { noCharter, stationScreen } from './stationScreen.ts'
import type { Refused, SentRound } from './stationTyped.ts'
import type { Answer, Envelope } from '../application/handle.ts'
import { refusedAccess } from '../application/may.ts'
import { seeCharter } from '../application/see.ts'
import { finding } from '../domain/decision.ts'
import { CharterId, charterOf, JourneyId } from '../domain/ids.ts'
import type { StationName } from '../web/stationLink.ts'
import { sendForm, textFields, type Fields } from './pageForm.ts'
import { fieldFindings } from './problem.ts'
import type { journeyForms } from './stationForms.ts'
import { commandOf, decides, isJourneyForm } from './stationForms.ts'
import { runCommandOf } from './stationRuns.ts'
import type { About } from './since.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

export async function taken(
  parts: PageParts,
  visit: Visit,
  station: StationName,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const { store } = parts.desk
  const parsed = CharterId.safeParse(id)
  const seen = parsed.success ? await seeCharter(store, visit.caller, 'ViewJourney', parsed.data) : null
  if (!seen || 'refusal' in seen) return noCharter
  const charter = seen.held.state
  const fields: Fields = {
    ...textFields(body),
    // Several boxes of one name.
    ...(body['passengers']
      ? {
          passengers: [body['passengers']]
            .flat()
            .filter((each) => typeof each === 'string')
            .join(' '),
        }
      : {}),
  }
  const act = fields['form'] ?? ''
  const about = fields['about'] ?? ''
  const self = stationHref(charter.id, station)
  const refuse = ({ findings, told = null }: Refused, code: number, round: SentRound | null = null) =>
    stationScreen(parts, visit, station, id, { act, about, fields, findings, told, round }, code)
  /** Where on the line somebody stands, they stay. */
  const kept = (name: string) => (fields[name] ? { [name]: fields[name] } : {})
  const back = (more: Readonly<Record<string, string>>): PageAnswer => ({
    to: `${self}?${new URLSearchParams({ ...kept('find'), ...kept('from'), done: act, ...more })}`,
  })
  const again = (sent: { readonly again: boolean }): Readonly<Record<string, string>> =>
    sent.again ? { again: '1' } : {}
  const send = (
    fields: Fields,
    decides: boolean,
    about: About | null,
    run: (envelope: Envelope) => Promise<Answer<unknown>>,
  ) => sendForm(parts, visit, { address: self, fields, decides, about }, run)

  if (act === 'round') return round()
  if (isJourneyForm(act)) {
    const answer = await one(act, about, fields)
    return 'findings' in answer ? refuse(answer, answer.status) : back({ about, ...again(answer) })
  }
  const ready = runCommandOf(parts, charter, act, fields)
  if (!ready) return noCharter
  if ('findings' in ready) return refuse(ready, 400)
  // Whoever may not do it learns nothing of what was done.
  const told = refusedAccess(visit.caller, ready.name, charter) ? null : ready.about
  const answer = await send(fields, false, told, ready.act)
  return 'findings' in answer ? refuse(answer, answer.status) : back(again(answer))

  async function one(type: keyof typeof journeyForms, journeyId: string, sent: Fields) {
    const journey = JourneyId.safeParse(journeyId)
    const held = journey.success && charterOf(journey.data) === charter.id ? await store.journey(journey.data) : null
    if (!journey.success || !held)
      return { findings: [finding('invalid', 'about: is nobody on this charter', { field: 'about' })], status: 400 }
    const command = commandOf(type, sent, placeOf(station, charter))
    if (!command.success) return { findings: fieldFindings(command.error), status: 400 }
    const may = !refusedAccess(visit.caller, type, charter, held.state)
    const about = may ? ({ kind: 'journey', id: journey.data } as const) : null
    return send(sent, decides(type), about, (envelope) => parts.journeys.act(envelope, journey.data, command.data))
  }

  /** Each of them is a test of its own: what is refused for one is recorded for the others. */
  async function round(): Promise<PageAnswer> {
    const { id: test = '' } = fields
    const ofOne = (name: string) => name.startsWith('result ') || name.startsWith('version ')
    const shared = Object.fromEntries(Object.entries(fields).filter(([name]) => !ofOne(name)))
    const refused = new Map<string, Refused & { readonly result: string }>()
    const rest = fields['rest'] === 'negative' ? 'negative' : ''
    const results = Object.entries(fields).flatMap(([name, own]) => {
      const result = own || rest
      return name.startsWith('result ') && result ? [[name, result] as const] : []
    })
    for (const [name, result] of results) {
      const journey = name.slice('result '.length)
      const version = fields[`version ${journey}`]
      const id = `${test}-${journey.split('-').at(-1) ?? ''}`
      const sent = { ...shared, about: journey, result, id, ...(version ? { version } : {}) }
      const answer = await one('RecordTest', journey, sent)
      if ('findings' in answer) refused.set(journey, { ...answer, result })
    }
    const sent = { taken: results.length - refused.size, refused }
    if (!results.length) return refuse({ findings: [] }, 400, sent)
    return refused.size ? refuse({ findings: [] }, 422, sent) : back({ count: String(results.length) })
  }
}
