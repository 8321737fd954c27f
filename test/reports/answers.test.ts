import { expect, test } from 'vitest'
import type { Finding, Report } from '../../src/conformance/report.ts'
import { answerFor } from '../../src/reports/parts/answers.ts'
import { foldUnseen } from '../../src/reports/parts/unseen.ts'
import { clean, documented, sample } from './sample.ts'

const full = { musts: 100, observable: 100, seen: 100 }
const [deviation] = sample().findings as [Finding]
const works = (word: 'yes' | 'partly' | 'no' | 'unknown') =>
  ({ client: `SDK ${word}`, works: word, why: 'why', traits: [] }) as const

test.each<[what: string, report: Report, compatible: string, reasons: readonly string[]]>([
  [
    'everything was seen and conforms',
    { ...clean(), coverage: full },
    'yes',
    ['nothing that was seen differs from the documents of Acme'],
  ],
  [
    'a few musts differ, and a client works',
    sample({ coverage: full, findings: [deviation], clients: [works('partly')] }),
    'mostly',
    ['1 of 100 musts that were seen differs from the documents of Acme'],
  ],
  [
    'a few musts differ, and no client works',
    sample({ coverage: full, findings: [deviation], clients: [works('no')] }),
    'no',
    ['1 of 100 musts that were seen differs from the documents of Acme'],
  ],
  [
    'only a weaker statement differs',
    sample({ coverage: full, findings: [{ ...deviation, level: 'may' }], clients: [] }),
    'mostly',
    ['no must fails, but 1 weaker difference was seen'],
  ],
  [
    'too little was seen',
    { ...clean(), coverage: { musts: 100, observable: 50, seen: 10 } },
    'unknown',
    ['nothing that was seen differs from the documents of Acme', 'too little was seen: 10 of 50 musts'],
  ],
  [
    'the run ended early',
    { ...clean(), coverage: full, ended: { why: 'unreachable', message: 'no answer' } },
    'unknown',
    ['nothing that was seen differs from the documents of Acme', 'the run ended early: no answer'],
  ],
  ['nothing was sent', documented(), 'none', ['the report shows documents alone; no request was sent']],
  [
    'there are no documents',
    sample({ inferred: 3, findings: [] }),
    'unknown',
    ['3 traits were inferred; there are no documents to compare with'],
  ],
])('is it compatible, when %s', (_, report, compatible, reasons) => {
  const answers = answerFor(report)
  expect([answers.compatible, answers.reasons]).toEqual([compatible, reasons])
})

const unseen = (note: string, rest: Partial<Finding> = {}): Finding => ({
  ...deviation,
  verdict: 'not observed',
  note,
  evidence: [],
  ...rest,
})

test('the advice gives a number of images if they ran out, and says what was lost', () => {
  const findings = [
    unseen('out of budget: 1', { limitedBy: 'images' }),
    unseen('out of budget: 2', { lacked: 'images' }),
  ]
  const advise = (rest: Partial<Report>) => answerFor(sample({ findings, ...rest })).advice
  expect(advise({ clients: [works('unknown')] })).toEqual([
    'The images ran out before ordinary images were made, so no client could be judged: pass --max-images 80.',
  ])
  expect(advise({ clients: [works('unknown')], images: { spent: 10, budget: 10 } })).toEqual([
    'The images ran out before ordinary images were made, so no client could be judged: pass --max-images 40.',
  ])
  expect(advise({ clients: [works('unknown')], images: { spent: 0, budget: 0 } })).toEqual([
    'The run was not allowed to make an image, so no client could be judged: pass --max-images 40.',
  ])
  expect(advise({ clients: [works('yes')] })).toEqual(['2 traits need more images: pass --max-images 80.'])
  expect(answerFor(clean()).advice).toEqual([])
})

test('the cost names the tests that paid, the clients are grouped by verdict', () => {
  const answers = answerFor(sample({ clients: [works('no'), works('yes'), works('no')] }))
  expect(answers.charged).toBe('3 of at most 40 images; most for tests of limits 1')
  expect(answers.clients).toEqual([
    { works: 'yes', names: ['SDK yes'] },
    { works: 'no', names: ['SDK no', 'SDK no'] },
  ])
  expect(answers.seen).toBe('3 of 4 musts (75 %); 4 musts are documented in all')
})

test('what was not seen is one row per reason, the most frequent first', () => {
  const findings = [
    unseen('the model pix-1 is refused'),
    unseen('out of budget: 1', { limitedBy: 'images' }),
    unseen('out of budget: 2', { lacked: 'images' }),
    unseen('the model pix-2 is refused'),
    unseen('no image is left', { limitedBy: 'images' }),
    unseen('no key', { limitedBy: 'second key' }),
    unseen('the model is retired', { limitedBy: 'method' }),
  ]
  expect(foldUnseen(sample({ findings })).map(({ text }) => text)).toEqual([
    '3 traits need more images',
    '2 traits: the model … is refused',
    '1 trait needs a second API key',
    '1 trait: the model is retired',
  ])
})
