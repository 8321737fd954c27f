import { msPerSecond } from '../../time/units.ts'
import type { Answer } from '../ask.ts'
import type { ProbeContext } from '../probe.ts'
import type { Generation } from './generate.ts'
import { imagesIn } from './images.ts'

/** Difference in seconds that is tolerated between clocks. */
export const clockSlackSeconds = 60

/** Returns the time of the first poll response with images, in ms since 1970. */
export const completionTimeOf = ({ task }: Generation): number | undefined =>
  task && Object.values(task.polls)[0]?.find(({ json }) => imagesIn(json).length > 0)?.receivedAt

/**
 * Tests a documented lifetime in seconds: requests the resource shortly before and after the end. `startedAt` is in ms since
 * 1970. The value is `lifetime`, or a text such as `less than 3600`.
 */
export async function measureLifetime(
  ctx: ProbeContext,
  startedAt: number,
  lifetime: number,
  requestAgain: (repeatLabel: string) => Promise<Answer>,
  isThere: (answer: Answer) => boolean,
): Promise<{ value: number | string; answer: Answer }> {
  const msLeft = () => startedAt + lifetime * msPerSecond - ctx.now()
  if (msLeft() > 2 * clockSlackSeconds * msPerSecond) {
    await ctx.sleep(msLeft() - 2 * clockSlackSeconds * msPerSecond, `the lifetime of ${lifetime} s has not ended`)
    const answer = await requestAgain('before its end')
    if (!isThere(answer)) return { value: `less than ${lifetime}`, answer }
  }
  await ctx.sleep(
    Math.max(0, msLeft()) + 2 * clockSlackSeconds * msPerSecond,
    `the lifetime of ${lifetime} s ends soon`,
  )
  const answer = await requestAgain('after its end')
  return { value: isThere(answer) ? `more than ${lifetime}` : lifetime, answer }
}
