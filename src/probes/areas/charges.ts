import { readFirst } from '../../dialect/lens.ts'
import { usualModel } from '../../dialect/models.ts'
import { priceFor } from '../../dialect/prices.ts'
import type { Balance, Dialect } from '../../dialect/schema.ts'
import { type Answer, isRefused } from '../ask.ts'
import { observeFixedMembers, observeLens } from '../documents/members.ts'
import { generate, generationsOf, sharedGenerations } from '../generations/generate.ts'
import { planGenerations } from '../generations/plan.ts'
import type { PlannedGeneration } from '../generations/planned.ts'
import { mergeResults, notObserved } from '../observations.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { describeRefusal } from '../refusals/refusal.ts'
import { askBalance, readAmounts } from '../requests/balance.ts'
import { imagesRequestedBy, withField } from '../requests/draft.ts'

const balancesOf = ({ charges }: Dialect): [name: string, balance: Balance][] => Object.entries(charges?.balances ?? {})

/** Asks each documented endpoint for the balance. */
export const balanceProbe: Probe = {
  id: 'charges.balance',
  observes: [
    '/charges/balances/*/at',
    '/charges/balances/*/lens/*',
    '/charges/balances/*/unlimited',
    '/charges/balances/*/fixed/*',
  ],
  cost: 0,
  async observe(ctx) {
    if (ctx.mode === 'discover') return { observations: [] }
    const results: ProbeResult[] = []
    for (const [name, balance] of balancesOf(ctx.known)) results.push(await observeBalance(ctx, name, balance))
    const otherwise = { reason: 'the balance of this key does not show it', limitedBy: 'method' } as const
    return { ...mergeResults(results), otherwise }
  },
}

async function observeBalance(ctx: ProbeContext, name: string, balance: Balance): Promise<ProbeResult> {
  const base = `/charges/balances/${name}`
  const answer = await askBalance(ctx, balance, 'balance')
  const at: Observation = { trait: `${base}/at`, value: balance.at, evidence: [answer.number] }
  if (answer.status === 404 || answer.status === 405) return { observations: [{ ...at, value: undefined }] }
  if (isRefused(answer))
    return notObserved([`${base}/at`], `the balance is refused: ${describeRefusal(ctx.known, answer)}`)
  return { observations: [at, ...observeDocument(ctx, base, balance, answer)] }
}

/** Observes the places of a balance, and the number for a balance without a limit. */
function observeDocument(ctx: ProbeContext, base: string, balance: Balance, answer: Answer): Observation[] {
  const { lens, fixed, unlimited } = balance
  const context = { now: answer.receivedAt, mode: ctx.mode }
  const evidence = [answer.number]
  const remaining = readFirst(answer.json, lens.remaining)
  const isUnlimited = readFirst(answer.json, lens.isUnlimited) === true || remaining === unlimited
  return [
    ...observeLens(`${base}/lens`, lens, Object.keys(lens), answer, context),
    ...observeFixedMembers(`${base}/fixed`, fixed, answer),
    ...(unlimited !== undefined && isUnlimited && typeof remaining === 'number'
      ? [{ trait: `${base}/unlimited`, value: remaining, evidence }]
      : []),
  ]
}

/** Compares the amounts in both units after the images that other probes paid for, because a key that used nothing may show neither. */
export const creditsProbe: Probe = {
  id: 'charges.credits',
  observes: ['/charges/balances/*/creditsPerUnit'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const withCredits = balancesOf(ctx.known).filter(([, { creditsPerUnit }]) => creditsPerUnit !== undefined)
    if (ctx.mode === 'discover' || withCredits.length === 0) return { observations: [] }
    await generationsOf(ctx)
    const observations: Observation[] = []
    for (const [name, balance] of withCredits) {
      const answer = await askBalance(ctx, balance, 'balance after all images')
      const value = creditsPerUnitIn(balance, answer)
      if (value !== undefined)
        observations.push({ trait: `/charges/balances/${name}/creditsPerUnit`, value, evidence: [answer.number] })
    }
    return {
      observations,
      otherwise: { reason: 'no amount of the balance is above 0 in both units', limitedBy: 'method' },
    }
  },
}

/** Returns the credits in a unit by the amounts in both; undefined if the amounts do not show it. */
function creditsPerUnitIn(balance: Balance, answer: Answer): number | undefined {
  const { lens } = balance
  const { remaining, used } = readAmounts(
    { ...balance, lens: { ...lens, remainingCredits: [], usedCredits: [] } },
    answer,
  )
  const pairs = [
    [readFirst(answer.json, lens.usedCredits), used],
    [readFirst(answer.json, lens.remainingCredits), remaining],
  ]
  for (const [credits, amount] of pairs)
    if (typeof credits === 'number' && typeof amount === 'number' && credits > 0 && amount > 0)
      return roundedTo(credits / amount, 6)
  return undefined
}

/** Finds the paid request whose price a thorough run measures. */
function planPriced(dialect: Dialect, choices: ProbeContext['choices']): PlannedGeneration | undefined {
  const { perImage, byTier, byModel } = dialect.charges ?? {}
  const hasPrice = perImage !== undefined || byTier !== undefined || byModel !== undefined
  if (!choices.isThorough || !hasPrice || balancesOf(dialect).length === 0) return undefined
  const [plan] = planGenerations(dialect, { ...choices, isThorough: false })
  if (!plan) return undefined
  // Another prompt, because an equal request is sent once and would cost nothing.
  const draft = withField('prompt', 'A lighthouse at dusk')(plan.plainDraft)
  const images = imagesRequestedBy(dialect, draft)
  const { wait: _, ...rest } = plan
  return { ...rest, draft, plainDraft: draft, tiers: [], extras: [], images, imagesAtMost: images }
}

/** Pays for an image between two questions for the balance, in a thorough run alone. */
export const priceProbe: Probe = {
  id: 'charges.price',
  observes: ['/charges/perImage', '/charges/byTier/*', '/charges/byModel/*'],
  cost: (dialect, choices) => planPriced(dialect, choices)?.images ?? 0,
  async observe(ctx) {
    const { known, choices } = ctx
    const [[, balance] = []] = balancesOf(known)
    const plan = ctx.mode === 'verify' ? planPriced(known, choices) : undefined
    if (!plan || !balance)
      return {
        observations: [],
        otherwise:
          choices.isThorough || !balance
            ? { reason: 'no endpoint reports the balance', limitedBy: 'method' }
            : { reason: 'only a thorough run pays for another image', limitedBy: 'images' },
      }
    const model = (plan.draft.fields.model as string | undefined) ?? usualModel(known.models)
    const { trait } = priceFor(known, model, undefined)
    const before = await askBalance(ctx, balance, 'before an image')
    const { document, evidence } = await generate(ctx, plan)
    const after = await askBalance(ctx, balance, 'after an image')
    const spent = spentBetween(balance, before, after)
    if (!document || document.images.length === 0) return notObserved([trait], 'the gateway made no image')
    // A gateway may charge some time after the image, and somebody else may use the account.
    if (spent === undefined || spent <= 0) return notObserved([trait], 'the balance did not change', 'method')
    return {
      observations: [
        {
          trait,
          value: roundedTo(spent / document.images.length, 6),
          evidence: [before.number, ...evidence, after.number],
        },
      ],
      otherwise: { reason: 'one image shows the price of one model and tier', limitedBy: 'method' },
    }
  },
}

/** Returns the amount that was spent between two responses; undefined if the balance does not show it. */
function spentBetween(balance: Balance, before: Answer, after: Answer): number | undefined {
  const [first, second] = [readAmounts(balance, before), readAmounts(balance, after)]
  if (first.used !== undefined && second.used !== undefined) return second.used - first.used
  if (first.remaining !== undefined && second.remaining !== undefined) return first.remaining - second.remaining
  return undefined
}

const roundedTo = (value: number, digits: number): number => Number(value.toFixed(digits))
