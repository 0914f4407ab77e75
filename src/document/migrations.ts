/** The version that this program writes. */
export const CURRENT_VERSION = 1;

/** A step from one version of the saved format to the next. */
export interface Migration {
  readonly from: number;
  readonly name: string;
  readonly apply: (saved: Record<string, unknown>) => Record<string, unknown>;
}

/** In order of `from`; empty while there is but one version. */
const migrations: readonly Migration[] = [];

/** Brings a saved object up to the present version; null where it is newer than this program. */
export function migrate(saved: Record<string, unknown>): Record<string, unknown> | null {
  if (typeof saved.version !== 'number') return saved;
  if (saved.version > CURRENT_VERSION) return null;
  return migrations
    .filter(({ from }) => from >= (saved.version as number))
    .reduce((object, { apply }) => apply(object), saved);
}
