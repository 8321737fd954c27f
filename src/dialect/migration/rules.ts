/**
 * Change of a member between two versions of the dialect's format. The new members have the same parent as the old member.
 */
export interface Rule {
  /** New name of the member. Default: the old name. */
  readonly to?: string
  /** New words for old values. */
  readonly values?: Readonly<Record<string, string>>
  /** Part of a request or link that the member names: the member becomes `in` and `name`. */
  readonly in?: 'path' | 'query' | 'header'
  /** True if `in` and `name` get an object of their own. */
  readonly nested?: boolean
  /** Text template of an id in place of `prefix` and `hex`, or of a number of hexadecimal digits. */
  readonly template?: true
}

const verbs = { refuse: 'reject', refused: 'reject', accepted: 'accept', ignored: 'ignore' }
const use = { values: { required: 'require', optional: 'accept', none: 'reject' } }
const kind = { values: verbs }

/** Rules from the format without a version to version 1, by JSON pointer in the old format; `*` stands for one part. */
export const rules: Readonly<Record<string, Rule>> = {
  '/alsoUnder': { to: 'extraBasePaths' },
  '/auth/header': { to: 'name', in: 'header' },
  '/auth/schemeOptional': { to: 'withoutScheme', values: { true: 'accept', false: 'reject' } },
  '/auth/required': { to: 'withoutKey', values: { true: 'reject', false: 'accept' } },
  '/request/emptyStrings': { values: { ...verbs, absent: 'ignore', kept: 'accept' } },
  '/operations/*/does': kind,
  '/operations/*/references': use,
  '/operations/*/legacy/references': use,
  '/fields/*/several': kind,
  '/fields/*/absentWhenEmpty': { to: 'emptyMeansAbsent' },
  '/references/several': kind,
  '/references/multipart/text': { values: { ...verbs, reference: 'accept' } },
  '/references/inPrompt': { to: 'urlsInPrompt' },
  '/mask/needsReference': { to: 'withoutReference', values: { true: 'reject', false: 'accept' } },
  '/mask/sameSize': { to: 'otherSize', values: { true: 'reject', false: 'accept' } },
  '/mask/alpha': { to: 'withoutAlpha', values: { true: 'reject', false: 'accept' } },
  '/images/n/outOfRange': kind,
  '/models/unknown': kind,
  '/models/known/*/refuses': { to: 'rejects' },
  '/models/known/*/takes': { to: 'accepts' },
  '/models/known/*/unechoed': { to: 'omittedFromEcho' },
  '/models/retrieve/parameter': { to: 'model', in: 'path', nested: true },
  '/async/refusedSubmit': { to: 'failedSubmit' },
  '/tasks/id': { template: true },
  '/tasks/polls/*/absent': { to: 'whenAbsent' },
  '/tasks/duration/default': { to: 'seconds' },
  '/tasks/duration/byTier': { to: 'secondsByTier' },
  '/tasks/duration/queued': { to: 'queuedShare' },
  '/tasks/ownership': { to: 'otherKeys', values: { key: 'hide', refused: 'reject', none: 'accept' } },
  '/tasks/keep': { to: 'retentionSeconds' },
  '/tasks/advice': { to: 'polling' },
  '/tasks/advice/every': { to: 'everySeconds' },
  '/tasks/advice/giveUp': { to: 'giveUpSeconds' },
  '/results/image/task': { in: 'path', nested: true },
  '/results/image/index': { in: 'path', nested: true },
  '/results/image/ttl': { to: 'ttlSeconds' },
  '/results/image/expiry/parameter': { to: 'name', in: 'query' },
  '/results/image/signature/parameter': { to: 'name', in: 'query' },
  '/results/image/signature/hex': { to: 'form', template: true },
  '/results/image/auth': { to: 'withoutKey', values: { none: 'accept', key: 'reject' } },
  '/results/image/fresh': { to: 'resignedOnPoll' },
  '/files/id': { template: true },
  '/files/parameter': { to: 'file', in: 'path', nested: true },
  '/stream/partialMax': { to: 'maxPartialImages' },
  '/usage/textPerCodePoint': { to: 'inputTokensPerCodePoint' },
  '/usage/perReference': { to: 'inputTokensPerReference' },
  '/usage/perImage': { to: 'outputTokensPerImage' },
}
