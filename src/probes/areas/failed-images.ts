import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { findMember } from '../documents/members.ts'
import { type GenerationWithImages, sharedGenerations, withImages } from '../generations/generate.ts'
import { pollWithImages } from '../generations/image-document.ts'
import { firstPerTrait } from '../observations.ts'
import type { Observation, Probe, ProbeMode } from '../probe.ts'

const errorMembers = ['errorCode', 'errorMessage'] as const

/** Observes where an item of the list tells why its image failed. Most responses have no such item. */
export const failedImagesProbe: Probe = {
  id: 'results.failures',
  observes: errorMembers.flatMap((member) => [`/results/item/${member}`, `/tasks/polls/*/item/${member}`]),
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const generations = await withImages(ctx)
    return {
      observations: firstPerTrait(generations.flatMap((one) => observeFailures(ctx.known, one, ctx.mode))),
    }
  },
}

function observeFailures(dialect: Dialect, generation: GenerationWithImages, mode: ProbeMode): Observation[] {
  const { imageList, answer } = generation.document
  const [failure] = imageList.failures
  if (failure === undefined) return []
  const [name, poll] = pollWithImages(dialect, generation) ?? []
  const item = poll?.item ?? dialect.results.item
  const trait = poll?.item ? `/tasks/polls/${name}/item` : '/results/item'
  return errorMembers.flatMap((member): Observation[] => {
    const value = findMember(failure, member, item[member], { now: answer.receivedAt, mode })
    return value === undefined && item[member] === undefined
      ? []
      : [{ trait: `${trait}/${member}`, value, evidence: [answer.number] }]
  })
}

/** Counts the images of a response that failed, as its items or a count tell. */
export function countFailures(dialect: Dialect, generation: GenerationWithImages): number {
  const { imageList, answer } = generation.document
  const [, poll] = pollWithImages(dialect, generation) ?? []
  const item = poll?.item ?? dialect.results.item
  const told = imageList.failures.filter((failure) =>
    errorMembers.some((member) => ![undefined, null, ''].includes(readFirst(failure, item[member]) as string)),
  )
  const count = readFirst(answer.json, (poll ?? dialect.results.reply).lens.failedCount)
  return Math.max(told.length, typeof count === 'number' ? count : 0)
}
