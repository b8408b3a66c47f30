// The flight: the gate boards in the order of the manifest, the carrier counts, the aircraft moves, the port receives.
import { together } from './office.ts'
import { command, journeyOf, must, officeOf, type Play } from './play.ts'

export function planFlight(play: Play): void {
  const { scenario, timetable } = play
  const carrier = () => officeOf(play, 'carrier')
  const crew = () => officeOf(play, 'transferCrew')
  const { gate, flight, arrival } = scenario
  let counted = 0

  timetable.add(gate.opensAt, 'gate', async () => {
    const { entries } = await carrier().get<{ entries: readonly { journey: string }[] }>(
      `/v1/charters/${play.charter}/manifest`,
    )
    const absent = new Set(gate.absent.map((who) => play.journeys.get(who)))
    const coming = entries.filter(({ journey }) => !absent.has(journey))
    const opens = Date.parse(gate.opensAt)
    const lasts = Date.parse(gate.doorsCloseAt) - opens
    // A queue: each steps to the counter in turn, somebody every few seconds, minute by minute.
    const byMinute = new Map<number, string[]>()
    for (const [i, { journey }] of coming.entries()) {
      const minute = Math.floor((i * lasts) / coming.length / 60_000)
      byMinute.set(minute, [...(byMinute.get(minute) ?? []), journey])
    }
    for (const [minute, journeys] of byMinute) {
      timetable.add(new Date(opens + minute * 60_000).toISOString(), 'boarding', () =>
        together(journeys, async (journey) => {
          const answer = await command(play, carrier(), `/v1/journeys/${journey}/boarding`, {})
          if (answer.status === 200) counted++
          else if (answer.status === 422) {
            const { detail } = answer.body as { readonly detail?: string }
            await command(
              play,
              carrier(),
              `/v1/journeys/${journey}/boarding-denial`,
              { reason: detail ?? 'refused at the gate' },
              { ifMatch: '*' },
            )
          }
        }),
      )
    }
  })

  timetable.add(gate.doorsCloseAt, 'doors', () =>
    together(gate.absent, (who) => command(play, carrier(), `/v1/journeys/${journeyOf(play, who)}/no-show`, {})),
  )

  timetable.add(flight.takesOffAt, 'take-off', async () => {
    await must(play, carrier(), `/v1/charters/${play.charter}/departure`, {
      handover: { count: counted, givenBy: 'gate', takenBy: 'cabin crew' },
    })
  })
  timetable.add(flight.landsAt, 'landing', async () => {
    await must(play, carrier(), `/v1/charters/${play.charter}/landing`, {
      handover: { count: counted, givenBy: 'cabin crew', takenBy: 'port' },
    })
  })
  timetable.add(arrival.disembarkedAt, 'border', async () => {
    for (const { who, reason } of arrival.borderRefuses) {
      await command(play, crew(), `/v1/journeys/${journeyOf(play, who)}/entry-refusal`, { reason }, { ifMatch: '*' })
    }
    for (const { who } of arrival.feverish) {
      await command(play, crew(), `/v1/journeys/${journeyOf(play, who)}/medical-care`, {
        place: `designated hospital, ${scenario.charter.portCity}`,
        cause: 'fever',
      })
    }
  })
}
