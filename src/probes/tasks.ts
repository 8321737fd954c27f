import { readPointer } from '../dialect/lens.ts'
import type { Dialect, Poll } from '../dialect/schema.ts'
import type { Answer, Ask } from './ask.ts'
import { draftOf, toAsk } from './draft.ts'
import { imageOperations, pollAsk } from './harmless.ts'
import { pointersSeen } from './locate.ts'
import type { Kept, Lab, Observations, Observed, Probe } from './probe.ts'

const second = 1000
const defaultInterval = 2
const defaultGiveUp = 900

/** A submission as the gateway documents it first. */
function submission(facts: Dialect): Ask | undefined {
  const operation = imageOperations(facts).find(({ async }) => async !== 'never')
  if (!operation) return undefined
  const ask = { ...toAsk(facts, draftOf(facts, operation)), images: 1 }
  const [trigger] = operation.async === 'asked' ? (facts.async?.triggers ?? []) : []
  if (!trigger) return ask
  if (trigger.in === 'query') return { ...ask, query: { [trigger.name]: String(trigger.equals) } }
  if (trigger.in === 'header') return { ...ask, headers: { [trigger.name]: trigger.token } }
  return { ...ask, json: { ...(ask.json as object), [trigger.name]: trigger.equals } }
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{8,}$/.test(value)

/** One task from its submission to its end, as the first of the documented polls tells it. */
export const taskCourse: Probe = {
  id: 'tasks.course',
  rows: ['ASY-04', 'ASY-05', 'TSK-03', 'TSK-04', 'TSK-07', 'TSK-14'],
  observes: [
    '/async/submit/status',
    '/async/submit/lens/id',
    '/tasks/polls/*/states/*',
    '/tasks/polls/*/progress/kind',
    '/tasks/polls/*/time',
  ],
  cost: 1,
  async observe(lab): Promise<Observations> {
    const { facts } = lab
    const asked = submission(facts)
    const [name, poll] = Object.entries(facts.tasks.polls ?? {})[0] ?? []
    if (!asked || !poll || !facts.async) return { seen: [] }
    const submitted = await lab.ask(asked)
    const place = pointersSeen(submitted.json, facts.async.submit.lens.id, isId)
    const seen: Observed[] = [
      { trait: '/async/submit/status', value: submitted.status, evidence: [submitted.number] },
      { trait: '/async/submit/lens/id', value: place, evidence: [submitted.number] },
    ]
    const id = readPointer(submitted.json, [place ?? ''].flat()[0] as string)
    if (!isId(id)) return { seen, unseen: [{ trait: `/tasks/polls/${name}/states`, why: 'the submission gave no id' }] }
    const course = await follow(lab, poll, id)
    return { seen: [...seen, ...told(`/tasks/polls/${name}`, poll, course)], kept: invariants(poll, course, id) }
  },
}

/** The polls of a task until it has ended by the documented words, or nothing more is to be expected. */
async function follow(lab: Lab, poll: Poll, id: string): Promise<Answer[]> {
  const { advice } = lab.facts.tasks
  const interval = (advice?.every[0] ?? defaultInterval) * second
  const until = lab.now() + (advice?.giveUp[1] ?? defaultGiveUp) * second
  const answers: Answer[] = []
  for (let turn = 0; ; turn++) {
    const answer = await lab.ask({ ...pollAsk(poll, id), again: `poll ${turn}` })
    answers.push(answer)
    const word = stateOf(poll, answer)
    const isOver = word === poll.states.succeeded || word === poll.states.failed || answer.status >= 400
    if (isOver || lab.now() >= until) break
    await lab.sleep(interval)
  }
  // What has ended stays so.
  await lab.sleep(interval)
  answers.push(await lab.ask({ ...pollAsk(poll, id), again: 'poll after the end' }))
  return answers
}

const read = (poll: Poll, field: 'state' | 'progress' | 'createdAt', { json }: Answer): unknown =>
  [poll.lens[field] ?? []].flat().map((pointer) => readPointer(json, pointer))[0]

const stateOf = (poll: Poll, answer: Answer): unknown => read(poll, 'state', answer)

function told(at: string, poll: Poll, course: readonly Answer[]): Observed[] {
  const evidence = course.map(({ number }) => number)
  const words = [...new Set(course.map((answer) => stateOf(poll, answer)))]
  const last = words.at(-1)
  const before = words.slice(0, -1)
  const progress = course.map((answer) => read(poll, 'progress', answer)).find((each) => each !== undefined)
  const createdAt = course.map((answer) => read(poll, 'createdAt', answer)).find((each) => typeof each === 'number')
  return [
    { trait: `${at}/states/succeeded`, value: last, evidence },
    // One word for all the time before the end may be that of either; two are in order.
    ...(before.length === 2 || poll.states.queued === poll.states.running
      ? [
          { trait: `${at}/states/queued`, value: before[0], evidence },
          { trait: `${at}/states/running`, value: before.at(-1), evidence },
        ]
      : []),
    ...(progress === undefined
      ? []
      : [{ trait: `${at}/progress/kind`, value: typeof progress === 'number' ? 'integer' : 'percent', evidence }]),
    ...(createdAt === undefined
      ? []
      : [{ trait: `${at}/time`, value: (createdAt as number) > 1e11 ? 'milliseconds' : 'seconds', evidence }]),
  ]
}

/** What holds of every task, whatever the gateway. */
function invariants(poll: Poll, course: readonly Answer[], id: string): Kept[] {
  const evidence = course.map(({ number }) => number)
  const numbers = course.map((answer) => Number.parseFloat(String(read(poll, 'progress', answer))))
  const falls = numbers.flatMap((each, index) =>
    each < (numbers[index - 1] ?? 0) ? [`${numbers[index - 1]} was followed by ${each}`] : [],
  )
  const [end, after] = course.slice(-2).map((answer) => stateOf(poll, answer))
  const births = [
    ...new Set(course.map((answer) => read(poll, 'createdAt', answer)).filter((each) => each !== undefined)),
  ]
  return [
    { invariant: 'progress never falls', breaches: falls, evidence },
    {
      invariant: 'a finished task stays finished',
      breaches: end === after ? [] : [`${String(end)} was followed by ${String(after)}`],
      evidence: evidence.slice(-2),
    },
    {
      invariant: 'created_at never changes',
      breaches: births.length < 2 ? [] : [`task ${id} was created at ${births.join(', ')}`],
      evidence,
    },
  ]
}
