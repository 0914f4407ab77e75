import { create } from 'zustand';

/** Which dialogue is open. */
export const useDialogs = create<{ readonly gallery: boolean; readonly help: boolean; readonly problems: boolean }>()(
  () => ({
    gallery: false,
    help: false,
    problems: false,
  }),
);
