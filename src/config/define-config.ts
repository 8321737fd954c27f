/** Flags that take several values: a text with commas, or a list. */
export type ConfigList = string | readonly string[]

/** A number, or its text as in a flag. */
export type ConfigNumber = number | string

/** Flags of `proofsheet mock`. */
export interface MockConfig {
  readonly provider?: ConfigList
  readonly port?: ConfigNumber
  readonly host?: string
  /** Multiple of the documented speed, or `instant`. */
  readonly speed?: ConfigNumber
  readonly clock?: 'manual'
  readonly store?: string
  readonly seed?: ConfigNumber
  readonly signingKey?: string
  readonly keys?: ConfigList
  readonly scenario?: string
  readonly scenarios?: ConfigList
  /** Share of requests, such as `5%`. */
  readonly chaos?: ConfigNumber
  /** Limits such as `requests=60,images=5`. */
  readonly rateLimit?: string
  /** Amount in the unit of the gateway's prices. */
  readonly balance?: ConfigNumber
  readonly judge?: 'dialect' | 'contract'
  readonly fileChecks?: 'content' | 'schema'
  readonly images?: 'drawn' | 'plain'
  readonly fetchReferences?: ConfigList
  /** Hosts beside this machine to which callbacks are sent. */
  readonly callbacks?: ConfigList
  readonly callbackUrl?: string
  readonly callbackSecret?: string
  readonly legacy?: boolean
  readonly strict?: boolean
  /** False, as `--no-admin`, serves no admin API. */
  readonly admin?: boolean
  readonly adminToken?: string
  readonly allowedHosts?: ConfigList
  /** Duration such as `10s`. */
  readonly grace?: string
  readonly endWithStdin?: boolean
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly logFormat?: 'text' | 'json'
  readonly quiet?: boolean
  readonly watch?: boolean
}

/** Flags of the commands that send requests to a gateway. */
export interface GatewayConfig {
  readonly keyEnv?: string
  readonly model?: string
  readonly otherKeyEnv?: string
  /** Headers such as `X-Tenant: a`. */
  readonly header?: string | readonly string[]
  readonly maxImages?: ConfigNumber
  readonly maxMinutes?: ConfigNumber
  readonly concurrency?: ConfigNumber
  /** Time between requests in ms. */
  readonly pace?: ConfigNumber
  readonly only?: ConfigList
  readonly resume?: string
  /** Reports such as `html=report.html`. */
  readonly report?: ConfigList
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** Flags of `proofsheet verify`. */
export interface VerifyConfig extends GatewayConfig {
  readonly baseUrl?: string
  readonly failsFrom?: 'must' | 'should' | 'may'
  /** Percent of the documented musts. */
  readonly minObserved?: ConfigNumber
  readonly seed?: ConfigNumber
  readonly thorough?: boolean
  /** Address under which the gateway reaches this machine. */
  readonly callbackUrl?: string
  readonly callbackListen?: ConfigNumber
  readonly callbackSecret?: string
  readonly baseline?: string
  readonly failed?: string | true
  readonly onlyFree?: boolean
  readonly cassette?: string
}

/** Flags of `proofsheet probe`. */
export interface ProbeConfig extends GatewayConfig {
  readonly id?: string
  readonly request?: string
  readonly out?: string
}

/** Flags of `proofsheet generate`. */
export interface GenerateConfig {
  readonly provider?: string
  readonly spec?: string
  readonly dialect?: string
  readonly out?: string
  readonly extension?: '.js' | '.ts'
  readonly check?: boolean
  readonly force?: boolean
}

/** Flags of `proofsheet compare`. */
export interface CompareConfig {
  readonly against?: string
  readonly all?: boolean
  readonly report?: ConfigList
}

/** Flags of `proofsheet record`. */
export interface RecordConfig {
  readonly baseUrl?: string
  readonly out?: string
  readonly port?: ConfigNumber
}

/** Flags of `proofsheet replay`. */
export interface ReplayConfig {
  readonly provider?: string
  readonly port?: ConfigNumber
}

/** Flags of `proofsheet merge`. */
export interface MergeConfig {
  readonly out?: string
  readonly report?: string
}

/** Settings of the commands, by command and flag. A flag and an environment variable are stronger. */
export interface ProofsheetConfig {
  readonly mock?: MockConfig
  readonly verify?: VerifyConfig
  readonly probe?: ProbeConfig
  readonly generate?: GenerateConfig
  readonly compare?: CompareConfig
  readonly record?: RecordConfig
  readonly replay?: ReplayConfig
  readonly merge?: MergeConfig
}

/**
 * Types the default export of `proofsheet.config.ts`, which the commands read in the current folder. Returns the configuration.
 *
 * @example
 * ```ts
 * import { defineConfig } from 'proofsheet'
 *
 * const config = defineConfig({
 *   mock: { provider: ['./lumen'], port: 4020 },
 *   verify: { maxImages: 2, report: ['html=report.html'] },
 * })
 * console.log(config.mock?.port) // 4020
 * ```
 */
export const defineConfig = (config: ProofsheetConfig): ProofsheetConfig => config
