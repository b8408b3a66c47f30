// The desk's own script, as text: one stream a screen that resumes where it was cut, sections swapped around what somebody is typing, forms sent once.

/** How a screen that listens paces itself (milliseconds). */
const pace = { apartMs: 700, graceMs: 1_500, firstWaitMs: 1_000, mostWaitMs: 30_000, tapGuardMs: 300 }

/**
 * The stream stands in the place of the EventSource that htmx's extension would open, so that it can begin again from the
 * last mark after any kind of loss, and rests while nobody looks at the screen. What was missed is told by the server at
 * once, so nothing is remembered here but a number.
 */
export const deskScript = `(() => {
  'use strict'
  const pace = ${JSON.stringify(pace)}
  const note = () => document.getElementById('connection')
  const word = (name) => (note() ? note().dataset[name] : '') || ''
  let shownAt = new Date()
  let lost = false
  let source = null

  function say(text) {
    const box = note()
    if (box && box.textContent !== text) box.textContent = text
  }
  function setLost(value) {
    if (lost === value) return
    lost = value
    document.documentElement.classList.toggle('offline', value)
    const at = shownAt.toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
    say(value ? word('lost').replace('%at%', at) : '')
  }

  class Stream extends EventTarget {
    constructor(address) {
      super()
      this.address = new URL(address, location.href)
      this.readyState = 0
      this.wait = pace.firstWaitMs
      this.ended = false
      source = this
      this.connect()
    }
    connect() {
      if (this.inner || this.ended || document.hidden) return
      clearTimeout(this.again)
      const inner = (this.inner = new EventSource(this.address))
      inner.onopen = () => {
        this.readyState = 1
        this.wait = pace.firstWaitMs
        clearTimeout(this.grace)
        setLost(false)
        if (this.onopen) this.onopen()
      }
      inner.addEventListener('changed', (event) => {
        this.address.searchParams.set('since', event.lastEventId)
        this.changed()
      })
      inner.addEventListener('ended', () => {
        this.ended = true
        this.disconnect()
        say(word('ended'))
      })
      inner.onerror = () => {
        this.readyState = 0
        this.miss()
        if (inner.readyState === EventSource.CLOSED) {
          this.disconnect()
          this.again = setTimeout(() => this.connect(), this.wait)
          this.wait = Math.min(this.wait * 2, pace.mostWaitMs)
        }
      }
    }
    /** A server that starts anew is back before anybody need know. */
    miss() {
      clearTimeout(this.grace)
      this.grace = setTimeout(() => setLost(true), navigator.onLine ? pace.graceMs : 0)
    }
    disconnect() {
      if (this.inner) this.inner.close()
      this.inner = null
    }
    /** The first at once, those that follow it together: none is dropped. */
    changed() {
      if (this.due) return
      const wait = Math.max(0, (this.next || 0) - performance.now())
      this.due = setTimeout(() => {
        this.due = 0
        this.next = performance.now() + pace.apartMs
        this.dispatchEvent(new Event('changed'))
      }, wait)
    }
    close() {
      this.ended = true
      this.readyState = 2
      this.disconnect()
    }
  }
  if (window.htmx) htmx.createEventSource = (address) => new Stream(address)

  addEventListener('offline', () => {
    if (!source) return setLost(true)
    source.disconnect()
    source.miss()
  })
  addEventListener('online', () => (source ? source.connect() : setLost(false)))
  document.addEventListener('visibilitychange', () => {
    if (!source) return
    if (!document.hidden) source.connect()
    else {
      clearTimeout(source.grace)
      source.disconnect()
    }
  })

  const fields = 'input:not([type=hidden]), select, textarea'
  function isTyped(field) {
    if (field.matches('[type=checkbox], [type=radio]')) return field.checked !== field.defaultChecked
    if (field.matches('select')) {
      const given = [...field.options].findIndex((each) => each.defaultSelected)
      return field.selectedIndex !== Math.max(0, given)
    }
    return field.value !== field.defaultValue
  }
  /** Somebody is at it: the cursor is in a field, something was typed or was refused, or the form is on its way. */
  const isUsed = (part) =>
    (part.contains(document.activeElement) && document.activeElement.matches(fields)) ||
    [...part.querySelectorAll(fields)].some(isTyped) ||
    part.querySelector('[aria-busy=true], form .refused') !== null

  const nameOf = (element) =>
    element.id || (element.closest('[id]') ? element.closest('[id]').id : '') + element.tagName + element.textContent.trim()
  const summaryOf = (details) => nameOf(details) && nameOf(details.querySelector('summary') || details)
  let focused = null
  let waiting = false
  let swapped = null
  /** What was tapped as the list moved was not meant. */
  document.addEventListener(
    'click',
    (event) => {
      const late = swapped && event.detail > 0 && performance.now() - swapped.at < pace.tapGuardMs
      if (!late || !event.target.closest('button, summary')) return
      const part = event.target.closest('[id^="live-"]')
      if (part && part.id === swapped.id) {
        event.preventDefault()
        event.stopPropagation()
      }
    },
    true,
  )

  document.addEventListener('htmx:oobBeforeSwap', (event) => {
    const part = event.detail.target
    if (isUsed(part)) {
      event.preventDefault()
      waiting = true
      if (!lost) offerNewer(part)
      return
    }
    const open = new Map([...part.querySelectorAll('details')].map((each) => [summaryOf(each), each.open]))
    for (const each of event.detail.fragment.querySelectorAll('details'))
      if (open.get(summaryOf(each))) each.open = true
    swapped = { id: part.id, at: performance.now() }
    focused = part.contains(document.activeElement) ? nameOf(document.activeElement) : null
  })
  document.addEventListener('htmx:oobAfterSwap', (event) => {
    const part = event.detail.target
    const id = part && part.id
    const now = (id && document.getElementById(id)) || part
    if (!focused || !now) return
    const again = [...now.querySelectorAll('a[href], button, summary, [tabindex]')].find((each) => nameOf(each) === focused)
    if (again) again.focus({ preventScroll: true })
    focused = null
  })
  function offerNewer(part) {
    if (part.querySelector('.newer') || !word('newer')) return
    const box = document.createElement('p')
    box.className = 'newer'
    box.setAttribute('role', 'status')
    box.append(word('newer') + ' ')
    const link = document.createElement('a')
    link.href = location.href
    link.textContent = word('show')
    box.append(link)
    part.prepend(box)
  }
  /** What was held back for somebody's sake comes once they have let go. */
  document.addEventListener('focusout', () =>
    setTimeout(() => {
      const held = waiting && [...document.querySelectorAll('.newer')].every((each) => !isUsed(each.parentElement))
      if (!held || !source) return
      waiting = false
      source.changed()
    }, 0),
  )
  /** Asked again it would be refused again. */
  const isRefused = (xhr) => xhr && xhr.status >= 400 && xhr.status < 500 && xhr.status !== 429
  const isLive = (event) => event.detail.elt && event.detail.elt.matches('[data-live]')
  document.addEventListener('htmx:afterRequest', (event) => {
    if (!isLive(event)) return
    if (event.detail.successful) shownAt = new Date()
    else if (source && !source.ended && !isRefused(event.detail.xhr)) {
      source.miss()
      setTimeout(() => {
        if (source.inner && source.readyState === 1) {
          clearTimeout(source.grace)
          source.changed()
        }
      }, pace.firstWaitMs)
    }
  })

  /** Sent once, however often it is pressed; what has no connection stays where it is. */
  const checked = new WeakSet()
  document.addEventListener('submit', (event) => {
    const form = event.target
    // A field of that name would stand in the place of form.method.
    if ((form.getAttribute('method') || '').toLowerCase() !== 'post' || event.defaultPrevented) return
    if (form.dataset.sending) return event.preventDefault()
    if ((lost || !navigator.onLine) && !checked.delete(form)) {
      event.preventDefault()
      return void check(form, event.submitter)
    }
    const said = form.querySelector('.unsent')
    if (said) said.remove()
    form.dataset.sending = 'yes'
    form.setAttribute('aria-busy', 'true')
    busy(form)
  })
  /** A lost stream is no proof that a form cannot go: the desk is asked first. */
  async function check(form, submitter) {
    const there = await fetch('/healthz', { cache: 'no-store' }).then((answer) => answer.ok, () => false)
    if (!there) return unsent(form, submitter)
    checked.add(form)
    form.requestSubmit(submitter)
  }
  function unsent(form, submitter) {
    let box = form.querySelector('.unsent')
    if (!box) {
      box = document.createElement('div')
      box.className = 'unsent alert alert-warning'
      box.setAttribute('role', 'alert')
      form.append(box)
    }
    const again = document.createElement('button')
    again.type = 'button'
    again.className = 'btn'
    again.textContent = word('again')
    again.addEventListener('click', () => form.requestSubmit(submitter))
    box.replaceChildren(word('unsent') + ' ', again)
  }
  function busy(form) {
    form.busyTimer = setTimeout(() => {
      const bar = document.createElement('div')
      bar.className = 'progress progress-sm sending'
      bar.setAttribute('role', 'progressbar')
      bar.setAttribute('aria-label', word('busy'))
      const inner = document.createElement('div')
      inner.className = 'progress-bar progress-bar-indeterminate'
      bar.append(inner)
      form.append(bar)
    }, 400)
  }
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sending]')) {
      clearTimeout(form.busyTimer)
      delete form.dataset.sending
      form.removeAttribute('aria-busy')
      for (const bar of form.querySelectorAll('.sending')) bar.remove()
    }
  })
})()`
