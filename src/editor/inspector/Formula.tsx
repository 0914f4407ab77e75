import { useEffect, useRef } from 'react';

/** A formula set by KaTeX, which is loaded when the first one is shown; until then its source stands there. */
export function Formula({ tex, block = false }: { tex: string; block?: boolean }) {
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let stale = false;
    void Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(([{ default: katex }]) => {
      if (stale || host.current === null) return;
      katex.render(tex, host.current, { displayMode: block, throwOnError: false, output: 'htmlAndMathml' });
    });
    return () => {
      stale = true;
    };
  }, [tex, block]);
  return (
    <span ref={host} className={block ? 'formula is-block' : 'formula'}>
      {tex}
    </span>
  );
}
