import type { Answer } from '../ask.ts'
import type { Lab, Observed, Probe } from '../probe.ts'
import { causeSeen } from '../refusals/causes.ts'
import { isSameReason, readRefusal } from '../refusals/refusal.ts'
import { credential, unreadable } from '../requests/free-requests.ts'
import { strangeKey } from '../requests/unknown-values.ts'

/** Whether the gateway got past the key: it refuses for what it refuses with the right one. */
async function isTaken({ facts, ask }: Lab, answer: Answer): Promise<boolean> {
  const [right, given] = [await ask(unreadable(facts)), answer].map((each) => readRefusal(facts, each))
  if (!right) throw new Error('a body that can not be read was taken')
  return given !== undefined && isSameReason(right, given)
}

export const keyNeeded: Probe = {
  id: 'auth.key',
  observes: ['/auth/required', '/errors/causes/missingKey/*'],
  cost: 0,
  async observe(lab) {
    const { facts, ask } = lab
    const without = await ask({ ...unreadable(facts), key: null })
    const required = !(await isTaken(lab, without))
    return {
      seen: [
        { trait: '/auth/required', value: required, evidence: [without.number] },
        ...(required ? causeSeen(facts, 'missingKey', without) : []),
      ],
    }
  },
}

export const keyJudged: Probe = {
  id: 'auth.wrong',
  observes: ['/errors/causes/wrongKey/*'],
  cost: 0,
  async observe(lab) {
    const { facts, ask } = lab
    const wrong = await ask({ ...unreadable(facts), key: credential(facts, strangeKey) })
    if (!(await isTaken(lab, wrong))) return { seen: causeSeen(facts, 'wrongKey', wrong) }
    return { seen: [], unseen: [{ trait: '/errors/causes/wrongKey/status', why: 'the gateway takes any key' }] }
  },
}

export const keyWritten: Probe = {
  id: 'auth.writing',
  observes: ['/auth/schemeOptional', '/auth/optionalPrefix'],
  cost: 0,
  async observe(lab) {
    const { facts, key } = lab
    if (key === undefined) return { seen: [], unseen: unwritten('no key was given') }
    if (!facts.auth.required) return { seen: [], unseen: unwritten('no key is needed') }
    const seen: Observed[] = []
    if (facts.auth.scheme !== '') {
      const bare = await lab.ask({ ...unreadable(facts), key })
      seen.push({ trait: '/auth/schemeOptional', value: await isTaken(lab, bare), evidence: [bare.number] })
    }
    const prefix = key.match(/^[a-z]{2,3}-/)?.[0]
    if (prefix === undefined) return { seen, unseen: [{ trait: '/auth/optionalPrefix', why: 'the key has no prefix' }] }
    const trait = '/auth/optionalPrefix'
    if (await isTaken(lab, await lab.ask({ ...unreadable(facts), key: credential(facts, strangeKey) })))
      return { seen, unseen: [{ trait, why: 'the gateway takes any key' }] }
    const cut = await lab.ask({ ...unreadable(facts), key: credential(facts, key.slice(prefix.length)) })
    const value = (await isTaken(lab, cut)) ? prefix : undefined
    return { seen: [...seen, { trait, value, evidence: [cut.number] }] }
  },
}

const unwritten = (why: string) => ['/auth/schemeOptional', '/auth/optionalPrefix'].map((trait) => ({ trait, why }))
