import { fillNames } from './fill-names.ts'

/** Commands that a new user needs, and their work in a few words. */
const first = {
  mock: 'serve mocks of image APIs on your machine',
  verify: 'find out whether a gateway behaves as documented',
  generate: 'write a typed client',
  record: 'keep the responses of a gateway, to replay them in tests',
  init: 'describe a gateway of your own, from a request and its reply',
}

/** Renders what `proofsheet` prints without arguments: 24 lines of 80 columns at most. */
export const renderIntro = (): string =>
  fillNames(`Proofsheet: a mock server, contract tests and typed clients for image APIs.

${Object.entries(first)
  .map(([name, work]) => `  ${name.padEnd(9)} ${work}`)
  .join('\n')}

A mock of {providerName}'s image API on your machine, and a request to it:
  proofsheet mock --provider {provider}
  curl http://127.0.0.1:4010/v1/images/generations \\
    -H 'authorization: Bearer any' -H 'content-type: application/json' \\
    -d '{"model":"{model}","prompt":"a fox"}'

Where your gateway differs from {providerName}; this sends nothing that costs:
  proofsheet verify {provider} --base-url https://gateway.example/v1 --only-free

  proofsheet --help          all commands
  proofsheet COMMAND --help  flags and examples of a command
  proofsheet doctor          whether this machine has all that Proofsheet needs`)
