// The wrong cells of a sheet as a table: row, column, what stands there, and why it was not taken.
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'
import { Name } from './name.tsx'

export type SheetReason = {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly words: string
  /** What it means for the row, in words; not said where all mean the same. */
  readonly kind?: string
}

export function SheetReasons({ reasons, language }: { reasons: readonly SheetReason[]; language: Language }) {
  const words = wordsIn(language)
  return (
    <div class="table-responsive">
      <table class="stack table table-vcenter" data-keys="rows">
        <thead>
          <tr>
            <th scope="col">{words('demand.row')}</th>
            <th scope="col">{words('demand.column')}</th>
            <th scope="col">{words('demand.value')}</th>
            <th scope="col">{words('demand.why')}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ row, column, value, words: why, kind }) => (
            <tr>
              <th scope="row">
                {row}
                {kind && <small class="other">{kind}</small>}
              </th>
              <td data-label={words('demand.column')}>
                <Name text={column} />
              </td>
              <td data-label={words('demand.value')}>
                <Name text={value} />
              </td>
              <td data-label={words('demand.why')}>
                <Name text={why} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
