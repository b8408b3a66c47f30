// Lists and the briefing over HTTP: as JSON where they are figures, and as files to take away.
import { z } from 'zod'
import type { Briefings } from '../application/briefings.ts'
import type { Desk } from '../application/desk.ts'
import type { Lists } from '../application/lists.ts'
import { seeCharter } from '../application/see.ts'
import type { ListFormat } from '../application/sheetPorts.ts'
import { shownTo } from '../domain/access/fields.ts'
import { CharterId } from '../domain/ids.ts'
import { Language } from '../domain/language.ts'
import { route, type Route } from './route.ts'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const
const formats = ['xlsx', 'csv'] as const
const byCharter = z.object({ charter: CharterId })
const inLanguage = z.strictObject({ language: Language.default('en') })

const file = (body: Buffer, format: ListFormat, name: string) => ({
  status: 200,
  body,
  type: types[format],
  filename: `${name}.${format}`,
})

export function listRoutes({ store }: Desk, lists: Lists, briefings: Briefings): readonly Route[] {
  return [
    ...formats.map((format) =>
      route({
        method: 'get',
        path: `/v1/board.${format}`,
        act: 'ViewCharter',
        room: 'charter',
        summary: `The charters that this token sees, with how far their people have come, as ${format}`,
        query: inLanguage,
        answers: { 200: types[format] },
        run: async ({ query: { language }, caller, now }) =>
          file(await lists.board({ caller, language, format, now }), format, 'charters'),
      }),
    ),
    ...(['people', 'due'] as const).flatMap((which) =>
      formats.map((format) =>
        route({
          method: 'get',
          path: `/v1/charters/:charter/${which}.${format}`,
          act: 'ViewCharter',
          room: 'charter',
          summary:
            which === 'people'
              ? `Everybody on the charter with what is missing and by when, each as the role may see them, as ${format}`
              : `What is due for the role, the nearest first, as ${format}`,
          params: byCharter,
          query: inLanguage,
          answers: { 200: types[format] },
          run: async ({ params, query: { language }, caller, now }) => {
            const seen = await seeCharter(store, caller, 'ViewCharter', params.charter)
            if ('refusal' in seen) return seen
            const charter = seen.held.state
            const { body, journeys } = await lists[which](charter, { caller, language, format, now })
            const looked = {
              what: 'peopleFile',
              charter: charter.id,
              journeys,
              fields: shownTo('peopleFile', caller.role),
            }
            const reply = file(body, format, `${which}-${charter.record.leg.flightNumber}`)
            return journeys.length ? { ...reply, looked } : reply
          },
        }),
      ),
    ),
    route({
      method: 'get',
      path: '/v1/charters/:charter/briefing',
      act: 'ViewBriefing',
      room: 'charter',
      summary: 'The figures that a newspaper would ask for, without a name, and the moment and the rules they rest on',
      params: byCharter,
      answers: { 200: 'Briefing' },
      run: async ({ params, caller, now }) => {
        const seen = await seeCharter(store, caller, 'ViewBriefing', params.charter)
        if ('refusal' in seen) return seen
        return { status: 200, body: await briefings.of(seen.held.state, now) }
      },
    }),
    route({
      method: 'get',
      path: '/v1/charters/:charter/briefing.csv',
      act: 'ViewBriefing',
      room: 'charter',
      summary: 'The same figures as csv, in words',
      params: byCharter,
      query: inLanguage,
      answers: { 200: 'text/csv' },
      run: async ({ params, query: { language }, caller, now }) => {
        const seen = await seeCharter(store, caller, 'ViewBriefing', params.charter)
        if ('refusal' in seen) return seen
        const briefing = await briefings.of(seen.held.state, now)
        const body = await lists.briefing(briefing, { language, format: 'csv' })
        return file(body, 'csv', `briefing-${briefing.leg.flightNumber}`)
      },
    }),
  ]
}
