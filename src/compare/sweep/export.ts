import type { CellResult, Sweep } from '../../experiments/sweep/sweep.ts';
import { csvOf, jsonOf } from '../../experiments/sweep/table.ts';
import { token } from '../../plots/colours.ts';
import { downloadCsv, fileStem, saveBlob } from '../../plots/download.ts';
import { paint } from '../../plots/marks/canvas.ts';
import type { Scene } from '../../plots/marks/marks.ts';
import { svgOf } from '../../plots/marks/svg.ts';

export function exportCsv(name: string, sweep: Sweep, results: readonly CellResult[]): void {
  downloadCsv(name, csvOf(sweep, results));
}

export function exportJson(name: string, sweep: Sweep, results: readonly CellResult[]): void {
  saveBlob(`${fileStem(name)}.json`, new Blob([jsonOf(sweep, results)], { type: 'application/json' }));
}

export function exportSvg(name: string, scene: Scene): void {
  saveBlob(`${fileStem(name)}.svg`, new Blob([svgOf(scene, token('--surface'))], { type: 'image/svg+xml' }));
}

/** Twice as fine as the page. */
export function exportPng(name: string, scene: Scene): void {
  const picture = document.createElement('canvas');
  picture.width = 2 * scene.width;
  picture.height = 2 * scene.height;
  const context = picture.getContext('2d');
  if (context === null) return;
  context.scale(2, 2);
  context.fillStyle = token('--surface');
  context.fillRect(0, 0, scene.width, scene.height);
  paint(context, scene);
  picture.toBlob((blob) => {
    if (blob !== null) saveBlob(`${fileStem(name)}.png`, blob);
  });
}
