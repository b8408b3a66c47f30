// Texts kept in order: how many lie below one, which come first, and all of several lists as one.

export type SortedKeys = {
  readonly size: number
  add(key: string): void
  remove(key: string): void
  /** How many sort before this text. */
  below(text: string): number
  from(place: number, count: number): readonly string[]
}

/** So many new keys are put in one by one; more are sorted together with the rest. */
const fewNew = 64

export function sortedKeys(): SortedKeys {
  let keys: string[] = []
  let fresh: string[] = []

  function settled(): string[] {
    if (fresh.length === 0) return keys
    if (fresh.length > fewNew) keys = keys.concat(fresh).sort(byCodeUnits)
    else for (const key of fresh) keys.splice(placeOf(keys, key), 0, key)
    fresh = []
    return keys
  }

  return {
    get size() {
      return keys.length + fresh.length
    },
    add: (key) => void fresh.push(key),
    remove(key) {
      const all = settled()
      const place = placeOf(all, key)
      if (all[place] === key) all.splice(place, 1)
    },
    below: (text) => placeOf(settled(), text),
    from: (place, count) => settled().slice(place, place + count),
  }
}

const byCodeUnits = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** Where the text stands or would stand. */
function placeOf(keys: readonly string[], text: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle]! < text) low = middle + 1
    else high = middle
  }
  return low
}

/** So many are taken from each list at a time: a page needs no more, and the whole lists are never put together. */
const atATime = 64

/** The keys of all lists in one order, taken only as far as somebody asks. */
export function* merged(lists: readonly SortedKeys[]): Generator<string, void, undefined> {
  const heads = lists.map((list) => ({ list, next: 0, page: list.from(0, atATime), at: 0 }))
  for (;;) {
    let least: (typeof heads)[number] | null = null
    for (const head of heads) {
      if (head.at === head.page.length && head.page.length === atATime) {
        head.next += atATime
        head.page = head.list.from(head.next, atATime)
        head.at = 0
      }
      const key = head.page[head.at]
      if (key !== undefined && (!least || key < least.page[least.at]!)) least = head
    }
    if (!least) return
    yield least.page[least.at]!
    least.at++
  }
}
