/** Question for something that only time changes, such as a poll of a running task. */
export interface Question {
  /** Subject of the question, such as the id of a task. */
  readonly subject: string
  /** Number of times that the question was asked at the present time of the clock. */
  readonly count: number
  /** Time until the answer changes, in ms. */
  readonly msUntilChange: number
}

/** Keeps the questions of the present time. Questions of earlier times are forgotten, so that the list stays short. */
export function createQuestions(now: () => number) {
  let askedAt = now()
  const questions = new Map<string, Question>()
  const forgetEarlier = () => {
    if (askedAt === now()) return
    askedAt = now()
    questions.clear()
  }
  return {
    note(subject: string, msUntilChange: number): void {
      forgetEarlier()
      questions.set(subject, { subject, count: (questions.get(subject)?.count ?? 0) + 1, msUntilChange })
    },
    list(): Question[] {
      forgetEarlier()
      return [...questions.values()]
    },
    /**
     * Starts to look for repeated questions. The returned function gives the time until the first answer changes that somebody asked
     * for twice since, at one time; undefined if nobody did. Who asks twice waits by another clock.
     */
    watch(): () => number | undefined {
      forgetEarlier()
      const [startedAt, before] = [askedAt, new Map(questions)]
      return () => {
        forgetEarlier()
        const countBefore = (subject: string) => (askedAt === startedAt ? (before.get(subject)?.count ?? 0) : 0)
        const repeated = [...questions.values()].filter(({ subject, count }) => count - countBefore(subject) > 1)
        return repeated.length > 0 ? Math.min(...repeated.map(({ msUntilChange }) => msUntilChange)) : undefined
      }
    },
  }
}
