// Pages that no desk serves, shown in a browser with all that they load: each by an address, so that what is loaded once is kept.
import type { BrowserContext, Page } from 'playwright-core'
import { assets } from '../../src/http/assets.ts'

const origin = 'http://desk.test'

/** Opens a page of this context in which any document can be shown; its scripts stay away. */
export async function openShown(context: BrowserContext): Promise<{ page: Page; show(html: string): Promise<void> }> {
  let html = ''
  await context.route(`${origin}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)
    const asset = assets.find(({ address, type }) => type === 'text/css' && address.endsWith(`/${name}`))
    if (asset)
      return route.fulfill({
        contentType: 'text/css; charset=utf-8',
        headers: { 'Cache-Control': 'max-age=3600' },
        body: asset.bytes('identity'),
      })
    return name === 'page'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
      : route.fulfill({ status: 204 })
  })
  const page = await context.newPage()
  return {
    page,
    show: async (shown) => {
      html = shown
      await page.goto(`${origin}/page`)
    },
  }
}
