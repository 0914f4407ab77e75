import { create } from 'zustand';
import type { Problem } from '../contract/index.ts';

/** Faults of a file that was refused, for the dialogue that lists them. */
export const useRefusedFile = create<{ readonly name: string; readonly problems: readonly Problem[] }>()(() => ({
  name: '',
  problems: [],
}));

export const closeRefusedFile = (): void => useRefusedFile.setState({ name: '', problems: [] });
