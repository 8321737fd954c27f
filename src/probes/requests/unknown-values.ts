/** Names that nobody has: how a gateway answers them is how it answers all that it does not know. */
export const strangeField = 'unheard_of_0000'
export const strangeModel = 'no-such-model-0000'
export const strangeKey = 'sk-0000000000000000000000000000000000000000'
export const strangeThing = 'no-such-thing-0000000000'
