type FetchClass = 'Headers' | 'Request' | 'Response'

const prototypeOf = (name: FetchClass): object => globalThis[name].prototype

/** Sets the prototypes of objects to those of the classes. */
const links: (() => void)[] = []
let isLoaded = false

/** Loads the classes of `fetch`, for which Node takes longer than a mock for its start. */
export function loadFetchClasses(): void {
  if (isLoaded) return
  isLoaded = true
  for (const link of links.splice(0)) link()
}

/** Lets an object inherit from a class of `fetch`, which loads when somebody asks for an inherited member or for the class. */
export function inheritFrom(name: FetchClass, object: object, onLoad: () => void = () => {}): void {
  const link = () => {
    Object.setPrototypeOf(object, prototypeOf(name))
    onLoad()
  }
  if (isLoaded) {
    link()
    return
  }
  links.push(link)
  const load = (): object => {
    loadFetchClasses()
    return object
  }
  Object.setPrototypeOf(
    object,
    new Proxy(
      {},
      {
        get: (_, key, receiver) => (isForeign(key) ? undefined : Reflect.get(load(), key, receiver)),
        has: (_, key) => !isForeign(key) && Reflect.has(load(), key),
        getPrototypeOf: () => Reflect.getPrototypeOf(load()),
      },
    ),
  )
}

/** Tests for a member that no class of `fetch` has: a symbol of others, and `then`, for which `await` asks. */
const isForeign = (key: string | symbol): boolean =>
  key === 'then' || (typeof key === 'symbol' && key !== Symbol.toStringTag)

/** Creates a class that stands for a class of `fetch` in a library, so that loading the library does not load the class. */
export function standInFor(name: FetchClass): new (...args: unknown[]) => object {
  class StandIn {
    constructor(...args: unknown[]) {
      loadFetchClasses()
      // biome-ignore lint/correctness/noConstructorReturn: the instance has the private members of the class.
      return Reflect.construct(globalThis[name], args, new.target) as object
    }
  }
  inheritFrom(name, StandIn.prototype)
  return StandIn
}
