/**
 * `stiffest` of a graph whose synapses are drawn independently: the mean in-degree k, the scatter of degrees and the edge of the
 * spectrum, of about sqrt(k (1 - k/N)) each (Füredi and Komlós, Combinatorica 1 (1981) 233), as far as 2 k.
 */
export const stiffestAtRandom = (degree: number, neurons: number): number =>
  1 + Math.min(1, 2 * Math.sqrt(Math.max(0, 1 - degree / neurons) / Math.max(1, degree)));
