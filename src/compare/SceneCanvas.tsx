import { useEffect, useRef, useState } from 'react';
import { paint, type Scene } from './sweep/marks.ts';

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
    const context = element?.getContext('2d');
    if (!element || !context || width < 100) return;
    const scene = makeScene(width);
    const ratio = window.devicePixelRatio || 1;
    [element.width, element.height] = [Math.round(scene.width * ratio), Math.round(scene.height * ratio)];
    [element.style.width, element.style.height] = [`${scene.width}px`, `${scene.height}px`];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, scene.width, scene.height);
    paint(context, scene);
  }, [makeScene, width]);
  return (
    <div ref={host}>
      <canvas ref={canvas} role="img" aria-label={summary} data-testid={testId} style={{ display: 'block' }} />
    </div>
  );
}
