import { isRefused } from '../ask.ts'
import { type Shot, shared, shoot, shotsOf } from '../generations/generate.ts'
import { swapped } from '../generations/plan.ts'
import type { Lab, Observations, Observed, Probe } from '../probe.ts'
import type { Place, Trigger } from '../requests/trigger.ts'
import { withTrigger } from '../requests/trigger.ts'
import { firstOfEach } from './results.ts'

/** What made a request a task, and what wins where two disagree. */
export const triggersSeen: Probe = {
  id: 'tasks.triggers',
  observes: ['/async/triggers', '/async/precedence', '/operations/*/async', '/request/booleans/query/*'],
  cost: 0,
  shares: shared,
  async observe(lab): Promise<Observations> {
    const { facts } = lab
    const shots = (await shotsOf(lab)).filter(({ answer }) => !isRefused(answer))
    const seen = modesSeen(lab, shots)
    const { triggers, precedence = ['query', 'header', 'body'] } = facts.async ?? {}
    if (!triggers) return { seen }
    const said = shots.filter(({ row }) => row.by.length > 0)
    const lost: Trigger[] = []
    const deaf: Observed[] = []
    let order: readonly Place[] = precedence
    for (const shot of said) {
      const { by, against, gives } = shot.row
      const [pro] = by
      if (!pro || (shot.task !== undefined) === (gives === 'task')) continue
      // The one that should have been heard, and was not.
      const meant = gives === 'task' ? pro : against[0]
      const word = meant && (await wordNotHeard(lab, shot, meant))
      if (word) deaf.push(word)
      else if (gives === 'task' && !(await isHeard(lab, shot, pro))) lost.push(pro)
      else if (against[0] && against[0].in !== pro.in) order = swapped(order, pro.in, against[0].in)
    }
    const evidence = said.map(({ answer }) => answer.number)
    return {
      seen: [
        ...seen,
        // Where nothing is documented, they were looked for before.
        ...(lab.pays
          ? []
          : [{ trait: '/async/triggers', value: triggers.filter((each) => !lost.includes(each)), evidence }]),
        ...(facts.async?.precedence ? [{ trait: '/async/precedence', value: order, evidence }] : []),
        ...firstOfEach([...deaf, ...said.flatMap((shot) => wordsHeard(lab, shot))]),
      ],
    }
  },
}

/** The word of a query that was not heard, if another word for the same is. */
async function wordNotHeard(lab: Lab, { row, answer }: Shot, meant: Trigger): Promise<Observed | undefined> {
  if (meant.in !== 'query') return undefined
  const { query } = lab.facts.request.booleans
  const kind = `${meant.equals === (row.gives === 'task')}` as const
  const used = row.draft.query?.[meant.name]
  for (const other of query[kind]) {
    if (other === used) continue
    const draft = { ...row.plain, query: { ...row.plain.query, [meant.name]: other } }
    const again = await shoot(lab, { ...row, draft, plain: draft, images: 1 })
    if ((again.task !== undefined) === (row.gives === 'task'))
      return {
        trait: `/request/booleans/query/${kind}/${query[kind].indexOf(used ?? '')}`,
        value: undefined,
        evidence: [answer.number, again.answer.number],
      }
  }
  return undefined
}

/** The words of queries that did what they are for. */
function wordsHeard({ facts }: Lab, { row, answer, task }: Shot): Observed[] {
  const { query } = facts.request.booleans
  if ((task !== undefined) !== (row.gives === 'task')) return []
  return [...row.by, ...row.against].flatMap((trigger): Observed[] => {
    const text = row.draft.query?.[trigger.name]
    if (trigger.in !== 'query' || text === undefined) return []
    const kind = query.true.includes(text) ? 'true' : 'false'
    return [
      { trait: `/request/booleans/query/${kind}/${query[kind].indexOf(text)}`, value: text, evidence: [answer.number] },
    ]
  })
}

/** Whether the trigger makes a task where nothing speaks against it. */
async function isHeard(lab: Lab, { row }: Shot, by: Trigger): Promise<boolean> {
  const { query: _, headers: __, own: ___, ...bare } = row.plain
  const draft = withTrigger(lab.facts, by)(bare)
  const alone = await shoot(lab, { ...row, draft, plain: draft, by: [by], against: [], images: 1 })
  return alone.task !== undefined
}

/** Whether each operation answers at once or with a task where nothing is said. */
function modesSeen({ facts, pays }: Lab, shots: readonly Shot[]): Observed[] {
  // Where nothing is documented, what was found before says more.
  if (pays) return []
  return Object.entries(facts.operations).flatMap(([name, operation]): Observed[] => {
    if (operation.does === 'refuse') return []
    const silent = shots.find(
      ({ row }) => row.draft.operation.at === operation.at && row.by.length === 0 && row.against.length === 0,
    )
    if (!silent) return []
    const usual = operation.async === 'always' ? 'task' : 'reply'
    const seen = silent.task ? 'task' : 'reply'
    const value = seen === usual ? operation.async : seen === 'task' ? 'always' : 'never'
    return [{ trait: `/operations/${name}/async`, value, evidence: [silent.answer.number] }]
  })
}
