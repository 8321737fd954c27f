import { readFirst } from '../../dialect/lens.ts'
import { canNameModel } from '../../dialect/models.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Answer, Ask } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type RefusalAttempt, sendExpectingRefusal } from '../refusals/backstop.ts'
import { isSameReason, isSameReasonExceptNames, type Refusal } from '../refusals/refusal.ts'
import { type Change, type Draft, sampleDrafts, withField } from '../requests/draft.ts'
import { parseOperation } from '../requests/free-requests.ts'
import { noteRefusedModel } from '../requests/refused-model.ts'
import { unknownModel } from '../requests/unknown-values.ts'

/**
 * Finds a model that the gateway serves, which the requests of all later probes name: a gateway refuses a model that it does
 * not serve before it looks at the rest of a request. Observes no trait.
 */
export const servedModelProbe: Probe = {
  id: 'models.served',
  observes: [],
  cost: 0,
  isPreparation: true,
  async observe(ctx): Promise<ProbeResult> {
    const { known } = ctx
    if (ctx.mode === 'discover' || !canNameModel(known) || known.models.unknown !== 'reject')
      return { observations: [] }
    const [draft] = sampleDrafts(known, { fields: ['model'] })
    const usual = draft?.fields.model
    if (!draft || (usual === undefined && ctx.model === undefined)) return { observations: [] }
    const candidates = ctx.model === undefined ? await listCandidates(ctx, String(usual)) : [ctx.model]
    let refusedModel: string | undefined
    for (const candidate of candidates) {
      const attempt = await isModelRefused(ctx, draft, candidate)
      refusedModel ??= attempt.isRefused ? candidate : undefined
      if (attempt.isRefused) continue
      return candidate === usual
        ? { observations: [] }
        : { observations: [], assumed: [{ trait: '/models/default', value: candidate, evidence: attempt.evidence }] }
    }
    if (refusedModel !== undefined) await noteRefusedModel(ctx, refusedModel)
    return { observations: [] }
  },
}

/** Lists the models to try: the usual model, the other documented models, and those that the gateway lists. */
async function listCandidates(ctx: ProbeContext, usual: string): Promise<string[]> {
  const { models } = ctx.known
  const isLater = ({ retired }: (typeof models.known)[number]) => Number(retired !== undefined)
  const documented = models.known
    .filter(({ match }) => !match.includes('*'))
    .toSorted((a, b) => isLater(a) - isLater(b))
    .map(({ match }) => match)
  const listed = (await listModels(ctx)).filter((id) => /image|dall|flux|banana|draw|diffusion/i.test(id))
  // A listed model is more likely to be served than a documented model that the list lacks.
  const both = documented.filter((model) => listed.includes(model))
  return [...new Set([usual, ...both, ...documented, ...listed])].slice(0, maxCandidates)
}

/** Reads the ids in the gateway's list of models; empty if the gateway has no list. */
export const listModels = async ({ known, ask }: ProbeContext): Promise<string[]> =>
  readModelIds(await ask(modelListRequest(known)))

/** Builds the request for the list of models: the documented one, or the usual one. */
export function modelListRequest({ models: { list, retrieve } }: Dialect): Ask {
  const { method, path } = parseOperation({ at: list ?? retrieve?.at ?? 'GET /models' })
  return { method, path: path.replace(/\/\{\w+\}$/, '') }
}

/** Largest number of models to try: each costs a few requests. */
const maxCandidates = 12

/** Reads the ids in a list of models; none from a refusal. */
export const readModelIds = ({ json, status }: Answer): string[] =>
  status >= 300
    ? []
    : locate(json, (value) => typeof value === 'string')
        .filter((pointer) => /\/(id|name|model)$/.test(pointer))
        .map((pointer) => String(readFirst(json, pointer)))

/** Lists faults that a gateway checks before or after the model, and refuses as documented. */
const listFaults = ({ images: { n } }: Dialect): Change[] => [
  withField('prompt', undefined),
  withField('size', 'nonsense'),
  ...(n.outOfRange === 'reject' ? [withField('n', n.min - 1)] : []),
]

/**
 * Tests whether the gateway refuses a model: its refusals have the reason of an unknown model, and are about the model.
 * Without such a refusal the model counts as served.
 */
async function isModelRefused(
  ctx: ProbeContext,
  draft: Draft,
  model: string,
): Promise<{ isRefused: boolean; evidence: readonly number[] }> {
  const ownRefusals: Refusal[] = []
  for (const fault of listFaults(ctx.known)) {
    const attempts: (RefusalAttempt | undefined)[] = []
    // A gateway that takes the fault would charge for each further request with the fault.
    for (const name of [model, unknownModel])
      if (ctx.imagesLeft() >= 1 && attempts.every((attempt) => attempt?.refusal))
        attempts.push(await sendExpectingRefusal(ctx, fault(withField('model', name)(draft))))
    const [own, unknown] = attempts.map((attempt) => attempt?.refusal)
    const evidence = attempts.flatMap((attempt) => attempt?.evidence ?? [])
    if (!own || !unknown) continue
    if (!isSameReasonExceptNames(own, model, unknown, unknownModel)) return { isRefused: false, evidence }
    if (!isSameReason(own, unknown)) return { isRefused: true, evidence }
    ownRefusals.push(own)
  }
  // The reason is the model if it speaks of models, and stays the same with another fault.
  const aboutModels = ownRefusals.filter((refusal) => /model|模型/i.test(JSON.stringify(refusal)))
  const isRefused = aboutModels.some((refusal, index) =>
    aboutModels.slice(index + 1).some((other) => isSameReason(refusal, other)),
  )
  return { isRefused, evidence: [] }
}
