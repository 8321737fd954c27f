import { parseMediaType } from '../../http/media-type.ts'
import type { Answer } from '../ask.ts'
import type { InvariantResult, Probe } from '../probe.ts'
import { type DocumentedAnswer, documentedAnswers } from './documented.ts'
import { judgeEach } from './judge-each.ts'

/** Invariants about JSON, and the content type that declares it. */
export const jsonInvariants = {
  declared: 'every JSON response has the content type of JSON',
  parsable: 'a response that is declared as JSON is JSON',
} as const

/** Checks that the content type and the body of each response agree about JSON. */
export const jsonProbe: Probe = {
  id: 'responses.json',
  observes: [],
  invariants: Object.values(jsonInvariants),
  cost: 0,
  isReader: true,
  async observe(ctx) {
    const bodies = documentedAnswers(ctx).filter(({ answer }) => answer.bytes.length > 0)
    const objects = bodies.filter(({ answer }) => typeof answer.json === 'object' && answer.json !== null)
    const declared = bodies.filter(({ answer }) => isJsonType(answer))
    return {
      observations: [],
      invariantResults: [
        toResult(jsonInvariants.declared, objects, ({ answer }) =>
          isJsonType(answer) ? undefined : `has the content type ${answer.headers['content-type'] ?? '(none)'}`,
        ),
        toResult(jsonInvariants.parsable, declared, ({ answer }) =>
          answer.json === undefined ? `is declared as JSON, but starts with ${startOf(answer)}` : undefined,
        ),
      ],
    }
  },
}

const isJsonType = ({ headers }: Answer): boolean => /[/+]json$/.test(parseMediaType(headers['content-type']))

const startOf = ({ bytes }: Answer): string => JSON.stringify(new TextDecoder().decode(bytes.slice(0, 40)))

/** Reports each fault once for each operation and status. */
const toResult = (
  invariant: string,
  answers: readonly DocumentedAnswer[],
  findFault: (documented: DocumentedAnswer) => string | undefined,
): InvariantResult =>
  judgeEach(
    invariant,
    answers,
    (documented) => {
      const fault = findFault(documented)
      return fault === undefined ? [] : [`${documented.operation.route} with ${documented.answer.status} ${fault}`]
    },
    ({ answer }) => answer.number,
  )
