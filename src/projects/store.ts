import type { ProjectBody, ProjectHead, Version } from './project.ts';

/** Where projects are kept. Each call may be refused, as by a full disk. */
export interface ProjectStore {
  heads(): Promise<ProjectHead[]>;
  head(id: string): Promise<ProjectHead | undefined>;
  body(id: string): Promise<ProjectBody | undefined>;
  /**
   * Writes a project (null: its head alone) and gives the head that is kept, of the next revision; null, and nothing is
   * written, where the kept one is not of the revision that `head` says: another tab wrote in between. A new one has 0.
   */
  write(head: ProjectHead, body: ProjectBody | null): Promise<ProjectHead | null>;
  /** Removes a project and its versions for good. */
  remove(id: string): Promise<void>;
  versions(project: string): Promise<Version[]>;
  writeVersion(version: Version): Promise<void>;
  removeVersion(version: Version): Promise<void>;
  /** The one network that Entrain kept before there were projects; undefined: none. */
  autosaved(): Promise<unknown>;
  forgetAutosaved(): Promise<void>;
}

/** What else is kept under the id of a project, such as its last results: it is copied and removed with it. */
export interface ProjectPart {
  copy(from: string, to: string): Promise<void>;
  remove(project: string): Promise<void>;
}

/** Projects for as long as the page is open: where the browser keeps nothing, and in tests. */
export function memoryStore(autosaved?: unknown): ProjectStore {
  const heads = new Map<string, ProjectHead>();
  const bodies = new Map<string, ProjectBody>();
  const versions = new Map<string, Version>();
  const keyOf = ({ project, id }: Version): string => `${project}/${id}`;
  let before = autosaved;
  return {
    heads: async () => [...heads.values()],
    head: async (id) => heads.get(id),
    body: async (id) => bodies.get(id),
    async write(head, body) {
      if ((heads.get(head.id)?.revision ?? 0) !== head.revision) return null;
      const written = { ...head, revision: head.revision + 1 };
      heads.set(head.id, written);
      if (body !== null) bodies.set(head.id, structuredClone(body));
      return written;
    },
    async remove(id) {
      heads.delete(id);
      bodies.delete(id);
      for (const [key, { project }] of versions) if (project === id) versions.delete(key);
    },
    versions: async (id) => [...versions.values()].filter(({ project }) => project === id),
    writeVersion: async (version) => void versions.set(keyOf(version), structuredClone(version)),
    removeVersion: async (version) => void versions.delete(keyOf(version)),
    autosaved: async () => before,
    async forgetAutosaved() {
      before = undefined;
    },
  };
}
