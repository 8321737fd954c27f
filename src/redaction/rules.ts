/** What becomes of the things that are one caller's own. */
export interface RedactionRules {
  /** A text in which keys may be. */
  text(text: string): string
  /** A key as it was sent. */
  key(key: string): string
  signature(value: string): string
  /** The end of a link; stays when not said. */
  expiry?(value: string): string
}
