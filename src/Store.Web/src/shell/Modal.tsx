import { Modal as AntModal, type ModalProps } from 'antd';
import { useCallback, useState } from 'react';

/** A dialog whose field that asks for the focus gets it also where nothing moves. There antd makes the content before the dialog is on the page, so it follows one step later. */
export function Modal({ children, ...props }: ModalProps) {
  const [isThere, setThere] = useState(false);
  const placed = useCallback((place: HTMLElement | null) => setThere(place !== null), []);
  return <AntModal {...props}><span ref={placed} hidden />{isThere && children}</AntModal>;
}
