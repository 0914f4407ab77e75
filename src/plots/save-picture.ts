import { token } from './colours.ts';
import { fileStem, saveBlob } from './download.ts';
import { paint } from './marks/canvas.ts';
import type { Box, Mark, Scene } from './marks/marks.ts';
import { moved } from './marks/plot-scene.ts';
import { svgOf } from './marks/svg.ts';
import { shownScenes } from './shown-scenes.ts';

/** Text of a probe's tables and captions, where it stands. */
const TEXTS = 'th, td, [data-caption]';

/** Where an element stands within another one, px: the network's view may be zoomed, a picture of it is not. */
function placeWithin(host: HTMLElement): (element: Element) => Box {
  const outer = host.getBoundingClientRect();
  const zoom = outer.width / host.offsetWidth || 1;
  return (element) => {
    const box = element.getBoundingClientRect();
    return {
      left: (box.left - outer.left) / zoom,
      top: (box.top - outer.top) / zoom,
      width: box.width / zoom,
      height: box.height / zoom,
    };
  };
}

/** The canvases of a probe as one picture, with the text of its tables. */
function pngOf(host: HTMLElement): Promise<Blob | null> {
  const ratio = window.devicePixelRatio || 1;
  const placeOf = placeWithin(host);
  const picture = document.createElement('canvas');
  picture.width = Math.round(host.offsetWidth * ratio);
  picture.height = Math.round(host.offsetHeight * ratio);
  const context = picture.getContext('2d');
  if (context === null) return Promise.resolve(null);
  context.scale(ratio, ratio);
  context.fillStyle = token('--surface');
  context.fillRect(0, 0, host.offsetWidth, host.offsetHeight);
  for (const canvas of host.querySelectorAll('canvas')) {
    const { left, top, width, height } = placeOf(canvas);
    context.drawImage(canvas, left, top, width, height);
  }
  paint(context, { marks: textMarks(host) });
  return new Promise((resolve) => picture.toBlob(resolve));
}

const textMarks = (host: HTMLElement, cells: readonly Element[] = [...host.querySelectorAll(TEXTS)]): Mark[] => {
  const placeOf = placeWithin(host);
  return cells.map((cell): Mark => {
    const { left, top, width, height } = placeOf(cell);
    const text = cell.textContent?.trim() ?? '';
    const at = [left + 4, top + height / 2] as const;
    return { kind: 'text', at, text, fill: token('--ink'), anchor: 'start', size: 12, most: width - 4 };
  });
};

/** What a probe shows, zoomed as it is, as marks: of plots, and of the text of its tables. */
function shownScene(host: HTMLElement): Scene {
  const placeOf = placeWithin(host);
  const plots = shownScenes(host).flatMap(({ element, scene }) => {
    const { left, top } = placeOf(element);
    return scene.marks.map((mark) => moved(mark, left, top));
  });
  // The scene of a plot has its own legend.
  const cells = [...host.querySelectorAll(TEXTS)].filter((cell) => cell.closest('.uplot') === null);
  return { width: host.offsetWidth, height: host.offsetHeight, marks: [...plots, ...textMarks(host, cells)] };
}

/** A picture of what a probe shows, its plots and tables, to be kept. */
export async function savePicture(format: 'png' | 'svg', name: string, host: HTMLElement): Promise<void> {
  const picture =
    format === 'png'
      ? await pngOf(host)
      : new Blob([svgOf(shownScene(host), token('--surface'))], { type: 'image/svg+xml' });
  if (picture === null) throw new Error('the browser made no picture');
  saveBlob(`${fileStem(name)}.${format}`, picture);
}
