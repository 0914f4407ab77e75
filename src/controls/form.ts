import { createContext, useContext } from 'react';

/** What the controls of a form take part in. */
export interface Form {
  /** It is another one after every change of whatever the form edits; a sentence about a refused text is then void. */
  readonly revision: unknown;
  /** A field was left, or Enter was pressed in it: what follows is another step of undo. */
  readonly onLeave: () => void;
}

/** Controls outside of a form are on their own. */
export const FormContext = createContext<Form>({ revision: null, onLeave: () => undefined });

export const useForm = (): Form => useContext(FormContext);
