// How long after a command was answered is another's screen told: milliseconds on the server's side, against a second.
import { firstTests } from './commands.ts'
import { median, type Question } from './interleaved.ts'
import { startSide } from './side.ts'

const [warmUp, runs] = [3, 30]
/** Screens that listen to the same charter beside the one that is measured. */
const others = 50

export const changeToScreen: Question = {
  question: 'change-to-screen-ms',
  target: 1_000,
  atMost: true,
  merchants: 200,
  ask: async (furnished) => {
    const side = await startSide('./deskSide.ts', furnished.copy())
    const url = `http://127.0.0.1:${side.port}`
    const leaving = new AbortController()
    // Two accounts, for one may open so many streams and no more.
    const listen = (token: string) =>
      fetch(`${url}/charters/${furnished.charter}/live`, {
        headers: { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' },
        signal: leaving.signal,
      })
    try {
      const crowd = await Promise.all(
        Array.from({ length: others }, (_, i) => listen(i % 2 ? furnished.chamberToken : furnished.laboratoryToken)),
      )
      if (crowd.some(({ status }) => status !== 200)) throw new Error('a screen could not listen')
      for (const each of crowd) void drain(each).catch(() => {})
      const told = marks(await listen(furnished.chamberToken))
      await told.next()
      const waits: number[] = []
      for (const [n, request] of firstTests(furnished, furnished.journeys.slice(0, warmUp + runs)).entries()) {
        const answer = await fetch(url + request.path, {
          method: request.method,
          headers: { Authorization: `Bearer ${request.token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify(request.body),
        })
        const answered = performance.now()
        if (answer.status !== 200) throw new Error(`a test was not recorded: ${await answer.text()}`)
        await told.next()
        if (process.env['BENCH_VERBOSE']) process.stderr.write(`${Math.round(performance.now() - answered)} ms\n`)
        if (n >= warmUp) waits.push(performance.now() - answered)
      }
      waits.sort((a, b) => a - b)
      return { ratio: median(waits), spread: [waits[0]!, waits.at(-1)!], runs }
    } finally {
      leaving.abort()
      await side.stop()
    }
  },
}

/** Each block that has an id: the first says where the stream begins, every other that something changed. */
async function* marks(response: Response): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      if (block.startsWith('id:')) yield block
    }
  }
  throw new Error('the stream ended')
}

async function drain(response: Response): Promise<void> {
  for await (const _ of response.body!);
}
