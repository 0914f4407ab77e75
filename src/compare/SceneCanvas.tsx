import { useEffect, useRef, useState } from 'react';
import { paintOn } from '../plots/marks/canvas.ts';
import type { Scene } from '../plots/marks/marks.ts';

interface Props {
  /** The picture for a width; it may ask for any height. */
  readonly makeScene: (width: number) => Scene;
  /** What it shows, for those who cannot see it. */
  readonly summary: string;
  readonly testId: string;
}

/** A picture as wide as there is room. */
export function SceneCanvas({ makeScene, summary, testId }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = canvas.current;
    if (!element || width < 100) return;
    const scene = makeScene(width);
    [element.style.width, element.style.height] = [`${scene.width}px`, `${scene.height}px`];
    paintOn(element, scene);
  }, [makeScene, width]);
  return (
    <div ref={host}>
      <canvas ref={canvas} role="img" aria-label={summary} data-testid={testId} style={{ display: 'block' }} />
    </div>
  );
}
