/**
 * What this tab may do with the open project: it alone has it; the browser has no Web Locks, so that another tab may have it
 * too; another tab has it; another tab took it over from here.
 */
export type Access = 'own' | 'unguarded' | 'elsewhere' | 'taken';

export type AccessAction = 'take over' | 'take back' | 'open a copy';

interface Rights {
  readonly mayEdit: boolean;
  /** What is said of it beside the network; null: nothing. */
  readonly sentence: ((name: string) => string) | null;
  readonly actions: readonly AccessAction[];
}

export const RIGHTS: { readonly [A in Access]: Rights } = {
  own: { mayEdit: true, sentence: null, actions: [] },
  unguarded: { mayEdit: true, sentence: null, actions: [] },
  elsewhere: {
    mayEdit: false,
    sentence: (name) => `“${name}” is open in another tab: here it can be looked at and run, not changed.`,
    actions: ['take over', 'open a copy'],
  },
  taken: {
    mayEdit: false,
    sentence: (name) => `“${name}” was taken over by another tab: here it can be looked at and run, not changed.`,
    actions: ['take back', 'open a copy'],
  },
};

/** Said where projects are listed, if the browser has no Web Locks. */
export const UNGUARDED =
  'This browser does not say whether another tab has the same network open. If both change it, the later one goes on in a copy.';
