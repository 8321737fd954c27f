import { LRUCache } from 'lru-cache'
import { type Measures, paintGradient } from '../pixels/paint-gradient.ts'

/** Image without text: the numbers of its colours, and a filter type before each row. */
export interface Ground {
  readonly key: string
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** Caches the latest grounds, bounded in bytes. */
const grounds = new LRUCache<string, Ground>({
  maxSize: 32 * 2 ** 20,
  sizeCalculation: ({ pixels }) => pixels.length,
})

/** Returns the gradient with its frame. Its colours are in the palette alone, so all hues share the ground. */
export function findGround(measures: Measures): Ground {
  const { width, height } = measures
  const key = `${width}x${height}`
  const known = grounds.get(key)
  if (known) return known
  const ground = { key, width, height, pixels: paintGradient(measures) }
  grounds.set(key, ground)
  return ground
}
