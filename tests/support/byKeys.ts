// Hands that have no mouse: what is pressed or filled is first reached by Tab, and says that it has the focus.
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** More than any page of a test has places to stop at. */
const mostStops = 150

const partsOfMoment = 6

export function byKeys(page: Page) {
  // From now on the window of the system is caught; asked for at the moment of the key, it may come too late.
  page.on('filechooser', () => {})
  const hasFocus = (what: Locator) => what.evaluate((each) => each === document.activeElement)
  async function reach(what: Locator): Promise<void> {
    await what.waitFor()
    for (let pressed = 0; !(await hasFocus(what)); pressed++) {
      expect(pressed, `${what.toString()} is reached by Tab`).toBeLessThan(mostStops)
      await page.keyboard.press('Tab')
    }
  }
  return {
    /** A link, a button, a summary. Unlike a click it waits for nothing: what comes of it is waited for by its words. */
    press: async (what: Locator): Promise<void> => {
      await reach(what)
      await page.keyboard.press('Enter')
    },
    /** A box or a choice. */
    tick: async (what: Locator): Promise<void> => {
      await reach(what)
      await page.keyboard.press('Space')
    },
    /** In place of what stood there; `text` empty: emptied. */
    type: async (what: Locator, text: string): Promise<void> => {
      await reach(what)
      await page.keyboard.press('ControlOrMeta+a')
      if (text) await page.keyboard.type(text)
      else await page.keyboard.press('Delete')
    },
    /** Month, day, year, hour, minute and half of the day, as an English browser asks for them. */
    typeMoment: async (what: Locator, text: string): Promise<void> => {
      await reach(what)
      await page.keyboard.type(text)
    },
    /** Part by part. */
    emptyMoment: async (what: Locator): Promise<void> => {
      await reach(what)
      for (let part = 0; part < partsOfMoment; part++) {
        await page.keyboard.press('Delete')
        await page.keyboard.press('ArrowRight')
      }
    },
    /** Of a list, by the first letters of the choice. */
    choose: async (what: Locator, letters: string): Promise<void> => {
      await reach(what)
      await page.keyboard.type(letters)
      await page.keyboard.press('Tab')
    },
    /** A file, in the window of the system that the field opens. */
    attach: async (what: Locator, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> => {
      await reach(what)
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
      await chooser.setFiles(file)
    },
  }
}
