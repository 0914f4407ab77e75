import { useEffect, useState } from 'react';
import { classes } from '../../controls/classes.ts';
import { useEditor } from '../../editor/store.ts';
import { RIGHTS } from '../../projects/access.ts';
import { saveText } from '../files.ts';
import css from './Projects.module.css';
import { useProject } from './session.ts';

const REFRESH_MS = 5000;

/** Whether the network is saved; where it is not, why, and a download. */
export function Saved() {
  const { savedAt, access, ...state } = useProject();
  const fault = state.denied ?? state.fault;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  if (fault !== null) {
    return (
      <span className={classes(css.saved, css.unsaved)} role="alert" title={fault} data-testid="not-saved">
        <span>{fault}</span>
        <button type="button" onClick={() => void saveText(useEditor.getState().base)}>
          Download
        </button>
      </span>
    );
  }
  const text = RIGHTS[access].mayEdit ? savedText(savedAt, now) : 'read-only here';
  return <span className={css.saved}>{text}</span>;
}

function savedText(savedAt: number | null, now: number): string {
  if (savedAt === null) return 'saved';
  const seconds = Math.max(0, Math.round((now - savedAt) / 1000));
  return seconds < 60 ? `saved ${seconds} s ago` : `saved ${Math.round(seconds / 60)} min ago`;
}
