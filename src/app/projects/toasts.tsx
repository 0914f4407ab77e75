import { Button } from '@mantine/core';
import { dropToast, toast } from '../../controls/toasts.tsx';
import { saveBlob } from '../../plots/download.ts';
import type { News } from '../../projects/keeper.ts';
import css from './Projects.module.css';

const UNDO_MS = 10_000;

/** A sentence with something that can be done about it; stays until it is closed unless a time is given. */
function offer(sentence: string, action: string, act: () => void, autoClose: number | false = false): void {
  const id = `offer-${sentence}`;
  const message = (
    <span className={css.toast}>
      <span>{sentence}</span>
      <Button
        size="compact-xs"
        variant="light"
        onClick={() => {
          dropToast(id);
          act();
        }}
      >
        {action}
      </Button>
    </span>
  );
  toast({ id, message, autoClose, withBorder: true });
}

export const offerUndo = (sentence: string, undo: () => void): void => offer(sentence, 'Undo', undo, UNDO_MS);

/** Says what happened to the open project without the user's doing. */
export function tellNews(news: News): void {
  if (news.kind === 'goes on in a copy') {
    const message = `“${news.of}” was changed in another tab. What you did here goes on in “${news.copy}”.`;
    toast({ message, autoClose: false, withBorder: true });
    return;
  }
  const count = news.entries.length === 1 ? 'An edit' : `${news.entries.length} edits`;
  offer(`${count} of “${news.name}” could not be applied to it as it is kept.`, 'Download', () =>
    saveBlob('edits.json', new Blob([JSON.stringify(news.entries, null, 1)], { type: 'application/json' })),
  );
}
