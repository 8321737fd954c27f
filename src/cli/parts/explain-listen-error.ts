/** Says why a server cannot listen on host and port, and what to do. Returns any other error unchanged. */
export function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reason = reasons(host, port)[error.code ?? '']
  return reason === undefined ? error : new Error(reason)
}

const reasons = (host: string, port: number): Readonly<Record<string, string>> => {
  const unknownHost = `the host ${host} has no address: pass another --host, such as 127.0.0.1, or 0.0.0.0 for all addresses of this machine`
  return {
    EADDRINUSE: `port ${port} on ${host} is in use: pass another --port, or 0 for a free port`,
    EACCES: `port ${port} on ${host} is for privileged users: pass a --port from 1024 on, or 0 for a free port`,
    EADDRNOTAVAIL: `${host} is no address of this machine: pass another --host, such as 127.0.0.1, or 0.0.0.0 for all addresses of this machine`,
    ENOTFOUND: unknownHost,
    EAI_AGAIN: unknownHost,
  }
}
