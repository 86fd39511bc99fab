import { PrinterOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceInfo } from '../api/client';
import { PrintingDrawer } from './PrintingDrawer';
import { usePrinter, usePrinterOff } from './useDevices';
import { useLost } from './useLost';
import { useDelivering } from './useTillPrinting';

/** How the till's printer is, in a word, or that it is switched off; opens what did not print. Nothing where the till has no printer. */
export function PrinterChip() {
  const { t } = useTranslation('devices');
  const off = usePrinterOff();
  const printer = usePrinter() ?? off;
  const lost = useLost(printer !== null).lost.length;
  const [open, setOpen] = useState(false);
  useDelivering();
  if (!printer) return null;
  const problem = problemOf(printer);
  return (
    <>
      <Tag
        className="printer-chip" role="button" tabIndex={0} data-testid="printer-chip" icon={<PrinterOutlined />} color={lost > 0 ? 'red' : off ? 'default' : problem ? 'orange' : 'green'}
        onClick={() => setOpen(true)} onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && setOpen(true)}
      >
        {lost > 0 ? t('chip.lost', { count: lost }) : off ? t('chip.off') : problem ? t(`chip.${problem}`) : t('chip.ok')}
      </Tag>
      {open && <PrintingDrawer printer={printer} onClose={() => setOpen(false)} />}
    </>
  );
}

function problemOf({ printer, online, problem }: DeviceInfo): 'paperOut' | 'coverOpen' | 'offline' | 'trouble' | 'paperLow' | null {
  if (printer?.paperOut) return 'paperOut';
  if (printer?.coverOpen) return 'coverOpen';
  if (online === false) return 'offline';
  if (problem) return 'trouble';
  return printer?.paperLow ? 'paperLow' : null;
}
