/**
 * Mean rate per neuron (Hz) in bins of whole steps from time 0, and the middles of the bins (ms); the bin that is still
 * filling is left out.
 */
export function ratesInBins(
  steps: Int32Array,
  size: number,
  dtMs: number,
  binMs: number,
  endStep: number,
): { x: Float64Array; y: Float64Array } {
  const binSteps = Math.max(1, Math.round(binMs / dtMs));
  const bins = Math.floor(endStep / binSteps);
  const y = new Float64Array(bins);
  for (const step of steps) {
    const bin = Math.floor(step / binSteps);
    if (bin < bins) y[bin] = (y[bin] ?? 0) + 1;
  }
  const perSpikeHz = 1000 / (size * binSteps * dtMs);
  const x = new Float64Array(bins);
  for (let k = 0; k < bins; k++) {
    y[k] = (y[k] ?? 0) * perSpikeHz;
    x[k] = (k + 0.5) * binSteps * dtMs;
  }
  return { x, y };
}
