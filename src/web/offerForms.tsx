// The answer to an offered seat: two forms without script, the one that cannot be taken back behind a second step.
import { takesRegistrations } from '../domain/charter/stage.ts'
import type { Zone } from '../domain/instant.ts'
import { letGo } from '../domain/journey/offer.ts'
import type { OfferAnswer } from '../domain/journey/offerAnswer.ts'
import { isOfferOpen } from '../words/next.ts'
import { wordsIn } from '../words/words.ts'
import { Findings } from './findings.tsx'
import type { StatusView } from './views.ts'

export function OfferForms({ view }: { view: StatusView }) {
  const words = wordsIn(view.frame.language)
  const { offer, party } = view.journey.dossier
  if (!offer) return null
  const form = (answer: OfferAnswer | 'again', label: string, quiet: boolean) => (
    <form method="post" action={view.answerHref}>
      <input type="hidden" name="answer" value={answer} />
      <input type="hidden" name="offer" value={offer.at} />
      <button class={quiet ? 'btn' : 'btn btn-primary'} type="submit">
        {label}
      </button>
    </form>
  )
  if (letGo(view.journey) && takesRegistrations(view.charter.stage)) {
    return <div class="answer">{form('again', words('offer.again'), true)}</div>
  }
  if (!isOfferOpen(view)) return null
  return (
    <div class="answer">
      {party && <p>{words('offer.forParty')}</p>}
      {form('accepted', words('offer.accept'), false)}
      <details>
        <summary>{words('offer.decline')} …</summary>
        <p>{words('offer.declineMeans')}</p>
        {form('declined', words('offer.decline'), true)}
      </details>
    </div>
  )
}

/** Why an answer came to nothing; how things stand is told by the page below it. */
export function RefusedAnswer({ view, zone }: { view: StatusView; zone: Zone }) {
  const { language } = view.frame
  if (!view.refused.length) return null
  return (
    <div class="refused" role="alert">
      <p>{wordsIn(language)('offer.refused')}</p>
      <Findings findings={view.refused} language={language} zone={zone} discreet />
    </div>
  )
}
