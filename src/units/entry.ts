/** What a record holds under a name that somebody chose: never what every object has by birth, such as `constructor`. */
export function entryOf<T>(record: Readonly<Record<string, T>> | null | undefined, name: string): T | undefined {
  return record != null && Object.hasOwn(record, name) ? record[name] : undefined;
}
