import { Modal as AntModal, type ModalProps } from 'antd';
import { Placed } from './Placed';

/** A dialog that begins in the field which asks for the focus. */
export const Modal = ({ children, ...props }: ModalProps) => <AntModal {...props}><Placed>{children}</Placed></AntModal>;
