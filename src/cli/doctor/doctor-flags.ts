/** Flags of the command. */
export interface DoctorFlags {
  json?: boolean
  host?: string
  port?: number
  store?: string
  config?: string
}
