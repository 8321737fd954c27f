/** Words of a report, each with an explanation for people who never used the tool. */
const en = {
  title: 'What the words mean',
  terms: [
    ['must', 'The documents state the value. A gateway that differs breaks its promise, and the run fails.'],
    ['should', 'An example in the documents shows the value. A difference is a warning.'],
    ['may', 'The value was deduced, and is not written down. A difference is a note.'],
    ['conforms', 'The gateway does what the documents say.'],
    ['deviates', 'The gateway does something else than the documents say.'],
    ['undocumented', 'The documents say nothing, so the value is only noted.'],
    ['not observed', 'No response showed the value. The report gives the reason.'],
    ['error', 'The test itself failed, which is a fault of Proofsheet and not of the gateway.'],
    ['trait', 'One named property of a gateway, such as the maximum number of reference images.'],
    ['invariant', 'A rule that every gateway has to keep, such as: a finished task stays finished.'],
    ['exchange', 'A request of the run and its response. Each finding names the exchanges that show it.'],
  ],
}

const zh: { readonly title: string; readonly terms: string[][] } = {
  title: '用语说明',
  terms: [
    ['必须', '文档写明了该值。与之不同的网关违背了承诺，运行不通过。'],
    ['应当', '文档的示例显示了该值。不同则为警告。'],
    ['可以', '该值是推断的，没有写明。不同仅作提示。'],
    ['符合', '网关的行为与文档一致。'],
    ['偏离', '网关的行为与文档不一致。'],
    ['文档未说明', '文档没有说明，因此仅记录该值。'],
    ['未观察到', '没有响应显示该值，报告给出原因。'],
    ['出错', '测试本身出错，是 Proofsheet 的问题，不是网关的问题。'],
    ['特征', '网关的一项有名称的性质，例如参考图的最大数量。'],
    ['规则', '每个网关都要遵守的规则，例如：已完成的任务保持完成。'],
    ['请求与响应', '运行中的一次请求及其响应。每一项结论都列出作为证据的请求编号。'],
  ],
}

export const glossaryWords = { en, zh } as const
