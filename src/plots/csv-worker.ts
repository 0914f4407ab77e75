import { expose } from 'comlink';
import { type Part, partText } from './csv.ts';

/** Text that is kept until it goes into a blob, which the browser may keep on the disk, characters. */
const MOST_TEXT = 4_000_000;

let blobs: Blob[] = [];
let texts: string[] = [];
let length = 0;

function pack(): void {
  blobs.push(new Blob(texts));
  texts = [];
  length = 0;
}

/** Writes a table as text, part by part, apart from the page's thread. */
const service = {
  add(part: Part): void {
    const text = partText(part);
    texts.push(text);
    length += text.length;
    if (length > MOST_TEXT) pack();
  },
  end(): Blob {
    pack();
    const whole = new Blob(blobs, { type: 'text/csv' });
    blobs = [];
    return whole;
  },
};

export type CsvService = typeof service;

expose(service);
