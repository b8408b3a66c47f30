// Trade figures over HTTP: entered by the office with their country and period, corrected version by version, and listed.
import { z } from 'zod'
import type { Trade } from '../application/trade.ts'
import type { StoredTrade } from '../application/tradePorts.ts'
import { Country } from '../domain/demand/country.ts'
import { TradeFigures, TradeKey } from '../domain/trade/figures.ts'
import { route, type Route } from './route.ts'

export const TradeBody = z.strictObject({ ...TradeKey.shape, ...TradeFigures.shape })
export const TradeCorrection = TradeBody.extend({ reason: z.string().trim().min(1, 'must say why').max(500) })
const ByCountry = z.strictObject({ country: Country.optional() })

/** The two halves of what is sent. */
export const splitTrade = ({ country, from, until, ...figures }: z.infer<typeof TradeBody>) => ({
  key: { country, from, until },
  figures,
})

/** Who entered it is told by their organisation and their number; of a token nothing more. */
export const tradeBody = ({ figures, by, ...entry }: StoredTrade) => ({
  ...entry,
  ...figures,
  by: { role: by.role, organisation: by.organisation, person: by.person },
})

export function tradeRoutes(trade: Trade): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/trade-figures',
      act: 'EnterTradeFigures',
      room: 'trade',
      summary: 'Enter what a source says of the trade with a country in a period of months; amounts are decimal text',
      body: TradeBody,
      answers: { 201: 'TradeFigures, version 1' },
      run: async ({ body, envelope }) => {
        const { key, figures } = splitTrade(body)
        const answer = await trade.enter(envelope, key, figures)
        return answer.outcome === 'done'
          ? { status: 201, body: tradeBody(answer.value), version: answer.value.version }
          : { refusal: answer }
      },
    }),
    route({
      method: 'post',
      path: '/v1/trade-figures/correction',
      act: 'EnterTradeFigures',
      room: 'trade',
      summary: 'Put other figures in the place of those that stand, with the reason; the earlier version is kept',
      body: TradeCorrection,
      precondition: true,
      answers: { 200: 'TradeFigures, the next version' },
      run: async ({ body: { reason, ...body }, envelope }) => {
        const { key, figures } = splitTrade(body)
        const answer = await trade.correct(envelope, key, figures, reason)
        return answer.outcome === 'done'
          ? { status: 200, body: tradeBody(answer.value), version: answer.value.version }
          : { refusal: answer }
      },
    }),
    route({
      method: 'get',
      path: '/v1/trade-figures',
      act: 'ViewTradeFigures',
      room: 'trade',
      summary: 'The figures that stand, of each country the latest period first',
      query: ByCountry,
      answers: { 200: 'a list of TradeFigures' },
      run: async ({ query }) => ({ status: 200, body: (await trade.standing(query.country ?? null)).map(tradeBody) }),
    }),
    route({
      method: 'get',
      path: '/v1/trade-figures/versions',
      act: 'ViewTradeFigures',
      room: 'trade',
      summary: 'Every version that was entered, narrowed by country and months; of each period the newest first',
      query: TradeKey.partial(),
      answers: { 200: 'a list of TradeFigures' },
      run: async ({ query }) => ({ status: 200, body: (await trade.versions(query)).map(tradeBody) }),
    }),
  ]
}
