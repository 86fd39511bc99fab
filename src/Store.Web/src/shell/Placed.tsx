import { type ReactNode, useCallback, useState } from 'react';

/** Content that follows once the dialog around it is on the page, so that its field which asks for the focus gets it. Where nothing moves, antd makes the content before. */
export function Placed({ children }: { readonly children: ReactNode }) {
  const [isThere, setThere] = useState(false);
  const placed = useCallback((place: HTMLElement | null) => setThere(place !== null), []);
  return <><span ref={placed} hidden />{isThere && children}</>;
}
