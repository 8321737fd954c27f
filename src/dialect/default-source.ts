/** Page of the sources of defaults: no page of the gateway's documents states a default. */
export const defaultPage = 'default'

interface Sourced {
  readonly sources: Readonly<Record<string, { readonly page: string }>>
}

/** Tests whether the file of the dialect names a source. */
export const hasSources = ({ sources }: Sourced): boolean =>
  Object.values(sources).some(({ page }) => page !== defaultPage)

/** Tests for a default below the pointer: the documents do not state the whole value. */
export const hasDefaultBelow = ({ sources }: Sourced, pointer: string): boolean =>
  Object.entries(sources).some(([place, { page }]) => page === defaultPage && place.startsWith(`${pointer}/`))
