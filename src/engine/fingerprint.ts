/** A short text that differs where plain data (with typed arrays) differ. It is not meant against forgery. */
export function fingerprint(data: unknown): string {
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  const mix = (word: number): void => {
    first = Math.imul(first ^ word, 0x01000193);
    first ^= first >>> 15;
    second = Math.imul(second ^ word, 0x85ebca6b);
    second ^= second >>> 13;
  };
  const add = (value: unknown): void => {
    if (typeof value === 'number') {
      number[0] = value;
      mix(words[0] ?? 0);
      mix(words[1] ?? 0);
    } else if (typeof value === 'string') {
      mix(value.length);
      for (let k = 0; k < value.length; k++) mix(value.charCodeAt(k));
    } else if (typeof value === 'object' && value !== null) {
      addEntries(value);
    } else {
      mix(value === true ? 1 : value === false ? 2 : 3);
    }
  };
  const addEntries = (value: object): void => {
    if (ArrayBuffer.isView(value) || Array.isArray(value)) {
      const list = value as ArrayLike<unknown>;
      mix(list.length);
      for (let k = 0; k < list.length; k++) add(list[k]);
      return;
    }
    for (const [key, entry] of Object.entries(value)) {
      add(key);
      add(entry);
    }
  };
  add(data);
  return [first, second].map((hash) => (hash >>> 0).toString(16).padStart(8, '0')).join('');
}
