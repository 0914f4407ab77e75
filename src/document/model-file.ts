import { z } from 'zod';
import type { Problem } from '../contract/index.ts';
import { ownModelSchema } from './own-model-schema.ts';
import { type ProblemInput, problem } from './problems.ts';
import type { OwnModel } from './schema.ts';
import { faultSentence, fieldOf, schemaFaults, shown } from './schema-words.ts';

const VERSION = 1;

/** A model in a file of its own. */
const modelFileSchema = z.strictObject({
  format: z.literal('entrain-model'),
  version: z.literal(VERSION),
  model: ownModelSchema,
});

export interface ModelFile {
  readonly model: OwnModel | null;
  readonly problems: readonly Problem[];
}

export function modelFileText(model: OwnModel): string {
  return `${JSON.stringify({ format: 'entrain-model', version: VERSION, model }, null, 2)}\n`;
}

const isModel = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && Reflect.get(json, 'format') === 'entrain-model';

/** Whether a file's text says that it is a model, whatever its faults. */
export function isModelFile(text: string): boolean {
  try {
    return isModel(JSON.parse(text));
  } catch {
    return false;
  }
}

/** Reads a model's file; all faults of its form are listed. Whether its equations fit is model-faults.ts's to say. */
export function readModelFile(text: string): ModelFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (fault) {
    return refused({
      code: 'not-json',
      sentence: `this is not JSON: ${fault instanceof Error ? fault.message : fault}.`,
    });
  }
  return validateModelFile(json);
}

function validateModelFile(json: unknown): ModelFile {
  if (!isModel(json)) {
    const given = typeof json === 'object' && json !== null ? shown(Reflect.get(json, 'format')) : typeof json;
    const sentence = 'this is not an Entrain model: its "format" must be "entrain-model".';
    return refused({ code: 'not-a-model', field: 'format', given, allowed: 'entrain-model', sentence });
  }
  const version: unknown = Reflect.get(json as object, 'version');
  if (typeof version === 'number' && version > VERSION) {
    const sentence = `it has version ${version}, and this Entrain reads up to version ${VERSION}. Update Entrain to open it.`;
    return refused({ code: 'newer-version', field: 'version', given: String(version), allowed: '1', sentence });
  }
  const parsed = modelFileSchema.safeParse(json);
  if (parsed.success) return { model: parsed.data.model, problems: [] };
  return refused(...formFaults(modelFileSchema, json));
}

type Fault = Omit<ProblemInput, 'subject'>;

function refused(...faults: readonly Fault[]): ModelFile {
  return { model: null, problems: faults.map((fault) => problem({ ...fault, subject: { id: null, title: 'File' } })) };
}

/** All faults of a file's form. */
export const formFaults = (schema: z.ZodType, json: unknown): Fault[] =>
  schemaFaults(schema, json).map((fault) => ({
    code: 'schema',
    field: fieldOf(fault) || 'it',
    given: fault.given,
    allowed: fault.allowed,
    sentence: faultSentence(fault),
  }));
