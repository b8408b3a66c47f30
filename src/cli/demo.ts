// desk demo: plays a scenario against a real desk.
import { wrongCall, type Verb } from './verb.ts'
export const demo: Verb = {
  usage: 'demo [--scenario FOLDER] [--kill N] [--exit]',
  about: 'play a scenario',
  run: async () => wrongCall('not built yet'),
}
