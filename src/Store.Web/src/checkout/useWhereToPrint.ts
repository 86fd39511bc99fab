import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePrint } from '../devices/useTillPrinting';

/** Where a paper comes out that a person asks for: at the till's printer, or by the browser where there is none. While the printer prints nothing the person says which. */
export function useWhereToPrint(): (atTill: () => unknown, byBrowser: () => unknown) => void {
  const { t } = useTranslation('devices');
  const { message, modal } = App.useApp();
  const { printerId, trouble } = usePrint();
  return (atTill, byBrowser) => {
    if (printerId === null) byBrowser();
    else if (trouble === null) atTill();
    else {
      // Neither is the lesser choice: Esc would print something nobody asked for.
      modal.confirm({
        className: 'touch', title: trouble, content: t('till.whichWay'), okText: t('till.inBrowser'), cancelText: t('till.wait'), keyboard: false, onOk: () => void byBrowser(),
        onCancel: () => {
          atTill();
          message.warning(t('till.queued'));
        },
      });
    }
  };
}
