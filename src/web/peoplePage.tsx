// The people of an organisation: who signs in, and the form that invites somebody.
import { Language } from '../domain/language.ts'
import { shortMomentIn } from '../words/when.ts'
import { languageNames, wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { RefusedBox } from './refusedBox.tsx'
import type { PeopleView } from './signInViews.ts'

export function peoplePage(view: PeopleView): string {
  const { frame } = view
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('colleagues.title'),
    <>
      <h1>{words('colleagues.title')}</h1>
      <People view={view} />
      {view.organisations.length > 0 && <Invite view={view} />}
    </>,
  )
}

function People({ view: { frame, people } }: { view: PeopleView }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  const stateOf = ({ invitedAt, joinedAt, removedAt }: PeopleView['people'][number]): string =>
    removedAt
      ? words('colleagues.removed', { when: shortMomentIn(language, removedAt, zone) })
      : joinedAt
        ? words('colleagues.joined', { when: shortMomentIn(language, joinedAt, zone) })
        : words('colleagues.invited', { when: shortMomentIn(language, invitedAt, zone) })
  return (
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{words('colleagues.name')}</th>
          <th scope="col">{words('colleagues.organisation')}</th>
          <th scope="col">{words('colleagues.charters')}</th>
          <th scope="col">{words('colleagues.state')}</th>
          <th scope="col">{words('colleagues.remove')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr>
            <th scope="row">
              {person.name}
              <small class="other">{person.email ?? '–'}</small>
            </th>
            <td data-label={words('colleagues.organisation')}>{person.organisation}</td>
            <td data-label={words('colleagues.charters')}>
              {person.charters === null ? words('colleagues.every') : person.charters.join(' ') || '–'}
            </td>
            <td data-label={words('colleagues.state')}>{stateOf(person)}</td>
            <td data-label={words('colleagues.remove')}>
              {person.removable && (
                <form method="post" action={`/people/${person.id}/removal`}>
                  <button class="btn" type="submit">
                    {words('colleagues.remove')}
                  </button>
                </form>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Invite({ view: { frame, organisations, typed, sent, findings } }: { view: PeopleView }) {
  const words = wordsIn(frame.language)
  return (
    <form class="card card-body" method="post" action="/people">
      <h2>{words('colleagues.invite')}</h2>
      {sent && (
        <p class="good" role="status">
          {words('colleagues.sent')}
        </p>
      )}
      <RefusedBox findings={findings} frame={frame} />
      <label class="form-label" for="name">
        {words('colleagues.name')}
      </label>
      <input class="form-control" id="name" name="name" required maxLength={120} value={typed.name} />
      <label class="form-label" for="email">
        {words('signIn.email')}
      </label>
      <input class="form-control" id="email" name="email" type="email" required maxLength={254} value={typed.email} />
      <label class="form-label" for="language">
        {words('colleagues.language')}
      </label>
      <select class="form-select" id="language" name="language">
        {Language.options.map((language) => (
          <option value={language} selected={typed.language === language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
      <label class="form-label" for="organisation">
        {words('colleagues.organisation')}
      </label>
      <select class="form-select" id="organisation" name="organisation">
        {organisations.map(({ id, name }) => (
          <option value={id} selected={typed.organisation === id}>
            {name}
          </option>
        ))}
      </select>
      <label class="form-label" for="charters">
        {words('colleagues.charters')}
      </label>
      <p class="hint">{words('colleagues.chartersHint')}</p>
      <input class="form-control" id="charters" name="charters" maxLength={9_000} value={typed.charters} />
      <p>
        <button class="btn btn-primary" type="submit">
          {words('colleagues.send')}
        </button>
      </p>
    </form>
  )
}
