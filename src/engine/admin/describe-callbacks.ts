import type { Callbacks } from '../../dialect/sections/callbacks.ts'

/** Says in a few sentences which callbacks the gateway sends. */
export function describeCallbacks({
  url,
  states,
  document,
  body,
  signature,
  timeoutSeconds,
  retrySeconds,
}: Callbacks): string {
  const places = url.map((place) => ('name' in place ? `${place.name} (${place.in})` : 'the settings of the account'))
  const signed = signature
    ? `Each is signed in ${signature.header} with ${signature.algorithm} over ${signature.signs}.`
    : 'No signature is documented.'
  const limit = timeoutSeconds === undefined ? '' : ` A receiver has ${timeoutSeconds} s.`
  const repeats = retrySeconds?.length ? ` Pauses before repetitions: ${retrySeconds.join(', ')} s.` : ''
  const stand =
    document === undefined || (document === 'other' && !body)
      ? ' The body is not documented: the mock sends that of a poll.'
      : ''
  return `Callbacks go to the address in ${places.join(' or ')}, when a task has ${states.join(' or ')}. ${signed}${limit}${repeats}${stand}`
}
