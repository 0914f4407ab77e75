import { token } from './colours.ts';

/** Gives the user a file of this content to keep. */
export function saveBlob(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A name as part of a file's. */
export const fileStem = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'probe';

export function downloadCsv(name: string, text: string): void {
  saveBlob(`${fileStem(name)}.csv`, new Blob([text], { type: 'text/csv' }));
}

/** The canvases of a probe as one picture, and its table's text below where it has one. */
export function downloadPng(name: string, host: HTMLElement): void {
  const ratio = window.devicePixelRatio || 1;
  const outer = host.getBoundingClientRect();
  // The network's view may be zoomed: the picture is not.
  const zoom = outer.width / host.offsetWidth || 1;
  const picture = document.createElement('canvas');
  picture.width = Math.round(host.offsetWidth * ratio);
  picture.height = Math.round(host.offsetHeight * ratio);
  const context = picture.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  context.fillStyle = token('--surface');
  context.fillRect(0, 0, host.offsetWidth, host.offsetHeight);
  const place = (element: Element) => {
    const box = element.getBoundingClientRect();
    return {
      x: (box.left - outer.left) / zoom,
      y: (box.top - outer.top) / zoom,
      width: box.width / zoom,
      height: box.height / zoom,
    };
  };
  for (const canvas of host.querySelectorAll('canvas')) {
    const { x, y, width, height } = place(canvas);
    context.drawImage(canvas, x, y, width, height);
  }
  context.fillStyle = token('--ink');
  context.font = '12px Inter, system-ui, sans-serif';
  context.textBaseline = 'middle';
  for (const cell of host.querySelectorAll('th, td, [data-caption]')) {
    const { x, y, width, height } = place(cell);
    context.fillText(cell.textContent?.trim() ?? '', x + 4, y + height / 2, width - 4);
  }
  picture.toBlob((blob) => {
    if (blob !== null) saveBlob(`${fileStem(name)}.png`, blob);
  });
}
