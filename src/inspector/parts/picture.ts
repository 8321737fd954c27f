import { h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { imageAddress, type Query } from '../api.ts'

/** Shows an image of the mock. */
export function Picture({ path, query = {}, alt }: { path: string; query?: Query; alt: string }) {
  const [address, setAddress] = useState<string>()
  const [isBroken, setBroken] = useState(false)
  const key = `${path}?${JSON.stringify(query)}`
  useEffect(() => {
    let isGone = false
    let blob: string | undefined
    setBroken(false)
    imageAddress(path, query).then(
      (found) => {
        if (found.startsWith('blob:')) blob = found
        if (isGone && blob) URL.revokeObjectURL(blob)
        else setAddress(found)
      },
      () => setBroken(true),
    )
    return () => {
      isGone = true
      if (blob) URL.revokeObjectURL(blob)
    }
  }, [key])
  if (isBroken) return h('span', { class: 'broken small' }, alt)
  return h('img', { src: address, alt, onError: () => setBroken(true), loading: 'lazy', decoding: 'async' })
}
