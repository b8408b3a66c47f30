// Something made when it is first asked for.
/** Made at the first asking and then the same; whoever never asks pays nothing. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}
