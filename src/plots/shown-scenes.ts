import type { Scene } from './marks/marks.ts';

const scenes = new WeakMap<Element, () => Scene>();

/** Tells what an element shows at present, zoomed as it is: for files. It is asked for when a file is written. */
export function showScene(element: Element, scene: () => Scene): void {
  scenes.set(element, scene);
}

/** The pictures below an element, with the elements that show them. */
export function shownScenes(host: Element): { readonly element: Element; readonly scene: Scene }[] {
  return [...host.querySelectorAll('*')].flatMap((element) => {
    const scene = scenes.get(element);
    return scene === undefined ? [] : [{ element, scene: scene() }];
  });
}
