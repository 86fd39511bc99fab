import { App, Button, type ButtonProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { isWaiting } from '../devices/printouts';
import { usePrint } from '../devices/useTillPrinting';
import { useStore } from '../shell/session';
import { type Page, pageOf } from './calls';
import { useBrowserPrint } from './useBrowserPrint';
import { useWhereToPrint } from './useWhereToPrint';

interface Props extends Pick<ButtonProps, 'size' | 'icon' | 'children'> {
  readonly paper: Page;
  /** What the paper is called in the list of what was printed. */
  readonly title: string;
}

/** Prints a paper that is not counted, such as a report: at the till's printer, or as a page of the browser. */
export function PaperButton({ paper, title, ...button }: Props) {
  const { t, i18n } = useTranslation('devices');
  const { storeId } = useStore();
  const { message } = App.useApp();
  const { printerId, trouble, print } = usePrint();
  const byBrowser = useBrowserPrint();
  const whereToPrint = useWhereToPrint();
  const atTill = () => {
    if (isWaiting(storeId, paper)) return;
    print(paper, title);
    if (trouble === null) message.success(t('till.sent'));
  };
  return printerId === null
    ? <Button {...button} href={pageOf(storeId, paper, i18n.language)} target="_blank" />
    : <Button {...button} onClick={() => whereToPrint(atTill, () => byBrowser(paper))} />;
}
