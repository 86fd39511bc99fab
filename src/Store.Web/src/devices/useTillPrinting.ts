import { App } from 'antd';
import i18next from 'i18next';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { NoAnswer, Problem } from '../api';
import type { DeviceInfo } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { useSession, useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { devicesAt } from './connection';
import { deliver } from './delivery';
import { problemWords } from './deviceProblem';
import { type Paper, changePrintouts, onPrintouts, printouts, wanted } from './printouts';
import { useDevices, usePrinter } from './useDevices';

/** When a receipt goes to the printer by itself. */
export type WhenToPrint = 'always' | 'ask' | 'never';

export const whensToPrint: readonly WhenToPrint[] = ['always', 'ask', 'never'];

const settingKey = 'store.printing';
const tryAgain = 4_000;

function readSetting(): WhenToPrint {
  const kept = localStorage.getItem(settingKey);
  return whensToPrint.find((each) => each === kept) ?? 'always';
}

/** When this till prints receipts; kept on the till. */
export function useWhenToPrint(): readonly [WhenToPrint, (when: WhenToPrint) => void] {
  const [when, setWhen] = useState(readSetting);
  return [when, (chosen) => {
    localStorage.setItem(settingKey, chosen);
    setWhen(chosen);
  }];
}

export const usePrintouts = () => useSyncExternalStore(onPrintouts, printouts);

/** Why a printer prints nothing now, in words; null while it does. Paper that will end soon is no reason. */
const troubleWith = (printer: DeviceInfo) => (printer.problem ? problemWords(printer) : printer.online === false ? i18next.t('devices:till.notReached') : null);

/** Sends papers to the till's printer in the background; without a printer there is nothing to send to. What is asked for while the device service does not answer waits in the till. */
export function usePrint() {
  const { storeId } = useStore();
  const { i18n: { language } } = useTranslation();
  const printer = usePrinter();
  const { answers } = useDevices();
  const printerId = printer?.id ?? null;
  const print = useCallback((paper: Paper, title: string, jobId = newUuid()) => {
    if (printerId === null) return;
    changePrintouts((list) => wanted(list, { jobId, storeId, paper, title, language, askedAt: Date.now(), taken: false, refusal: null }));
    if (answers) void deliver(storeId, printerId);
  }, [storeId, printerId, answers, language]);
  return { printerId, trouble: printer && troubleWith(printer), print };
}

/** Keeps handing over what waits, while the till is open and the device service answers. */
export function useDelivering(): void {
  const { storeId } = useStore();
  const printerId = usePrinter()?.id ?? null;
  const { answers } = useDevices();
  useEffect(() => {
    if (printerId === null || !answers) return;
    void deliver(storeId, printerId);
    const timer = setInterval(() => void deliver(storeId, printerId), tryAgain);
    return () => clearInterval(timer);
  }, [storeId, printerId, answers]);
}

/** Opens the till's cash drawer, now or not at all. Sent again with the same UUID, it is one opening. */
export function useDrawer() {
  const { t } = useTranslation('devices');
  const { message } = App.useApp();
  const { me } = useSession();
  const drawer = useDevices().inUse.find((device) => device.kind === 'Drawer');
  const drawerId = drawer?.id;
  return useCallback((jobUuid: string, reason: string, saleNumber: string | null = null) => {
    if (drawerId === undefined) return;
    devicesAt().kickDrawer(drawerId, { jobUuid, reason, saleNumber, by: me.name }).then(
      (job) => {
        if (job.state !== 'Printed') message.warning(t('drawer.notOpened'));
      },
      (error: unknown) => {
        if (!(error instanceof Problem && error.code === 'drawer.already_open')) message.warning(error instanceof NoAnswer ? t('drawer.notOpened') : `${t('drawer.notOpened')} ${problemText(error)}`);
      },
    );
  }, [drawerId, me.name, message, t]);
}
