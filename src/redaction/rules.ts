/** Replaces the values in a cassette that belong to one caller. */
export interface RedactionRules {
  /** Replaces the keys within a text. */
  text(text: string): string
  /** Replaces a key as sent, with or without prefix. */
  key(key: string): string
  signature(value: string): string
  /** Replaces the expiry of a link; without this function, expiries stay. */
  expiry?(value: string): string
}
