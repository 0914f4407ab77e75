/** The next of 1, 2, 5, 10, ... at or below a step. */
export function roundStep(stepMs: number): number {
  const decade = 10 ** Math.floor(Math.log10(stepMs));
  const lead = [5, 2, 1].find((one) => one * decade <= stepMs * (1 + 1e-9)) ?? 1;
  return Number((lead * decade).toPrecision(1));
}
