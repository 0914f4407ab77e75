import { describe, expect, it } from 'vitest';
import { isModelFile, modelFileText, readModelFile } from '../../src/document/model-file.ts';
import { copyOf } from './models.ts';

const file = { format: 'entrain-model', version: 1, model: copyOf('adex') };
const sentences = (json: unknown) => readModelFile(JSON.stringify(json)).problems.map(({ message }) => message);

describe('a model in a file', () => {
  it('comes back as it was saved', () => {
    const text = modelFileText(copyOf('izhikevich'));
    expect(isModelFile(text)).toBe(true);
    expect(readModelFile(text)).toEqual({ model: copyOf('izhikevich'), problems: [] });
  });

  it('is read though its equations are at fault', () => {
    const model = { ...copyOf('adex'), equations: 'dv/dt = (' };
    expect(readModelFile(modelFileText(model)).model).toEqual(model);
  });

  it('is told from a network, and from what is no JSON', () => {
    expect(isModelFile('{"format": "entrain-network"}')).toBe(false);
    expect(isModelFile('nonsense')).toBe(false);
  });
});

describe('a model file is refused', () => {
  it('that is no JSON', () => {
    expect(readModelFile('{').problems[0]).toMatchObject({ code: 'not-json' });
  });

  it('that is another file', () => {
    expect(sentences({ format: 'entrain-network' })).toEqual([
      'File: this is not an Entrain model: its "format" must be "entrain-model".',
    ]);
    expect(sentences(3)).toHaveLength(1);
  });

  it('that a newer program wrote', () => {
    expect(sentences({ ...file, version: 2 })).toEqual([
      'File: it has version 2, and this Entrain reads up to version 1. Update Entrain to open it.',
    ]);
  });

  it('with every field at fault', () => {
    const { threshold: _, ...rest } = file.model;
    const parameters = [{ name: 'a', unit: 3, meaning: '', default: '1' }];
    const broken = { ...file, model: { ...rest, parameters, colour: 'red' } };
    const found = readModelFile(JSON.stringify(broken));
    expect(found.model).toBeNull();
    expect(found.problems.map(({ field }) => field).sort()).toEqual([
      'model.colour',
      'model.parameters.0.unit',
      'model.threshold',
    ]);
  });
});
