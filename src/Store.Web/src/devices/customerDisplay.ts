import type { DisplayContent } from '../api/client';
import { type Screen, touchedLine } from '../display/screen';
import { fromMinor, moneyText } from '../shell/money';

const content = (kind: DisplayContent['kind'], amount: number, more: Partial<DisplayContent> = {}): DisplayContent => ({ kind, name: '', detail: '', total: null, ...more, amount: fromMinor(amount) });

/** What a display of two lines shows of a screen: the goods of the moment, the total while the customer pays, the change. */
export function contentOf(screen: Screen): DisplayContent {
  if (screen.kind === 'idle') return content('Idle', 0);
  if (screen.kind === 'done') return screen.change > 0 ? content('Change', screen.change) : content('Total', screen.total);
  const line = touchedLine(screen);
  return screen.paying || !line
    ? content('Total', screen.total)
    : content('Item', line.amount, { name: line.name, detail: `${line.quantity.split(' ')[0] ?? ''} x ${moneyText(line.price)}`, total: fromMinor(screen.total) });
}
