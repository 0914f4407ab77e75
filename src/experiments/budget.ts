/** Memory for a network, bytes: of WebAssembly's 4 GiB, less room to work; and for all that stand at the same time in one place. */
const BUDGETS = {
  page: { network: 3e9, together: 4e9 },
  process: { network: 4e9, together: 8e9 },
} as const;

/** Memory that each of `networks` that stand at the same time in a page, or in a process of Node, may take, bytes. */
export function budgetBytes(place: keyof typeof BUDGETS, networks = 1): number {
  const { network, together } = BUDGETS[place];
  return Math.min(network, together / networks);
}
