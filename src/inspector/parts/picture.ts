import { h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { imageAddress, type Query } from '../api.ts'

/** Shows an image of the mock. */
export function Picture({ path, query = {}, alt }: { path: string; query?: Query; alt: string }) {
  const [address, setAddress] = useState<string>()
  const key = `${path}?${JSON.stringify(query)}`
  useEffect(() => {
    let isGone = false
    imageAddress(path, query).then(
      (found) => isGone || setAddress(found),
      () => {},
    )
    return () => {
      isGone = true
    }
  }, [key])
  return h('img', { src: address, alt, loading: 'lazy', decoding: 'async' })
}
