import { type ReactNode, useCallback, useEffect, useState } from 'react';

const isField = (element: Element) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/**
 * Content that follows once the dialog around it is on the page, so that its field which asks for the focus gets it. Where nothing moves, antd makes the content before. When the dialog is gone, the
 * button that opened it has the focus again, which antd sees to only where it closes the dialog itself; a field does not get it back, since keys and scans of the till would be typed into it.
 */
export function Placed({ children }: { readonly children: ReactNode }) {
  const [isThere, setThere] = useState(false);
  const [opener] = useState(() => document.activeElement);
  const placed = useCallback((place: HTMLElement | null) => setThere(place !== null), []);
  useEffect(() => () => {
    if (document.activeElement === document.body && opener instanceof HTMLElement && !isField(opener)) opener.focus({ preventScroll: true });
  }, [opener]);
  return <><span ref={placed} hidden />{isThere && children}</>;
}
