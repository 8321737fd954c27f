import { z } from 'zod'
import { type Fault, fault } from '../fault.ts'
import { acceptOrReject, headerName } from './shared.ts'

export const auth = z
  .strictObject({
    in: z.enum(['header', 'query']).default('header').meta({
      title: 'Place of the API key',
      description: 'header: a request header. query: a parameter of the query. Default: header.',
    }),
    name: headerName.default('Authorization').meta({
      title: 'Name of the API key',
      description:
        'Name of the request header or of the parameter that carries the API key. Default: Authorization in a header, key in the query.',
    }),
    scheme: z.string().default('Bearer').meta({
      title: 'Word before the API key',
      description:
        'Word that stands before the API key, such as Bearer; empty where the header or the parameter holds the key alone. Default: Bearer in the header Authorization, empty anywhere else.',
    }),
    extraPlaces: z
      .array(
        z
          .strictObject({
            in: z.enum(['header', 'query']).meta({
              title: 'Further place of the API key',
              description: 'header: a request header. query: a parameter of the query.',
            }),
            name: headerName.meta({
              title: 'Further name of the API key',
              description: 'Name of the header or of the parameter.',
            }),
            scheme: z.string().default('').meta({
              title: 'Word before the API key in the further place',
              description: 'Word that stands before the API key; empty where the key stands alone. Default: empty.',
            }),
          })
          .meta({ title: 'Further place', description: 'A place where the gateway accepts the key too.' }),
      )
      .min(1)
      .optional()
      .meta({
        title: 'Further places of the API key',
        description:
          'Places where the gateway accepts the key too; the first that a request has counts, after the usual header. Default: none.',
      }),
    withoutScheme: acceptOrReject.default('reject').meta({
      title: 'API key without the scheme',
      description:
        'accept: the gateway also accepts the key without the word before it. reject: the gateway refuses it. Default: reject.',
    }),
    optionalPrefix: z.string().optional().meta({
      title: 'Prefix that a key may leave out',
      description: 'Start of an API key that callers may leave out, such as sk-.',
    }),
    withoutKey: acceptOrReject.default('reject').meta({
      title: 'Request without an API key',
      description: 'accept: a request without a key is accepted. reject: such a request is refused. Default: reject.',
    }),
  })
  .meta({ title: 'Authentication', description: 'How a request proves which account sends it.' })
export type Auth = z.infer<typeof auth>

/** Checks that a parameter holds the key alone, and that no place of the key is named twice: the later one would never count. */
export function* checkAuth(auth: Auth): Generator<Fault> {
  const { scheme, extraPlaces = [] } = auth
  if (auth.in === 'query' && scheme !== '')
    yield fault(
      ['auth', 'scheme'],
      `a parameter of the query holds the key without the word ${scheme}: remove the scheme`,
    )
  const taken = new Set([placeOf(auth)])
  for (const [index, place] of extraPlaces.entries()) {
    if (taken.has(placeOf(place)))
      yield fault(
        ['auth', 'extraPlaces', index],
        `the ${place.in} ${place.name} is already a place of the key: name each place once`,
      )
    taken.add(placeOf(place))
  }
}

const placeOf = ({ in: kind, name }: { readonly in: string; readonly name: string }) =>
  `${kind} ${kind === 'header' ? name.toLowerCase() : name}`
