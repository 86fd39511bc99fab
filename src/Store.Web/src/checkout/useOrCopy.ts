import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';

/** Prints the original, or else a copy where it is printed already and the person says so. */
export function useOrCopy(): (print: (copy: boolean) => Promise<void>, whenNot?: () => void) => Promise<void> {
  const { t } = useTranslation('checkout');
  const mayCopy = useMay()('checkout.reprint');
  const { message, modal } = App.useApp();
  return async (print, whenNot) => {
    const fail = (error: unknown) => {
      whenNot?.();
      message.error(problemText(error));
    };
    try {
      await print(false);
    } catch (error) {
      if (error instanceof Problem && error.code === 'receipt.printed' && mayCopy) {
        modal.confirm({ className: 'touch', title: t('print.again'), content: t('print.againHint'), okText: t('print.copy'), onOk: () => print(true).catch(fail), onCancel: whenNot });
      } else fail(error);
    }
  };
}
