// The desk of the bench, in a process of its own: opened and served as `desk serve` does it.
import { openDesk } from '../../src/main.ts'
import { serveDesk } from '../../src/serving.ts'
import { configOf } from './furnished.ts'
import { openSideChannel } from './sideChannel.ts'

const channel = openSideChannel()
const desk = await serveDesk(await openDesk(configOf(process.env)))
channel.closing(() => desk.close())
