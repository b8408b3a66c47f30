// What does it cost to be known by a session: the desk against the same desk that asks nobody who they are.
import { compare, type Question } from './interleaved.ts'

/** Each batch reads so many journeys, each of them so often. */
const [journeys, times] = [1_000, 3]
const [warmUp, runs] = [2, 9]

export const signedInVsAnonymous: Question = {
  question: 'signed-in-vs-anonymous',
  target: 1.3,
  atMost: true,
  merchants: journeys,
  ask: async (furnished) => {
    const cookie = furnished.laboratoryCookie
    const answer = await compare(furnished, './deskSide.ts', './anonymousSide.ts', {
      warmUp,
      runs,
      batch: () =>
        Array.from({ length: times }, () =>
          furnished.journeys
            .slice(0, journeys)
            .map((journey) => ({ method: 'GET' as const, path: `/v1/journeys/${journey}`, token: '', cookie })),
        ).flat(),
    })
    // How often the anonymous desk answers while the signed-in one does once.
    const [least, most] = answer.spread
    return { ...answer, ratio: 1 / answer.ratio, spread: [1 / most, 1 / least] }
  },
}
