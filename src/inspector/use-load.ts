import { useEffect, useRef, useState } from 'preact/hooks'
import { systemClock } from '../time/system-clock.ts'
import type { ChangedPart, Query } from './api.ts'
import { ApiError, read } from './api.ts'

type Listener = (parts: readonly ChangedPart[]) => void

const listeners = new Set<Listener>()

/** Tells every view that loads something what changed. */
export const announceChange: Listener = (parts) => {
  for (const listener of listeners) listener(parts)
}

/** Least ms between a load and the next load that a change asks for meanwhile. */
const pauseMs = 200

/** Value of the admin API, or the error of the last attempt. */
export interface Loaded<T> {
  readonly value: T | undefined
  readonly error: ApiError | undefined
}

/**
 * Loads a value, and loads again when one of `parts` changed. While a load is under way, changes are gathered into one more load, so
 * that a load test does not flood the mock with questions.
 */
export function useLoad<T>(path: string | undefined, query: Query, parts: readonly ChangedPart[]): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ value: undefined, error: undefined })
  const key = path === undefined ? undefined : `${path}?${JSON.stringify(query)}`
  const shown = useRef(key)
  useEffect(() => {
    if (path === undefined) return setLoaded({ value: undefined, error: undefined })
    let isGone = false
    let isLoading = false
    let isStale = false
    const load = async (): Promise<void> => {
      if (isLoading) {
        isStale = true
        return
      }
      isLoading = true
      do {
        isStale = false
        const startedAt = systemClock.now()
        try {
          const value = await read<T>(path, query)
          if (!isGone) setLoaded({ value, error: undefined })
        } catch (thrown) {
          const error = thrown instanceof ApiError ? thrown : new ApiError(String(thrown))
          if (!isGone) setLoaded((before) => ({ value: before.value, error }))
        }
        // A page takes at most half of the time of a mock that is slow to answer.
        if (isStale) await systemClock.sleep(Math.max(pauseMs, systemClock.now() - startedAt))
      } while (isStale && !isGone)
      isLoading = false
    }
    const listener: Listener = (changed) => {
      if (changed.some((part) => parts.includes(part))) void load()
    }
    listeners.add(listener)
    void load()
    return () => {
      isGone = true
      listeners.delete(listener)
    }
  }, [key])
  // A value of another path would be shown under the wrong title until the new value comes.
  const pathBefore = shown.current?.split('?')[0]
  shown.current = key
  return pathBefore === key?.split('?')[0] ? loaded : { value: undefined, error: undefined }
}
