/** Default speed of a mock: a documented minute takes a second. */
export const defaultSpeed = 60
