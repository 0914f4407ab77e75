import type { NetworkDocument } from '../document/schema.ts';
import { shown } from '../document/schema-words.ts';
import { validateDocument } from '../document/validate.ts';

const FORMAT = 'entrain-projects';
const VERSION = 1;

/** A project in a file: its network, as a file of its own has it, and its named versions; not the steps that can be undone. */
export interface FiledProject<D = unknown> {
  readonly name: string;
  /** ms since 1970. */
  readonly created: number;
  readonly modified: number;
  readonly document: D;
  readonly versions: readonly FiledVersion<D>[];
}

interface FiledVersion<D = unknown> {
  readonly name: string;
  readonly created: number;
  readonly document: D;
}

/** All projects as the text of one file. */
export function projectsFile(projects: readonly FiledProject[], now: number): string {
  const file = { format: FORMAT, version: VERSION, exported: new Date(now).toISOString(), projects };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Whether a file's text, which may be no JSON, is one of projects. */
export function isProjectsFile(text: string): boolean {
  try {
    return Reflect.get(Object(JSON.parse(text)), 'format') === FORMAT;
  } catch {
    return false;
  }
}

export interface ReadProjects {
  readonly projects: readonly FiledProject<NetworkDocument>[];
  /** A sentence for each project or version that the document's reader refuses, or for the whole file. */
  readonly faults: readonly string[];
}

/** Reads a file of projects: each network by the document's reader. One that is at fault keeps no other from being read. */
export function readProjectsFile(text: string, now: number): ReadProjects {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (fault) {
    return { projects: [], faults: [`This is not JSON: ${fault instanceof Error ? fault.message : String(fault)}.`] };
  }
  const { format, version, projects } = Object(json) as Record<string, unknown>;
  const refuse = (sentence: string): ReadProjects => ({ projects: [], faults: [sentence] });
  if (format !== FORMAT) return refuse(`This is no file of projects: its "format" must be "${FORMAT}".`);
  if (typeof version !== 'number' || version > VERSION)
    return refuse(`It has version ${shown(version)}, and this Entrain reads up to version ${VERSION}.`);
  if (!Array.isArray(projects)) return refuse(`"projects" is ${shown(projects)}; it must be a list.`);
  const faults: string[] = [];
  const read = projects.flatMap((given: unknown, k): FiledProject<NetworkDocument>[] => {
    const { name, created, modified, document, versions } = Object(given) as Record<string, unknown>;
    const title = `Project ${k + 1}${typeof name === 'string' ? ` (“${name}”)` : ''}`;
    const network = checked(document, title, faults);
    if (network === null) return [];
    const kept = (Array.isArray(versions) ? versions : []).flatMap((item: unknown): FiledVersion<NetworkDocument>[] => {
      const filed = Object(item) as Record<string, unknown>;
      const called = typeof filed.name === 'string' ? filed.name : 'Version';
      const state = checked(filed.document, `${title}, version “${called}”`, faults);
      return state === null ? [] : [{ name: called, created: timeOf(filed.created, now), document: state }];
    });
    const times = { created: timeOf(created, now), modified: timeOf(modified, now) };
    return [{ name: network.name, ...times, document: network, versions: kept }];
  });
  return { projects: read, faults };
}

const timeOf = (given: unknown, now: number): number =>
  typeof given === 'number' && Number.isFinite(given) && given > 0 ? Math.min(given, now) : now;

function checked(json: unknown, title: string, faults: string[]): NetworkDocument | null {
  const { document, problems } = validateDocument(json);
  if (document === null) faults.push(...problems.map(({ message }) => `${title}: ${message}`));
  return document;
}
