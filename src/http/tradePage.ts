// The page of trade figures: what stands, one period's versions, and what its form sends, entered or corrected as over the API.
import { reachOf } from '../application/may.ts'
import type { StoredTrade } from '../application/tradePorts.ts'
import { Country } from '../domain/demand/country.ts'
import { TradeKey } from '../domain/trade/figures.ts'
import type { TypedForm } from '../web/formViews.ts'
import { tradePage } from '../web/tradePage.tsx'
import type { TradeRow } from '../web/tradeViews.ts'
import type { Forms } from './page.ts'
import { sendForm, textFields, type Fields, type NotTaken } from './pageForm.ts'
import { fieldFindings } from './problem.ts'
import { sinceView } from './since.ts'
import { splitTrade, TradeBody, TradeCorrection } from './trade.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const hidden = { missing: 'any' } as const
export const tradeForms: Forms = {
  field: 'form',
  acts: { entry: 'EnterTradeFigures', correction: 'EnterTradeFigures' },
}

const hrefOf = ({ country, from, until }: TradeKey): string =>
  `/trade?${new URLSearchParams({ country, from, until }).toString()}`

export const tradeAnswer = (parts: PageParts, visit: Visit): Promise<PageAnswer> =>
  shown(parts, visit, visit.query, null)

/** Taken, it leads to what now stands; refused, the page says why and keeps what was typed. */
export async function tradeFormAnswer(
  parts: PageParts,
  visit: Visit,
  sent: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const fields = textFields(sent)
  const corrects = fields['form'] === 'correction'
  const refuse = async ({ status, ...why }: NotTaken): Promise<PageAnswer> => ({
    ...(await shown(parts, visit, corrects ? fields : {}, { form: fields['form'] ?? '', fields, ...why })),
    status,
  })
  const body = (corrects ? TradeCorrection : TradeBody).safeParse(bodyOf(fields, corrects))
  if (!body.success) return refuse({ findings: fieldFindings(body.error), status: 400 })
  const { reason = '', ...rest } = body.data as typeof body.data & { readonly reason?: string }
  const { key, figures } = splitTrade(rest)
  const answer = await sendForm(
    parts,
    visit,
    { address: '/trade', fields, decides: corrects, about: null },
    (envelope) =>
      corrects ? parts.trade.correct(envelope, key, figures, reason) : parts.trade.enter(envelope, key, figures),
  )
  if (!('findings' in answer)) return { to: hrefOf(key) }
  const since = answer.status === 412 ? await correctedSince(parts, visit, key, Number(fields['version'])) : []
  return refuse(since.length ? { ...answer, findings: [], told: { since, sentBefore: false } } : answer)
}

/** Who corrected the figures since the version that the form shows. */
async function correctedSince({ desk, trade }: PageParts, { caller }: Visit, key: TradeKey, seen: number) {
  const later = (await trade.versions(key)).filter(({ version }) => version > seen)
  const facts = later.map(({ at, by }) => ({ at, actor: by, type: 'TradeFiguresCorrected' }))
  return sinceView(desk.store, caller, facts)
}

/** A field left empty says nothing. */
function bodyOf(fields: Fields, corrects: boolean): object {
  const said = (name: string): string | null => fields[name] || null
  const { country = '', from = '', until = '', currency = '', unit = '', sourceName = '', reason = '' } = fields
  return {
    ...{ country, from, until, currency, unit },
    exports: said('exports'),
    imports: said('imports'),
    exportGrowth: said('exportGrowth'),
    importGrowth: said('importGrowth'),
    source: { name: sourceName, address: said('sourceAddress') },
    ...(corrects ? { reason } : {}),
  }
}

async function shown(
  { desk, trade }: PageParts,
  { frame, caller }: Visit,
  asked: Readonly<Record<string, unknown>>,
  typed: TypedForm | null,
): Promise<{ readonly html: string } | typeof hidden> {
  if (!reachOf(caller, 'ViewTradeFigures')) return hidden
  const { country, from, until } = asked
  const key = TradeKey.safeParse({ country, from, until })
  const only = Country.safeParse(country)
  const names = new Map((await desk.store.organisations()).map(({ id, name }) => [id, name]))
  const rowOf = (entry: StoredTrade, href: string | null): TradeRow => {
    const { by, ...rest } = entry
    return { ...rest, by: (by.organisation && names.get(by.organisation)) ?? by.role, href }
  }
  const chosen = key.success ? (await trade.versions(key.data)).map((entry) => rowOf(entry, null)) : []
  const rows = await trade.standing(only.success ? only.data : null)
  const enters = reachOf(caller, 'EnterTradeFigures') !== null
  const html = tradePage({
    frame,
    country: only.success ? only.data : null,
    rows: rows.map((entry) => rowOf(entry, hrefOf(entry))),
    chosen: chosen.length ? chosen : null,
    forms: {
      action: '/trade',
      nonce: desk.chance.part(),
      version: chosen[0]?.version ?? 0,
      offered: enters ? [chosen.length ? 'correction' : 'entry'] : [],
      typed,
    },
  })
  return { html }
}
