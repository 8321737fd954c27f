import { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/conformance/report.ts'
import { createLive, initialState, showState, updateState } from '../../src/reports/parts/live.ts'
import { sample } from './sample.ts'

/** Events with their times, ms. */
const events: [number, RunEvent][] = [
  [
    0,
    {
      kind: 'plan',
      price: 4,
      probes: [
        { id: 'limits.references', cost: 0 },
        { id: 'images.size', cost: 4 },
      ],
      budget: 40,
    },
  ],
  [0, { kind: 'begins', probe: 'limits.references', cost: 0 }],
  [12_000, { kind: 'exchange', exchange: sample().exchanges[0] as never, spent: 1 }],
  [12_000, { kind: 'waits', probe: 'limits.references', ms: 5000, why: 'the gateway answers\n429' }],
  [14_000, { kind: 'ends', probe: 'limits.references', findings: sample().findings.slice(0, 2) }],
  [14_000, { kind: 'begins', probe: 'images.size', cost: 4 }],
  [80_000, { kind: 'ends', probe: 'images.size', findings: [] }],
  [80_000, { kind: 'report', report: sample() }],
]

async function play(isTTY: boolean, colors = false) {
  const written: string[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      written.push(String(chunk))
      done()
    },
  })
  const screen = Object.assign(stream, { isTTY, columns: 80, rows: 24, hasColors: () => colors })
  let now = 0
  const live = await createLive(screen as unknown as NodeJS.WriteStream, () => now)
  const frames = events.map(([time, event]) => {
    now = time
    const before = written.length
    live.update(event)
    return written.slice(before).join('')
  })
  return { frames, text: written.join('') }
}

test('without a terminal: a line per probe and wait', async () => {
  const { text } = await play(false)
  expect(text).toBe(`2 probes, at most 40 images; 4 if the gateway behaves as documented
  limits.references waits 5 s: the gateway answers 429
✗ limits.references  conforms 1, deviates 1
  images.size  no findings
`)
})

test('the state shows running probes, their times and waits, and the images charged', () => {
  let state = initialState
  const frames = events.map(([now, event]) => {
    state = updateState(state, event, now)
    return showState(state, now).join('\n')
  })
  expect(frames).toEqual([
    '0 of 2 probes, 0 of 40 images, 0 s',
    '0 of 2 probes, 0 of 40 images, 0 s\n  limits.references  0 s',
    '0 of 2 probes, 1 of 40 images, 12 s\n  limits.references  12 s',
    '0 of 2 probes, 1 of 40 images, 12 s\n  limits.references  12 s, waits 5 s: the gateway answers 429',
    '1 of 2 probes, 1 of 40 images, 14 s',
    '1 of 2 probes, 1 of 40 images, 14 s\n  images.size  0 s',
    '2 of 2 probes, 1 of 40 images, 1 min 20 s',
    '2 of 2 probes, 1 of 40 images, 1 min 20 s',
  ])
})

test('a wait is shown until it ends', () => {
  const state = events.slice(0, 4).reduce((previous, [now, event]) => updateState(previous, event, now), initialState)
  expect(showState(state, 15_000)[1]).toBe('  limits.references  15 s, waits 2 s: the gateway answers 429')
  expect(showState(state, 17_000)[1]).toBe('  limits.references  17 s')
})

test('on a terminal, finished probes stay above, and the live lines disappear at the end', async () => {
  const { frames } = await play(true)
  const plain = frames.map((frame) => stripVTControlCharacters(frame).trim())
  expect(plain[4]).toContain('✗ limits.references  conforms 1, deviates 1')
  expect(plain[4]).toContain('1 of 2 probes, 1 of 40 images, 14 s')
  expect(plain[7]).toBe('')
  expect(frames[7]).toContain('\u001b[2K')
})

test('colours only on a terminal that has colours', async () => {
  expect((await play(true, true)).text).toContain('\u001b[31m✗ limits.references\u001b[39m')
  expect((await play(true, false)).text).not.toContain('\u001b[31m')
  expect((await play(false, true)).text).not.toContain('\u001b')
})
