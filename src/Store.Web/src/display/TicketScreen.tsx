import { QRCode } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { currencyText, moneyText } from '../shell/money';
import type { Screen } from './screen';

interface Props { readonly ticket: Extract<Screen, { kind: 'ticket' }>; readonly payCode: string }

/** The goods as they are scanned, and what they come to. */
export function TicketScreen({ ticket, payCode }: Props) {
  const { t } = useTranslation('display');
  const touched = useRef<HTMLLIElement>(null);
  useEffect(() => {
    touched.current?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <div className="display-ticket">
      <ul className="display-lines">
        {ticket.lines.map((line) => (
          <li key={line.key} ref={line.key === ticket.touched ? touched : null} className={line.key === ticket.touched ? 'touched' : undefined}>
            <span className="display-name">{line.name}{line.off > 0 && <small>−{moneyText(line.off)}</small>}</span>
            <span className="display-quantity">{line.quantity && <>{moneyText(line.price)} × {line.quantity}</>}</span>
            <span className="display-amount">{moneyText(line.amount)}</span>
          </li>
        ))}
      </ul>
      <aside className="display-sum">
        {ticket.member && <div className="display-member">{ticket.member}</div>}
        {ticket.paying && payCode && ticket.total > 0 && <div className="display-code"><QRCode value={payCode} size={190} bordered={false} /><span>{t('scanToPay')}</span></div>}
        <div className="display-count">{t('pieces', { count: ticket.pieces })}</div>
        {ticket.discount > 0 && <div className="display-off"><span>{t('saved')}</span><span>{currencyText(ticket.discount, ticket.currency)}</span></div>}
        <div className="display-total"><span>{t(ticket.total < 0 ? 'refund' : 'total')}</span><strong>{currencyText(Math.abs(ticket.total), ticket.currency)}</strong></div>
      </aside>
    </div>
  );
}
