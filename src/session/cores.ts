/** Cores for each of several networks that run at the same time; of more than two, the interface keeps one. */
export function coresForEach(cores: number, networks: number): number {
  return Math.max(1, Math.floor((cores > 2 ? cores - 1 : cores) / networks));
}
