import { useEffect, useRef } from 'react';
import css from './Formula.module.css';

interface Props {
  readonly tex: string;
  readonly block?: boolean;
  /** Set smaller where it is wider than its place, instead of being cut. */
  readonly fit?: boolean;
}

/** A formula set by KaTeX, which is loaded when the first one is shown; until then its source stands there. */
export function Formula({ tex, block = false, fit = false }: Props) {
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let stale = false;
    void Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(([{ default: katex }]) => {
      if (stale || host.current === null) return;
      katex.render(tex, host.current, { displayMode: block, throwOnError: false, output: 'htmlAndMathml' });
      if (!fit) return;
      shrink(host.current);
      // With the fonts that the formula asks for, which may have to come first, it is as wide as it stays.
      void document.fonts.ready.then(() => !stale && host.current !== null && shrink(host.current));
    });
    return () => {
      stale = true;
    };
  }, [tex, block, fit]);
  return (
    <span ref={host} className={block ? css.block : undefined}>
      {tex}
    </span>
  );
}

function shrink(formula: HTMLElement): void {
  const set = formula.querySelector<HTMLElement>('.katex-html');
  const room = formula.parentElement?.clientWidth ?? 0;
  if (set === null || room === 0) return;
  set.style.fontSize = '';
  if (set.scrollWidth <= room) return;
  set.style.fontSize = `${(room / set.scrollWidth).toFixed(3)}em`;
}
