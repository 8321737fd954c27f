/** Formats a duration in ms: `850 ms`, `12.3 s`, `2 min 5 s`. */
export function showDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${Number((ms / 1000).toFixed(1))} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** Formats an ISO 8601 time as `2026-11-20 10:00:00 UTC`; returns any other text unchanged. */
export const showDate = (iso: string): string => iso.replace(/^(\S+)T([\d:]+)(\.\d+)?Z$/, '$1 $2 UTC')
