/** The part of Preact that components in `src/ui` use, without the types of a browser, which conflict with those of Node. */

type ComponentChild = VNode | string | number | boolean | null | undefined | readonly ComponentChild[]

export interface VNode<P = object> {
  readonly type: string | ((props: P) => VNode | null)
  readonly props: P
}

type Attributes = Readonly<Record<string, unknown>>

export function h(type: string, props: Attributes | null, ...children: ComponentChild[]): VNode
export function h<P extends object>(
  type: (props: P) => VNode | null,
  props: (Omit<P, 'children'> & { readonly key?: string | number }) | null,
  ...children: ComponentChild[]
): VNode
