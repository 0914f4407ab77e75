/** Ways to integrate, as the inspector offers them. */
export const INTEGRATORS = [
  { value: 'default', label: 'chosen from the equations' },
  { value: 'exact', label: 'exact (linear)' },
  { value: 'euler', label: 'Euler; Euler–Maruyama (Itô)' },
  { value: 'sequential_euler', label: 'sequential Euler' },
  { value: 'exponential_euler', label: 'exponential Euler' },
  { value: 'rk2', label: 'Runge–Kutta 2' },
  { value: 'rk4', label: 'Runge–Kutta 4' },
  { value: 'stochastic_heun', label: 'Heun (Stratonovich)' },
  { value: 'heun', label: 'Heun as in Brian2 (Stratonovich)' },
  { value: 'milstein', label: 'Milstein (Stratonovich)' },
] as const;
