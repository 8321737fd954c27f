import { readFileSync, writeFileSync } from 'node:fs'

/** Clock ticks per second in /proc: 100 on every Linux that Node supports, whatever the kernel uses internally. */
const ticksPerSecond = 100

function read(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}

/** Reads the CPU time of a process in seconds. Undefined without /proc. */
export function cpuSeconds(pid: number): number | undefined {
  // The second field is the program's name in parentheses, which may contain any character.
  const fields = read(pid, 'stat')
    ?.replace(/^.*\) /s, '')
    .split(' ')
  return fields && (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Reads a field of /proc/PID/status in bytes. */
const readStatus = (pid: number, field: string): number | undefined => {
  const kilobytes = read(pid, 'status')?.match(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm'))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

/** Reads the resident memory of a process in bytes. Undefined without /proc. */
export const readRss = (pid: number) => readStatus(pid, 'VmRSS')

/** A measurement of the peak resident memory. */
export interface Peak {
  /** Ends the measurement. Returns the peak in bytes, undefined without /proc. */
  read(): number | undefined
}

/**
 * Measures the peak resident memory of a process from now on. The kernel counts the peak if the counter can be reset;
 * otherwise a timer reads the memory every 5 ms and may miss a short peak.
 */
export function watchPeak(pid: number): Peak {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
    return { read: () => readStatus(pid, 'VmHWM') }
  } catch {
    let peak = readRss(pid)
    const timer = setInterval(() => {
      peak = Math.max(peak ?? 0, readRss(pid) ?? 0)
    }, 5)
    return {
      read() {
        clearInterval(timer)
        return peak
      },
    }
  }
}
