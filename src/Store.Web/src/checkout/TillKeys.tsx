import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../shell/useIsPhone';
import { KeyButton } from './KeyButton';

type Action = (() => void) | undefined;

interface Props {
  readonly actions: Readonly<Record<'help' | 'search' | 'quantity' | 'line' | 'ticket' | 'remove' | 'undo' | 'clear' | 'recent' | 'park' | 'order' | 'drawer' | 'close', Action>>;
}

const keys = [['search', 'F2'], ['quantity', 'F3'], ['line', 'Ins'], ['ticket', 'Home'], ['remove', 'F4'], ['undo', 'F7'], ['clear', 'F5'], ['recent', 'F6'], ['park', 'F11'], ['order', 'End'], ['drawer', 'F12'], ['close', 'F10'], ['help', 'F1']] as const;

/** The row of buttons, each with its function key. */
export function TillKeys({ actions }: Props) {
  const { t } = useTranslation('checkout');
  const phone = useIsPhone();
  const shown = keys.filter(([name]) => !(phone && name === 'help') && !(!phone && name === 'search'));
  return (
    <div className="till-keys">
      {shown.map(([name, hint]) => <KeyButton key={name} hint={hint} disabled={!actions[name]} onClick={actions[name]}>{t(`keys.${name}`)}</KeyButton>)}
    </div>
  );
}
