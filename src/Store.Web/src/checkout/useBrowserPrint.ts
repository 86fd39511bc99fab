import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { putBack, takeBack } from '../devices/delivery';
import { type Paper, keptNow, ofPaper } from '../devices/printouts';
import { useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { pageOf } from './calls';
import { printPage } from './paper';
import { useOrCopy } from './useOrCopy';

/** Prints papers by the browser. What waits for the till's printer is taken back from it first, and is this paper; of a receipt that may be out already, a copy is printed. */
export function useBrowserPrint(): (paper: Paper) => Promise<void> {
  const { i18n: { language } } = useTranslation();
  const { storeId } = useStore();
  const orCopy = useOrCopy();
  return async (paper) => {
    // Opened at once: a browser lets a window through only where a click asks for it.
    if (!('saleId' in paper)) window.open(pageOf(storeId, paper, language), '_blank');
    const queued = ofPaper(keptNow(), storeId, paper);
    const ofQueued = queued ? await takeBack(queued.jobId) : null;
    if (!('saleId' in paper)) return;
    const { kind, saleId } = paper;
    await orCopy(async (again) => {
      const copy = paper.copy || again;
      const order = { printUuid: again ? newUuid() : ofQueued ?? newUuid(), kind, format: 'Html', width: 80, language };
      const { content } = copy ? await api.reprintReceipt(storeId, saleId, order) : await api.printReceipt(storeId, saleId, order);
      printPage(content ?? '');
    }, () => queued && putBack(queued));
  };
}
