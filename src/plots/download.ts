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
