import { MantineProvider } from '@mantine/core';
import React from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { vi } from 'vitest';
import { loadWhenIdle } from '../../src/controls/later.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { Inspector } from '../../src/editor/inspector/index.ts';
import { useEditor } from '../../src/editor/store.ts';

// What is fetched later is here before anything is looked at.
await loadWhenIdle(async () => undefined);

export interface Inspected {
  readonly html: string;
  /** The markup of the row of a field, which begins with its path; empty: it has none. */
  row(field: string): string;
}

/** The inspector of a node or an edge, as the page has it. */
export function inspect(document: NetworkDocument, at: string): Inspected {
  const { load, select } = useEditor.getState();
  load(document);
  const isEdge = document.edges.some(({ id }) => id === at);
  select({ nodes: isEdge ? [] : [at], edges: isEdge ? [at] : [] });
  // Without a page, stores would show what they began with.
  const present = vi.spyOn(React, 'useSyncExternalStore').mockImplementation((_, snapshot) => snapshot());
  const html = renderToStaticMarkup(
    <MantineProvider>
      <Inspector />
    </MantineProvider>,
  );
  present.mockRestore();
  const rows = html.split(/(?=<[^>]* data-field=")/);
  return { html, row: (field) => rows.find((row) => row.includes(` data-field="${field}"`)) ?? '' };
}
