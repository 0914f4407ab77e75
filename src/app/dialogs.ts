import { create } from 'zustand';

/** Which dialogue is open; `versionsOf`: the project whose versions are shown in place of all projects. */
export const useDialogs = create<{
  readonly gallery: boolean;
  readonly projects: boolean;
  readonly versionsOf: string | null;
  readonly help: boolean;
  /** The command palette. */
  readonly commands: boolean;
  readonly problems: boolean;
}>()(() => ({
  gallery: false,
  projects: false,
  versionsOf: null,
  help: false,
  commands: false,
  problems: false,
}));

/** Shows all projects, or the versions of one. */
export const openProjects = (versionsOf: string | null = null): void =>
  useDialogs.setState({ gallery: false, projects: true, versionsOf });

export const closeGallery = (): void => useDialogs.setState({ gallery: false });

export const closeHelp = (): void => useDialogs.setState({ help: false });

export const closeCommands = (): void => useDialogs.setState({ commands: false });

export const closeProjects = (): void => useDialogs.setState({ projects: false, versionsOf: null });
