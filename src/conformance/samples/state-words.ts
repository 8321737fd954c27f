/** Names of the member with the state of a task. */
export const stateNames = [/^(task_?|job_?)?(status|state|phase|stage)$/i, /^success_?flag$/i]

const states = ['queued', 'running', 'succeeded', 'failed'] as const
type State = (typeof states)[number]
type States = Record<State, string>

/** Words that gateways use together, of which a sample shows one or two. */
const families: readonly States[] = [
  { queued: 'queued', running: 'in_progress', succeeded: 'completed', failed: 'failed' },
  { queued: 'pending', running: 'processing', succeeded: 'completed', failed: 'failed' },
  { queued: 'starting', running: 'processing', succeeded: 'completed', failed: 'failed' },
  { queued: 'starting', running: 'processing', succeeded: 'succeeded', failed: 'failed' },
  { queued: 'queued', running: 'running', succeeded: 'succeeded', failed: 'failed' },
  { queued: 'PENDING', running: 'RUNNING', succeeded: 'SUCCEEDED', failed: 'FAILED' },
  { queued: 'IN_QUEUE', running: 'IN_PROGRESS', succeeded: 'COMPLETED', failed: 'FAILED' },
  { queued: 'NOT_START', running: 'IN_PROGRESS', succeeded: 'SUCCESS', failed: 'FAILURE' },
  { queued: 'Pending', running: 'Processing', succeeded: 'Ready', failed: 'Error' },
  { queued: 'submitted', running: 'processing', succeeded: 'success', failed: 'failed' },
]

const patterns: Readonly<Record<keyof States, RegExp>> = {
  queued: /queue|pend|wait|submit|start|create/i,
  running: /run|process|progress|draw|generating|work/i,
  succeeded: /success|succeed|complete|done|finish|ready/i,
  failed: /fail|error|broke/i,
}

/**
 * Guesses the words for all states from the words of a submit and of a finished task. Words of an enum of the contract come
 * first. Words that no sample shows are those that gateways use beside the shown ones.
 */
export function guessStates(
  queued: unknown,
  succeeded: unknown,
  listed: readonly string[] = [],
): Record<State, string | number> {
  if (typeof succeeded === 'number') {
    const first = typeof queued === 'number' ? queued : succeeded - 1
    return { queued: first, running: first, succeeded, failed: succeeded + 1 }
  }
  const shown: Partial<States> = {
    ...(typeof queued === 'string' ? { queued } : {}),
    ...(typeof succeeded === 'string' ? { succeeded } : {}),
  }
  const fits = (family: States, names: readonly (keyof States)[]) =>
    names.every((name) => shown[name] === undefined || family[name] === shown[name])
  const family =
    families.find((candidate) => fits(candidate, ['queued', 'succeeded'])) ??
    families.find((candidate) => fits(candidate, ['succeeded'])) ??
    families[0]
  const words = { ...inCaseOf(family as States, shown.succeeded), ...shown }
  // A gateway without a word for waiting calls every task under way running.
  if (shown.queued && patterns.running.test(shown.queued) && !patterns.queued.test(shown.queued))
    words.running = shown.queued
  if (listed.length === 0) return words
  const inList = (state: keyof States) =>
    listed.includes(words[state]) ? words[state] : listed.find((word) => patterns[state].test(word))
  const succeededWord = inList('succeeded') ?? listed.at(-1) ?? words.succeeded
  return {
    queued: inList('queued') ?? inList('running') ?? listed[0] ?? words.queued,
    running: inList('running') ?? inList('queued') ?? listed[0] ?? words.running,
    succeeded: succeededWord,
    failed: inList('failed') ?? listed.find((word) => word !== succeededWord) ?? words.failed,
  }
}

/** Writes the words as a shown word is written: Failed beside Success, TASK_FAILED beside TASK_SUCCEEDED. */
function inCaseOf(words: States, shown: string | undefined): States {
  if (shown === undefined || Object.values(words).includes(shown)) return words
  const [, start = ''] = /^(.+_)(?:success|succeed|complete|done|finish|ready)\w*$/i.exec(shown) ?? []
  const write = (word: string) =>
    shown === shown.toUpperCase()
      ? word.toUpperCase()
      : /^[A-Z]/.test(shown)
        ? word.slice(0, 1).toUpperCase() + word.slice(1)
        : word.toLowerCase()
  return Object.fromEntries(Object.entries(words).map(([state, word]) => [state, start + write(word)])) as States
}
