import { App } from 'antd';
import { useRef } from 'react';
import type { DeviceProblem } from '../api/client';
import { beep } from '../checkout/beep';
import { takeScan } from '../checkout/useScanner';
import { reasonText } from './deviceProblem';
import { useDeviceEvents } from './useDeviceEvents';
import { useDevices } from './useDevices';

/** Listens to the scanners of this till that hang on a wire of their own; what they read goes the way of a scanner that types. The window that has them hears it. */
export function useDeviceScanner(): void {
  const { message } = App.useApp();
  const wanted = useDevices().inUse.some((device) => device.kind === 'Scanner');
  const said = useRef<string | null>(null);
  useDeviceEvents(wanted, ({ event, name, detail }) => {
    const scan = detail as { readonly label?: string; readonly repeat?: boolean; readonly elements?: unknown; readonly elementsProblem?: DeviceProblem | null } | null | undefined;
    // A trigger that bounced reads the same thing twice within a blink.
    if (event === 'data' && scan?.label && !scan.repeat) {
      takeScan(scan.label);
      // Said once, until a code of GS1 is understood again: where a scanner sends no separators it is so of each.
      const problem = scan.elementsProblem;
      if (problem && problem.code !== said.current) void message.warning({ key: problem.code, content: reasonText(problem.code, problem.message), duration: 8 });
      if (problem || scan.elements) said.current = problem?.code ?? null;
    }
    // No window had the scanner, or it took none: what was read has gone nowhere.
    if (event === 'error' && (name === 'NOT_CLAIMED' || name === 'DATA_LOST')) beep();
  });
}
