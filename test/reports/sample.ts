import type { Exchange, Finding, Report } from '../../src/conformance/report.ts'

const page = 'https://docs.acme.test/images'

/** Text with characters that are special in some report format. */
export const nasty = '<b>&amp;"\'`|*_[x](y){0}]]>\r\n::error::boo %0A,:\u001b[31mred\u202e@you #1 ##[add-mask]x 图片'

const finding = (probe: string, trait: string, rest: Partial<Finding>): Finding => ({
  kind: 'trait',
  trait,
  differences: [],
  probe,
  verdict: 'conforms',
  evidence: [],
  ...rest,
})

const findings: readonly Finding[] = [
  finding('limits.references', '/references/max', {
    differences: ['REQ-02', 'REQ-03'],
    verdict: 'deviates',
    level: 'must',
    documented: 9,
    observed: 8,
    source: { page, quote: 'up to 9 images', basis: 'documented' },
    note: nasty,
    evidence: [1, 2],
  }),
  finding('limits.prompt', '/prompt/min', {
    level: 'should',
    documented: 1,
    observed: 1,
    source: { page: 'faq', basis: 'example' },
    evidence: [2],
  }),
  finding('limits.prompt', '/prompt/max', {
    verdict: 'deviates',
    level: 'may',
    documented: { text: 32000, unit: 'code points' },
    source: { page, basis: 'inferred' },
    evidence: [2],
  }),
  finding('errors.unknown', '/errors/unknown', { verdict: 'undocumented', observed: [nasty, null, 4.5] }),
  finding('errors.limits', '/errors/429', {
    verdict: 'not observed',
    level: 'must',
    documented: { status: 429 },
    note: 'no limit was met',
  }),
  finding('errors.broken', '/errors/broken', { verdict: 'error', note: 'TypeError: x is undefined' }),
  finding('errors.shape', 'no-server-errors', {
    kind: 'invariant',
    verdict: 'deviates',
    level: 'must',
    observed: ['#2 answers 500'],
    evidence: [2],
  }),
]

const exchange = (number: number, rest: Partial<Exchange> = {}): Exchange => ({
  number,
  probes: ['limits.references'],
  startedAt: number * 100,
  took: 1234,
  request: {
    method: 'POST',
    url: 'https://acme.test/v1/images/generations',
    headers: { authorization: '[redacted]', 'content-type': 'application/json' },
    body: { prompt: nasty, n: 1 },
  },
  response: {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { data: [{ url: 'https://acme.test/p/1.webp' }] },
  },
  images: 1,
  ...rest,
})

/** Image of 96 × 72 px. */
const dataUrl =
  'data:image/webp;base64,UklGRvYAAABXRUJQVlA4IOoAAAAQCQCdASpgAEgAPzmYvlevK6YjrNQIceAnCWIA0MAFVgNs24lA5EUcESMKmV2yC/XJ7uoDC3JVyYBbE8yz6Z7R32PbF8LUeP7lUAWGekotqAAA/m761ff9atkeTJGev+9m8Ab8V7/BMtsKyrxjP358qF8Q9+GqXX2jv23hCftxqxPaZbKHSck3qh1YJu3OzmQqCpNWWXxCp/Wnn70UuKzlqhTCeagNyflIoCH1m4/el2EqgUuNSZXoQhPJKqFtzNKZRXWWWt/kSYquh/yCczQ/n0a6+0cc6KwotJ2EJ6SiD6PVowN2uccAAAA='

/** Creates a report with every verdict and every kind of value. */
export const sample = (rest: Partial<Report> = {}): Report => ({
  format: 1,
  tool: { name: 'proofsheet', version: '0.1.0' },
  provider: { id: 'acme', name: 'Acme' },
  baseUrl: 'https://acme.test/v1',
  startedAt: '2026-11-20T10:00:00.000Z',
  took: 72_000,
  images: { spent: 3, budget: 40 },
  failsFrom: 'must',
  coverage: { musts: 4, observable: 4, seen: 3 },
  findings,
  clients: [
    { client: 'SDK A', works: 'yes', why: 'reads base64', traits: [] },
    { client: 'SDK B', works: 'partly', why: 'edit: nothing is streamed', traits: ['/stream'] },
  ],
  exchanges: [exchange(1), exchange(2, { response: { status: 500, headers: {}, body: nasty }, images: 0 })],
  thumbnails: [{ exchange: 1, width: 1024, height: 768, format: 'png', dataUrl }],
  ...rest,
})

/** Creates a report of another provider, which conforms where the first provider deviates. */
export const other = (): Report =>
  sample({
    provider: { id: 'bolt', name: 'Bolt' },
    baseUrl: 'https://bolt.test/v1',
    findings: [
      finding('limits.references', '/references/max', { level: 'must', documented: 16, observed: 16, evidence: [1] }),
      finding('tasks.poll', '/tasks/poll', { verdict: 'undocumented', observed: true, evidence: [2] }),
    ],
    clients: [{ client: 'SDK B', works: 'no', why: nasty, traits: ['/results/default'] }],
    exchanges: [exchange(1), exchange(2, { response: undefined, error: 'connection reset' })],
    thumbnails: [],
  })

/** Creates a report with a baseline, every kind of change, and reasons why traits show none. */
export const drifted = (): Report =>
  sample({
    findings: [
      finding('limits.references', '/references/max', {
        verdict: 'deviates',
        level: 'must',
        documented: 9,
        observed: 8,
        evidence: [1],
      }),
      finding('limits.prompt', '/prompt/max', {
        verdict: 'deviates',
        level: 'must',
        documented: 32000,
        observed: 4000,
        known: true,
        evidence: [2],
      }),
    ],
    clients: [],
    drift: {
      baseline: {
        startedAt: '2026-11-19T10:00:00.000Z',
        baseUrl: 'https://old.acme.test/v1',
        tool: { name: 'proofsheet', version: '0.0.9' },
      },
      compared: 12,
      changes: [
        {
          change: 'conforms now',
          kind: 'invariant',
          trait: 'links work',
          probe: 'links.format',
          level: 'must',
          before: { verdict: 'deviates', observed: [nasty] },
          now: { verdict: 'conforms' },
        },
        {
          change: 'deviates now',
          kind: 'trait',
          trait: '/references/max',
          probe: 'limits.references',
          level: 'must',
          documented: 9,
          before: { verdict: 'conforms', observed: 9 },
          now: { verdict: 'deviates', observed: 8 },
        },
        {
          change: 'another value',
          kind: 'trait',
          trait: '/tasks/poll',
          probe: 'tasks.poll',
          before: { verdict: 'undocumented', observed: true },
          now: { verdict: 'undocumented' },
        },
      ],
      unconfirmed: [
        {
          change: 'not seen now',
          kind: 'trait',
          trait: '/prompt/min',
          probe: 'limits.prompt',
          level: 'should',
          documented: 1,
          before: { verdict: 'conforms', observed: 1 },
          now: { verdict: 'not observed', note: nasty },
        },
      ],
      notCompared: [
        { trait: '/stream', why: 'limit of this run' },
        { trait: '/usage', why: 'limit of this run' },
        { trait: '/files', why: 'only in the baseline' },
      ],
    },
  })

/** Creates a report of a run in which nothing changed since the baseline. */
export const steady = (): Report => {
  const { drift, ...rest } = drifted()
  if (!drift) throw new Error('the sample has no drift')
  const none = { changes: [], unconfirmed: [], notCompared: [] }
  return { ...rest, findings: rest.findings.slice(1), drift: { ...drift, ...none } }
}

/** Creates a report with one conforming finding. */
export const clean = (): Report =>
  sample({
    clients: [],
    findings: [finding('limits.prompt', '/prompt/min', { level: 'must', documented: 1, observed: 1 })],
  })

/** Creates a report with `count` exchanges, and one finding with all of them as evidence. */
export const long = (count: number): Report =>
  sample({
    findings: [
      finding('limits.rate', '/limits/buckets', {
        verdict: 'deviates',
        level: 'must',
        documented: 10,
        observed: 9,
        evidence: Array.from({ length: count }, (_, index) => index + 1),
      }),
    ],
    exchanges: Array.from({ length: count }, (_, index) => exchange(index + 1)),
    thumbnails: Array.from({ length: count }, (_, index) => ({
      exchange: index + 1,
      width: 1024,
      height: 768,
      format: 'png',
      dataUrl,
    })),
  })

/** Creates a report of a provider without a run, with migration issues. */
export const documented = (): Report =>
  sample({
    provider: { id: 'cove', name: 'Cove' },
    startedAt: '',
    took: 0,
    findings: [finding('', '/references/max', { verdict: 'not observed', level: 'must', documented: 4 })],
    clients: [{ client: 'SDK A', works: 'no', why: 'edit: nothing is read', traits: ['/operations'] }],
    moving: {
      from: 'Acme',
      rows: [
        { what: 'At most 4 reference images.', trait: '/references/max', from: 9, to: 4, severity: 'breaks' },
        { what: `Nothing is ${nasty}.`, trait: '/stream', severity: 'loses' },
      ],
    },
    exchanges: [],
    thumbnails: [],
  })
