/** Names that nobody has: how a gateway answers them is how it answers all that it does not know. */
export const unknownField = 'unheard_of_0000'
export const unknownModel = 'no-such-model-0000'
export const unknownKey = 'sk-0000000000000000000000000000000000000000'
export const unknownId = 'no-such-thing-0000000000'
