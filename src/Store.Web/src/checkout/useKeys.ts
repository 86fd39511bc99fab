import { useLayoutEffect, useRef } from 'react';

/** Runs what belongs to a key, also while a field has the focus; the browser's own use of the key is suppressed. */
export function useKeys(keys: Readonly<Record<string, (() => void) | undefined>>, active = true): void {
  const latest = useRef(keys);
  // In the layout phase, so that a key pressed the moment something appears on the screen already finds it.
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    if (!active) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const isFunctionKey = /^F\d+$/.test(event.key);
      // Arrows and the like belong to the field that has the focus.
      if (!isFunctionKey && document.activeElement instanceof HTMLInputElement) return;
      const run = latest.current[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [active]);
}
