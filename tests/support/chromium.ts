// A real browser: the Chromium that lies in an npm package, unpacked for whoever opens it and gone when it is closed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import packed from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/** The package's own, but for the one process for everything, which ends with the first window that is closed. */
const args = packed.args.filter((each) => each !== '--single-process' && each !== '--no-zygote')

/** Each unpacks into a folder of its own: two that write one file would start half of it. */
export async function openChromium(): Promise<Browser> {
  const folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-chromium-'))
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const browser = await chromium.launch({ executablePath: await packed.executablePath(), args, headless: true })
    browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
    return browser
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}
