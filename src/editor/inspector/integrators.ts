/** Ways to integrate, as the inspector offers them. */
export const INTEGRATORS = [
  { value: 'default', label: 'chosen from the equations' },
  { value: 'exact', label: 'exact (linear; terms of time to order 4)' },
  { value: 'euler', label: 'Euler' },
  { value: 'sequential_euler', label: 'sequential Euler' },
  { value: 'exponential_euler', label: 'exponential Euler' },
  { value: 'rk2', label: 'Runge–Kutta 2' },
  { value: 'rk4', label: 'Runge–Kutta 4' },
] as const;
