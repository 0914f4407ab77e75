import { notifications } from '@mantine/notifications';
import { reportHtml } from '../compare/report/report.ts';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { fileStem, saveBlob } from '../plots/download.ts';

/** Writes the network and its last runs as one HTML file. */
export async function saveReport(): Promise<void> {
  try {
    const { default: katex } = await import('katex');
    const { base } = useEditor.getState();
    const runs = await Promise.all(
      useSimulation
        .getState()
        .runs.map(async (run) => ({ ...run, recordings: (await run.analysis?.whole()) ?? run.recordings })),
    );
    const html = reportHtml({
      document: base,
      runs,
      tex: (tex) => ({ html: katex.renderToString(tex, { output: 'mathml', throwOnError: false }) }),
      version: __VERSION__,
      date: new Date().toISOString().slice(0, 10),
    });
    saveBlob(`${fileStem(base.name)}-report.html`, new Blob([html], { type: 'text/html' }));
  } catch (fault) {
    notifications.show({ message: `The report could not be written: ${String(fault)}`, color: 'red' });
  }
}
