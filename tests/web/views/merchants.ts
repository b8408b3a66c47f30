// Plausible views of the merchants’ own page.
import type { Language } from '../../../src/domain/language.ts'
import type { StatusView } from '../../../src/web/views.ts'
import { mission, observation, situationAt } from '../../words/situation.ts'
import { merchantFrame } from './frames.ts'

export const statusView = (
  where: Parameters<typeof situationAt>[0],
  language: Language,
  changes: Partial<StatusView> = {},
): StatusView => {
  const situation = situationAt(where)
  return {
    ...situation,
    frame: merchantFrame(language),
    name: '김민수',
    calendarHref: '/s/abc.ics',
    roundHref: '/s/abc/round.json',
    answerHref: '/s/abc',
    refused: [],
    own: null,
    lettersHref: '/s/abc/letters',
    writeTo: 'desk+r0123456789abcdefghjkmnpq@desk.example',
    zoneChoice: { action: '/s/abc', chosen: null, open: false },
    editions: [mission, ...(situation.observation ? [observation] : [])],
    ...changes,
  }
}
