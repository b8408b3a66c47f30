// Rooms by facility: how many are taken, and how many of them by this charter's people.
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'
import { Bar } from './funnel.tsx'
import type { RoomsView } from './views.ts'

export function Rooms({ rooms, language }: { rooms: readonly RoomsView[]; language: Language }) {
  const words = wordsIn(language)
  if (!rooms.length) return <p class="empty">{words('rooms.empty')}</p>
  return (
    <table class="table stack">
      <tbody>
        {rooms.map(({ facility, all, taken, ours, people }) => (
          <tr>
            <th scope="row">{facility}</th>
            <td>{words('rooms.counts', { taken, free: all - taken, ours, people })}</td>
            <td class="bar" aria-hidden="true">
              <Bar share={taken / Math.max(1, all)} inner={ours / Math.max(1, all)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
