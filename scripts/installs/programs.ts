/** Uses the main entries of the installed package. Prints the status of a request, the size of an image and the clock. */
export const useProgram = `
import { createManualClock, createMock, findProvider, openStore } from 'proofsheet'
import { createRecorder } from 'proofsheet/cassettes'
import { createImageClient } from 'proofsheet/client'
import { reports } from 'proofsheet/conformance'

const store = await openStore('sqlite:./state.db')
const clock = createManualClock()
const mock = await createMock({ providers: [await findProvider('dimilinks')], clock, speed: Infinity, store })
const baseUrl = 'http://localhost/dimilinks/v1'
const client = createImageClient({ provider: 'dimilinks', apiKey: 'k', baseUrl, fetch: mock.fetch, clock })
const { data } = await client.submit('generate', { prompt: '一只红色的狐狸', size: '1:1', resolution: '1k' })
const { data: [image] } = await client.wait(data)
const { data: bytes } = await client.bytes(image)
const size = [16, 20].map((offset) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset))
console.log(JSON.stringify([typeof createRecorder, Object.keys(reports).length > 3, ...size]))
await store.close()
`

/** Expected output of the program. */
export const used = '["function",true,1024,1024]\n'

/** Verifies the mock of each shipped gateway with the installed package. Prints the gateways that deviate, of all. */
export const verifyProgram = `
import { createManualClock, createMock, findProvider, shippedIds } from 'proofsheet'
import { verify } from 'proofsheet/conformance'

const [key, otherKey] = ['sk-right-and-known', 'sk-right-and-other']
const faults = []
const ids = await shippedIds()
for (const id of ids) {
  const provider = await findProvider(id)
  const clock = createManualClock()
  const report = (kind) => (fault) => faults.push(id + ': ' + kind + ' ' + (fault.stack ?? JSON.stringify(fault)))
  const options = { onError: report('error'), onViolation: report('violation') }
  const mock = await createMock({ providers: [provider], clock, atRoot: true, keys: [key, otherKey], ...options })
  const baseUrl = 'http://localhost' + provider.contract.operations[0]?.basePath
  const { findings } = await clock.runUntil(
    verify({ provider, baseUrl, key, otherKey, clock, fetch: mock.fetch, maxImages: 10 }),
  )
  const seen = findings.filter(({ verdict }) => verdict !== 'not observed')
  if (seen.length < 90) faults.push(id + ': saw only ' + seen.length + ' traits')
  for (const { trait, verdict } of seen) if (verdict !== 'conforms') faults.push(id + ': ' + trait + ' ' + verdict)
}
console.log(JSON.stringify({ gateways: ids.length, faults }))
`

/** Expected output of the program. */
export const verified = '{"gateways":14,"faults":[]}\n'
