import { mistake } from '../mistake.ts'

/** Says why a server cannot listen on host and port, and what to do. Returns any other error unchanged. */
export function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reason = reasons(host, port)[error.code ?? '']
  return reason === undefined ? error : mistake(...reason)
}

type Reason = readonly [cause: string, remedy: string]

const otherHost = 'pass another --host, such as 127.0.0.1, or 0.0.0.0 for all addresses of this machine'

const reasons = (host: string, port: number): Readonly<Record<string, Reason>> => {
  const unknownHost: Reason = [`the host ${host} has no address`, otherHost]
  return {
    EADDRINUSE: [`port ${port} on ${host} is in use`, 'pass another --port, or 0 for a free port'],
    EACCES: [`port ${port} on ${host} is for privileged users`, 'pass a --port from 1024 on, or 0 for a free port'],
    EADDRNOTAVAIL: [`${host} is no address of this machine`, otherHost],
    ENOTFOUND: unknownHost,
    EAI_AGAIN: unknownHost,
  }
}
