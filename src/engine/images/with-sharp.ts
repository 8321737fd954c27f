import pLimit from 'p-limit'
import { sharpRemedy } from './missing-sharp.ts'
import { isProcessTuned } from './tune-process.ts'

export type SharpModule = typeof import('sharp')['default']

/**
 * Limits the work on images to two at the same time; further work waits. Each canvas takes megabytes from the memory of the thread
 * that works on the canvas, and glibc keeps for each of these threads what the thread has ever needed: a mock that drew images
 * of 1024x1024 pixels for 32 connections at the same time took 920 MB, and takes 550 MB with two at a time, at the same speed on
 * one core.
 */
const turns = pLimit(2)

/** Runs work on images in its turn. Loads sharp on first use. Work must not wait for other such work. */
export const withSharp = <T>(work: (sharp: SharpModule) => Promise<T>): Promise<T> =>
  turns(async () => work(await loadSharp()))

async function loadSharp(): Promise<SharpModule> {
  const { default: sharp } = await import('sharp').catch((cause: unknown) => {
    throw new Error(sharpRemedy, { cause })
  })
  if (isProcessTuned()) sharp.cache(false)
  return sharp
}
