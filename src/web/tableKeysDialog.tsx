// What the keys of a table do, in a dialog that a key opens; without the script it stays closed.
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'

export function TableKeysDialog({ language }: { language: Language }) {
  const words = wordsIn(language)
  const keys = [
    ['j / ↓', words('keys.down')],
    ['k / ↑', words('keys.up')],
    ['Enter', words('keys.open')],
    ['/', words('keys.search')],
    ['?', words('keys.help')],
  ] as const
  return (
    <>
      <p class="hint screen keysHint">{words('keys.hint')}</p>
      <dialog id="table-keys" aria-labelledby="table-keys-title">
        <h2 id="table-keys-title">{words('keys.title')}</h2>
        <dl class="terms">
          {keys.map(([key, does]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <button class="btn btn-primary" type="submit">
            {words('keys.close')}
          </button>
        </form>
      </dialog>
    </>
  )
}
