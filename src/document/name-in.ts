/** The name of the node, population or configuration with an id; the id itself where there is none, so that a sentence still says which. */
export const nameIn = (named: readonly { readonly id: string; readonly name: string }[], id: string): string =>
  named.find((thing) => thing.id === id)?.name ?? id;
