/** Every buffer of the typed arrays in plain data, once: with them it goes to another thread without a copy. */
export function buffersIn(data: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const look = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    } else if (Array.isArray(value)) {
      // Lists of numbers have none.
      if (typeof value[0] === 'object') for (const entry of value) look(entry);
    } else if (typeof value === 'object' && value !== null) {
      for (const entry of Object.values(value)) look(entry);
    }
  };
  look(data);
  return [...buffers];
}
