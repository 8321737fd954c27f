import { h } from 'preact'
import type { ClockStep, ClockView } from '../../engine/admin/wire.ts'
import { send } from '../api.ts'
import { useLoad } from '../use-load.ts'
import { useTickingTime } from '../use-ticking-time.ts'
import { fill } from '../words.ts'
import { Button, Choice } from './controls.ts'
import { useAct, usePage } from './page.ts'
import { showDateTime } from './show.ts'

/** Steps in seconds that the bar offers. */
const steps = [1, 10, 60, 600]

const speeds = [1, 10, 60, 600]

/** Shows the clock of the chosen key, or of the mock, and moves the clock. */
export function ClockBar() {
  const { words, route, say } = usePage()
  const act = useAct()
  const { key: world = '' } = route.params
  const { value: clock } = useLoad<ClockView>('/clock', { world }, ['clock', 'tasks', 'journal'])
  const now = useTickingTime(clock)
  if (!clock) return null
  const { frozen, speed, nextEventAt, waiting } = clock
  const change = (path: string, query: Record<string, number> = {}) =>
    act(() => send('POST', `/clock/${path}`, { world, ...query }))
  const toNext = async () => {
    const { event } = await send<ClockStep>('POST', '/clock/next', { world })
    say(event ? fill(words.happened, { what: words[event.what], task: event.task }) : words.noNext)
  }
  const showStep = (seconds: number) =>
    fill(words.forward, {
      amount:
        seconds < 60 ? fill(words.second, { count: seconds }) : fill(words.minute, { count: Math.round(seconds / 60) }),
    })
  return h(
    'section',
    { class: 'clock', 'aria-label': words.clock },
    h(
      'span',
      { class: 'time' },
      h('span', { class: 'soft small' }, words.clock),
      ' ',
      h('time', null, showDateTime(now)),
    ),
    h(
      'span',
      { class: frozen ? 'badge note' : 'soft small' },
      frozen ? words.frozen : speed === null ? '' : fill(words.runs, { speed }),
    ),
    h(
      'div',
      { class: 'steps' },
      h(Button, { onPress: () => change(frozen ? 'resume' : 'freeze') }, frozen ? words.resume : words.freeze),
      steps.map((seconds) =>
        h(Button, { onPress: () => change('advance', { seconds }), key: seconds }, showStep(seconds)),
      ),
      h(Button, { onPress: () => act(toNext), isDisabled: nextEventAt === null }, words.toNext),
      h(Button, { onPress: () => change('run'), isDisabled: waiting === 0 }, words.toEnd),
      speed === null || world !== ''
        ? null
        : h(Choice, {
            label: words.speed,
            value: String(speed),
            options: [...new Set([...speeds, speed])]
              .sort((a, b) => a - b)
              .map((value) => ({ value: String(value), text: `${value}×` })),
            onChoose: (chosen) => act(() => send('PUT', '/clock/speed', {}, { speed: Number(chosen) })),
          }),
    ),
  )
}
