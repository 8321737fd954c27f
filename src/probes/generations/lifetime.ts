import { msPerSecond } from '../../time/units.ts'
import type { Answer } from '../ask.ts'
import type { ProbeContext } from '../probe.ts'
import type { Generation } from './generate.ts'
import { imagesIn } from './images.ts'

/** Seconds by which clocks and answers may differ. */
export const clockSlackSeconds = 60

/** When the task had ended by its first answer that says so; ms. */
export const completionTimeOf = ({ task }: Generation): number | undefined =>
  task && Object.values(task.polls)[0]?.find(({ json }) => imagesIn(json).length > 0)?.receivedAt

/** How many seconds something is there: as many as are said, less or more. It is asked for before and after its end. */
export async function measureLifetime(
  ctx: ProbeContext,
  startedAt: number,
  lifetime: number,
  requestAgain: (repeatLabel: string) => Promise<Answer>,
  isThere: (answer: Answer) => boolean,
): Promise<{ value: number | string; answer: Answer }> {
  const msLeft = () => startedAt + lifetime * msPerSecond - ctx.now()
  if (msLeft() > 2 * clockSlackSeconds * msPerSecond) {
    await ctx.sleep(msLeft() - 2 * clockSlackSeconds * msPerSecond)
    const answer = await requestAgain('before its end')
    if (!isThere(answer)) return { value: `less than ${lifetime}`, answer }
  }
  await ctx.sleep(Math.max(0, msLeft()) + 2 * clockSlackSeconds * msPerSecond)
  const answer = await requestAgain('after its end')
  return { value: isThere(answer) ? `more than ${lifetime}` : lifetime, answer }
}
