// The pictures of the README: HU454 is played to two moments, each role signs in by its link, and its pages are taken as they stand.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { createProgress } from '../src/demo/progress.ts'
import { stage } from '../src/demo/stage.ts'
import { openChromium } from './support/chromium.ts'
import { phone } from './support/screen.ts'

const scenario = fileURLToPath(new URL('../db/demo/hu454', import.meta.url))
const pictures = fileURLToPath(new URL('./pictures', import.meta.url))
const desk = { width: 1280, height: 900 }
type Screen = 'phone' | 'desk'

/** A page as somebody sees it: who, under which address from the charter’s, on what. */
type Picture = {
  readonly name: string
  readonly role: string
  readonly address: string
  readonly screen: Screen
  readonly dark?: boolean
}
/** Boarding has begun on the day of departure; and on the second day of observation. */
const moments: readonly { readonly until: string; readonly pictures: readonly Picture[] }[] = [
  {
    until: '2022-08-28T14:40:00+09:00',
    pictures: [
      { name: 'gate', role: 'carrier', address: '/gate', screen: 'phone' },
      { name: 'people', role: 'chamber', address: '/people', screen: 'desk' },
    ],
  },
  {
    until: '2022-08-30T09:00:00+08:00',
    pictures: [
      { name: 'board', role: 'reformOffice', address: '/../../charters', screen: 'desk' },
      { name: 'charter', role: 'reformOffice', address: '', screen: 'desk' },
      { name: 'charter-dark', role: 'reformOffice', address: '', screen: 'phone', dark: true },
      { name: 'briefing', role: 'reformOffice', address: '/briefing', screen: 'desk' },
      { name: 'facility', role: 'facility', address: '/facility', screen: 'phone' },
      { name: 'status', role: 'merchant', address: '', screen: 'phone' },
    ],
  },
]

const chosen = process.argv.slice(2)
const wanted = ({ name }: Picture): boolean => chosen.length === 0 || chosen.includes(name)

mkdirSync(pictures, { recursive: true })
const browser = await openChromium()
for (const { until, pictures: list } of moments) {
  const some = list.filter(wanted)
  if (!some.length) continue
  const played = await stage({
    ...{ scenario, until, kills: 0, chance: Math.random },
    progress: createProgress(process.stderr),
    say: () => {},
  })
  if (played.outcome === 'faulty') throw new Error(played.faults.join('\n'))
  try {
    const cookies = new Map<string, Awaited<ReturnType<typeof signedIn>>>()
    const as = async (role: string) => {
      const known = cookies.get(role) ?? (await signedIn(browser, linkOf(played.links, role)))
      cookies.set(role, known)
      return known
    }
    for (const picture of some) {
      const { state, charter } = await as(picture.role === 'merchant' ? 'chamber' : picture.role)
      const context = await browser.newContext({
        viewport: picture.screen === 'phone' ? phone : desk,
        deviceScaleFactor: 1,
        colorScheme: picture.dark ? 'dark' : 'light',
        locale: 'en',
        storageState: state,
      })
      const page = await context.newPage()
      await page.goto(picture.role === 'merchant' ? linkOf(played.links, 'merchant') : charter + picture.address)
      await page.screenshot({ path: path.join(pictures, `${picture.name}.png`) })
      if (process.env['WHOLE'])
        await page.screenshot({ path: path.resolve('var', `${picture.name}.png`), fullPage: true })
      await context.close()
      process.stderr.write(`${picture.name}.png\n`)
    }
  } finally {
    await played.end()
  }
}
await browser.close()

function linkOf(links: readonly { readonly role: string; readonly url: string }[], role: string): string {
  const link = links.find((each) => each.role === role)
  if (!link) throw new Error(`the demo has no ${role}: ${links.map((each) => each.role).join(', ')}`)
  return link.url
}

/** A link is good once, so what the browser keeps of it is used again. */
async function signedIn(browser: Browser, url: string) {
  const context = await browser.newContext({ locale: 'en', viewport: desk })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('main').getByRole('button').click()
  await page.goto(`${new URL(url).origin}/charters`)
  const href = await page.locator('main a[href^="/charters/C"]').first().getAttribute('href')
  const state = await context.storageState()
  await context.close()
  return { state, charter: `${new URL(url).origin}${href!.split('/').slice(0, 3).join('/')}` }
}
