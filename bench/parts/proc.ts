import { readFileSync, writeFileSync } from 'node:fs'

/** Of a second; every Linux that Node runs on has this many, whatever its kernel counts in. */
const ticksPerSecond = 100

function read(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}

/** Seconds of CPU that the process has had. Undefined where there is no /proc. */
export function cpuSeconds(pid: number): number | undefined {
  // The second field is the name of the program, in parentheses, and may hold anything.
  const fields = read(pid, 'stat')
    ?.replace(/^.*\) /s, '')
    .split(' ')
  return fields && (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

const statusOf = (pid: number, field: string): number | undefined => {
  const kilobytes = read(pid, 'status')?.match(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm'))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

/** Resident bytes. */
export const rssOf = (pid: number) => statusOf(pid, 'VmRSS')

/** Watches for the most resident bytes from now on. */
export interface Peak {
  /** The most bytes so far, and the end of the watch. */
  read(): number | undefined
}

/** The kernel keeps the peak where it may be reset; elsewhere we look every 5 ms and may miss a short one. */
export function watchPeak(pid: number): Peak {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
    return { read: () => statusOf(pid, 'VmHWM') }
  } catch {
    let peak = rssOf(pid)
    const timer = setInterval(() => {
      peak = Math.max(peak ?? 0, rssOf(pid) ?? 0)
    }, 5)
    return {
      read() {
        clearInterval(timer)
        return peak
      },
    }
  }
}
