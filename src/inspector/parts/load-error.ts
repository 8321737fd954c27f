import { h } from 'preact'
import type { ApiError } from '../api.ts'

/** Says why a view could not load. */
export const LoadError = ({ error }: { error: ApiError | undefined }) =>
  error ? h('p', { class: 'bad', role: 'alert' }, error.message) : null
