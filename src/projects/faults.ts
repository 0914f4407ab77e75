/** The browser's database did not answer in time. */
class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** The promise, or a refusal if it takes longer. */
export function answered<T>(promise: Promise<T>, limitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer in ${limitMs} ms`)), limitMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Why nothing is kept, in a sentence. */
export function storageSentence(fault: unknown): string {
  const name = fault instanceof Error || fault instanceof DOMException ? fault.name : '';
  if (name === 'QuotaExceededError') return 'The browser’s storage is full: the last changes are not saved.';
  if (name === 'NoAnswer') return 'The browser’s storage does not answer: the last changes are not saved.';
  if (name === 'InvalidStateError')
    return 'The browser’s storage was closed, as by a newer Entrain in another tab: reload the page to go on saving.';
  return 'The browser keeps no data here (a private window, or storage is denied): changes are not saved.';
}
