// The script that lets a table be walked by keys: a convenience on top of links that work by themselves.

/**
 * `j`/`k` and the arrows go from row to row, Enter opens the row's first link, `/` goes to the search, `?` tells them in
 * a dialog whose words the page brings. Never while somebody types, and never with another key held.
 */
export const tableKeysScript = `'use strict'
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  const at = event.target
  if (at instanceof Element && at.closest('input, select, textarea, [contenteditable], dialog')) return
  const table = document.querySelector('table[data-keys]')
  if (!table) return
  const rows = [...table.tBodies].flatMap((body) => [...body.rows])
  const here = rows.findIndex((row) => row.classList.contains('chosen'))
  const go = (place) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, place))]
    if (!row) return
    for (const each of rows) each.classList.toggle('chosen', each === row)
    row.tabIndex = -1
    row.focus({ preventScroll: true })
    row.scrollIntoView({ block: 'nearest' })
  }
  const inTable = at === document.body || (at instanceof Element && table.contains(at))
  switch (event.key) {
    case 'j':
      go(here + 1)
      break
    case 'k':
      go(here < 0 ? 0 : here - 1)
      break
    case 'ArrowDown':
      if (here < 0 || !inTable) return
      go(here + 1)
      break
    case 'ArrowUp':
      if (here < 0 || !inTable) return
      go(here - 1)
      break
    case 'Enter': {
      const link = at instanceof HTMLTableRowElement && at === rows[here] ? at.querySelector('a[href]') : null
      if (!link) return
      link.click()
      break
    }
    case '/': {
      const search = document.querySelector('input[type=search]')
      if (!search) return
      search.focus()
      break
    }
    case '?': {
      const told = document.getElementById('table-keys')
      if (!told) return
      told.showModal()
      break
    }
    default:
      return
  }
  event.preventDefault()
})
`
