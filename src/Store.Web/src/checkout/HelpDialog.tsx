import { useTranslation } from 'react-i18next';
import { Modal } from '../shell/Modal';

const keys = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12', 'Insert', 'Home', 'PageUp', 'End', 'arrows', 'plusMinus', 'esc', 'scan'] as const;
const shown: Partial<Record<(typeof keys)[number], string>> = { arrows: '↑ ↓', plusMinus: '+ −', esc: 'Esc' };

/** What the keys do. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  return (
    <Modal open className="touch" style={{ top: 16 }} title={t('help.title')} onCancel={onClose} onOk={onClose} okText={t('shell:ok')} cancelButtonProps={{ style: { display: 'none' } }}>
      <dl style={{ display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '4px 16px', margin: 0 }}>
        {keys.map((key) => [
          <dt key={`${key}-key`}>{key === 'scan' ? t('help.scanner') : <kbd className="key" style={{ display: 'inline-block', fontSize: 13, padding: '1px 6px' }}>{shown[key] ?? key}</kbd>}</dt>,
          <dd key={key} style={{ margin: 0 }}>{t(`help.${key}`)}</dd>,
        ])}
      </dl>
    </Modal>
  );
}
