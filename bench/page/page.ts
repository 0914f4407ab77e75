import type { Answer, Question } from './messages.ts';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

window.ask = (question: Question) =>
  new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = ({ message }) => resolve({ fault: message });
    worker.postMessage(question);
  });
