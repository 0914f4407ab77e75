import { toast } from '../controls/toasts.tsx';
import { useCanvas } from './canvas-store.ts';

/** Says why something cannot be done: a toast, and the canvas' live region for screen readers. */
export function refuse(reason: string): void {
  useCanvas.getState().announce(reason);
  // The newest refusal replaces the one still shown.
  toast({ id: 'refusal', message: reason, color: 'red', autoClose: 5000, withBorder: true });
}

/** Says what was done beside what was asked for. */
export function tell(sentence: string): void {
  useCanvas.getState().announce(sentence);
  toast({ message: sentence, autoClose: 5000, withBorder: true });
}
