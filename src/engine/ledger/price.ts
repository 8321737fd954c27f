import { priceFor } from '../../dialect/prices.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Job } from '../model/job.ts'

/** Unit of prices where the gateway documents no price: each image costs 1. */
export const imageUnit = 'image'

/** Returns the unit of the gateway's prices. */
export const unitOf = (dialect: Dialect | undefined): string => dialect?.charges?.unit ?? imageUnit

/** Returns the price of one image of a job. */
export const priceOf = (dialect: Dialect | undefined, { model, tier }: Pick<Job, 'model' | 'tier'>): number =>
  dialect ? priceFor(dialect, model, tier).price : 1

/** Rounds an amount to a millionth of its unit, because a sum of prices such as 0.1 has more digits. */
export const roundAmount = (amount: number): number => Math.round(amount * 1e6) / 1e6
