import { type Clock, systemClock } from '../../time/system-clock.ts'
import { Problem } from '../model/problem.ts'

/** A body while the mock reads the body. */
export interface Reading {
  /**
   * Counts bytes that arrived. Returns a promise when the body has to wait for a room before more of it is read; the promise
   * rejects with a Problem when no room becomes free, and with the reason of `close` when the body ends before.
   */
  admit(bytes: number): Promise<void> | undefined
  /** True while the mock waits for bytes of the client, false while the client waits for the mock. */
  isReady: boolean
  /** Gives up the room, or the place in the queue. */
  close(): void
}

/** Rooms for the bodies of this process. */
export interface Rooms {
  /** Starts to read a body. `length` is its length in bytes, or an upper bound; Infinity when unknown. */
  open(length: number): Reading
}

interface RoomRules {
  /** Number of large bodies that are read at once. */
  readonly rooms?: number
  /** Number of further large bodies that gave up their room because their bytes arrive slowly. */
  readonly slowBodies?: number
  /** Length in bytes up to which a body needs no room. */
  readonly smallBytes?: number
  /** Bytes of all small bodies under way, beyond which small bodies need rooms too. */
  readonly smallBytesTogether?: number
  readonly clock?: Clock
}

/** Largest body that needs no room, in bytes. */
export const smallBodyBytes = 4 * 2 ** 20

/** Time between two looks at the rooms while bodies wait, in ms. */
const lookMs = 250
/** Bytes that a body has to receive between two looks to keep its room. */
const quickBytes = 2 ** 14
/** Time without a free room after which the bodies that wait are refused, in ms. */
const patienceMs = 10_000
/** Seconds after which a refused client may retry. */
const retryAfter = 5

type Place = 'small' | 'waiting' | 'room' | 'slow' | 'closed'

interface Body extends Reading {
  place: Place
  /** Bytes that count against the small bodies under way. */
  held: number
  /** Bytes since the last look. */
  recent: number
  enter(): void
  refuse(reason: Error): void
}

/**
 * Creates rooms, which bound the memory of bodies under way. A large body needs a room while its bytes flow. A body through
 * which hardly any bytes flow while others wait gives up its room and goes on beside the rooms; the number of such bodies is
 * bounded too, and when none of them ends for a while, the bodies that wait are refused.
 */
export function createRooms({
  rooms = 2,
  slowBodies = 6,
  smallBytes = smallBodyBytes,
  smallBytesTogether = 64 * 2 ** 20,
  clock = systemClock,
}: RoomRules = {}): Rooms {
  const inRooms = new Set<Body>()
  const slow = new Set<Body>()
  const queue = new Set<Body>()
  let heldTogether = 0
  let enteredAt = 0
  let isLooking = false

  const leave = (body: Body, place: Place) => {
    heldTogether -= body.held
    body.held = 0
    inRooms.delete(body)
    slow.delete(body)
    queue.delete(body)
    body.place = place
  }
  const fillRooms = () => {
    for (const body of queue) {
      if (inRooms.size >= rooms) return
      leave(body, 'room')
      inRooms.add(body)
      enteredAt = clock.now()
      body.enter()
    }
  }
  const look = () => {
    for (const body of inRooms) {
      if (body.isReady && body.recent < quickBytes && slow.size < slowBodies) {
        leave(body, 'slow')
        slow.add(body)
      }
      body.recent = 0
    }
    fillRooms()
    if (clock.now() - enteredAt < patienceMs) return
    for (const body of queue) {
      leave(body, 'closed')
      body.refuse(
        new Problem(
          'unavailable',
          'The mock reads as many large bodies as it can; send the request again later.',
          undefined,
          {
            retryAfter,
          },
        ),
      )
    }
  }
  const lookWhileBodiesWait = async () => {
    isLooking = true
    while (queue.size > 0) {
      await clock.sleep(lookMs)
      look()
    }
    isLooking = false
  }
  const waitForRoom = (body: Body): Promise<void> =>
    new Promise((resolve, reject) => {
      if (queue.size === 0) enteredAt = clock.now()
      body.enter = resolve
      body.refuse = reject
      body.place = 'waiting'
      queue.add(body)
      fillRooms()
      if (queue.size > 0 && !isLooking) void lookWhileBodiesWait()
    })

  return {
    open(length) {
      // A body of unknown length may be small.
      const isLarge = Number.isFinite(length) && length > smallBytes
      const body: Body = {
        place: 'small',
        held: 0,
        recent: 0,
        isReady: true,
        enter: () => {},
        refuse: () => {},
        admit(bytes) {
          body.recent += bytes
          if (body.place !== 'small') return undefined
          body.held += bytes
          heldTogether += bytes
          const fits = !isLarge && body.held <= smallBytes && heldTogether <= smallBytesTogether
          return fits ? undefined : waitForRoom(body)
        },
        close() {
          const { place } = body
          leave(body, 'closed')
          if (place === 'waiting') body.refuse(new Error('the body ended early'))
          if (place === 'room') fillRooms()
        },
      }
      return body
    },
  }
}

/** Rooms of this process: memory is shared by all mocks. */
export const processRooms = createRooms()
