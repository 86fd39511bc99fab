import { App, Form, Drawer as AntDrawer, type DrawerProps } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Placed } from './Placed';
import { savedEvent } from './useSave';

/** A drawer that asks before it throws away what was typed into its forms and not saved. */
export function Drawer({ onClose, children, ...props }: DrawerProps) {
  const { t } = useTranslation('shell');
  const { modal } = App.useApp();
  const edited = useRef(false);
  useEffect(() => {
    const saved = () => {
      edited.current = false;
    };
    window.addEventListener(savedEvent, saved);
    return () => window.removeEventListener(savedEvent, saved);
  }, []);
  const close: DrawerProps['onClose'] = (event) => {
    if (!edited.current) {
      onClose?.(event);
      return;
    }
    modal.confirm({
      title: t('unsaved'), okText: t('discard'), cancelText: t('back'), okButtonProps: { danger: true },
      onOk: () => {
        edited.current = false;
        onClose?.(event);
      },
    });
  };
  return (
    <AntDrawer {...props} onClose={close}>
      <Form.Provider onFormChange={(_, { changedFields }) => {
        if (changedFields.some((field) => field.touched)) edited.current = true;
      }}>
        <Placed>{children}</Placed>
      </Form.Provider>
    </AntDrawer>
  );
}
