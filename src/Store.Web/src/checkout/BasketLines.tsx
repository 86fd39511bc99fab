import { CreditCardOutlined, DeleteOutlined, EllipsisOutlined, MinusOutlined, PlusOutlined, ShoppingCartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { type Milli, lineTotal, milliPerUnit, quantityText, toMinor } from '../shell/money';
import { useIsPhone } from '../shell/useIsPhone';
import { cardEnd } from './balances';
import type { BasketLine, GoodsBack } from './basket';
import type { PricedBasket } from './calls';

interface Props {
  readonly lines: readonly BasketLine[];
  /** The same lines as the server prices them; null until it has answered. */
  readonly priced: PricedBasket | null;
  readonly returns: readonly GoodsBack[];
  readonly touched: string | null;
  readonly locked: boolean;
  readonly onTouch: (key: string) => void;
  readonly onQuantity: (key: string, quantity: Milli) => void;
  readonly onEnterQuantity: (key: string) => void;
  readonly onTerms: (key: string) => void;
  /** Asks for the code of the gift card that a line sells. */
  readonly onCard: (key: string) => void;
  readonly onRemove: (key: string) => void;
  readonly onLeaveBack: (goods: GoodsBack) => void;
}

/** The lines of the basket; the one touched last stands out and stays in sight. */
export function BasketLines({ lines, priced, returns, touched, locked, onTouch, onQuantity, onEnterQuantity, onTerms, onCard, onRemove, onLeaveBack }: Props) {
  const { t } = useTranslation('checkout');
  const phone = useIsPhone();
  const highlighted = useRef<HTMLDivElement>(null);
  useEffect(() => {
    highlighted.current?.scrollIntoView({ block: 'nearest' });
  }, [touched, lines.length]);

  if (lines.length === 0 && returns.length === 0) {
    return (
      <div className="till-empty">
        <ShoppingCartOutlined style={{ fontSize: 40, color: '#c3ccce' }} />
        <div>{t('basket.empty')}</div>
        <small>{t(phone ? 'basket.emptyHintPhone' : 'basket.emptyHint')}</small>
      </div>
    );
  }
  return (
    <div className="till-lines" role="list">
      {lines.map((line, index) => {
        const { key, quantity } = line;
        const known = priced?.lines[index];
        return (
          <div key={key} role="listitem" ref={key === touched ? highlighted : null} className={key === touched ? 'till-line touched' : 'till-line'} onClick={() => onTouch(key)}>
            <span className="till-line-number">{index + 1}</span>
            <div className="till-line-name">{line.name}<small>{[line.code, line.spec, line.seller?.name, line.serialNumber].filter(Boolean).join(' · ')}<PhonePrice line={line} /></small>
              {known?.sourceName && <small className="till-line-off">{known.sourceName} <s><Amount minor={toMinor(known.listPrice)} /></s></small>}
              {line.value === 'GiftCard' && (
                <Button size="small" type={line.cardCode ? 'default' : 'primary'} danger={!line.cardCode} className="till-line-card" icon={<CreditCardOutlined />} disabled={locked} onClick={(event) => {
                  event.stopPropagation();
                  onCard(key);
                }}>{line.cardCode ? cardEnd(line.cardCode) : t('card.read')}</Button>
              )}
              {line.priceReason && known && <small className="till-line-off">{t('terms.price')} · {line.priceReason} <s><Amount minor={toMinor(known.listPrice)} /></s></small>}
              {known?.discounts.map((discount, at) => <small key={at} className="till-line-off">{discount.name} −<Amount minor={toMinor(discount.amount)} /></small>)}
            </div>
            <span className="till-line-price"><Amount minor={line.price} />/{line.unit}</span>
            <div className="till-quantity" onClick={(event) => event.stopPropagation()}>
              <Button icon={<MinusOutlined />} aria-label={t('basket.less')} disabled={locked} onClick={() => onQuantity(key, quantity - milliPerUnit)} />
              <button type="button" className="till-quantity-value amount" aria-label={t('basket.quantity')} disabled={locked} onClick={() => onEnterQuantity(key)}>{quantityText(quantity)}</button>
              <Button icon={<PlusOutlined />} aria-label={t('basket.more')} disabled={locked} onClick={() => onQuantity(key, quantity + milliPerUnit)} />
            </div>
            <span className="till-line-total"><Amount minor={known ? toMinor(known.amount) : (line.labelAmount ?? lineTotal(line.price, quantity))} /></span>
            <Button className="till-line-terms" type="text" icon={<EllipsisOutlined />} aria-label={t('keys.line')} disabled={locked} style={{ width: 44 }} onClick={(event) => {
              event.stopPropagation();
              onTerms(key);
            }} />
            <Button className="till-line-remove" type="text" icon={<DeleteOutlined />} aria-label={t('basket.remove')} disabled={locked} style={{ width: 44 }} onClick={(event) => {
              event.stopPropagation();
              onRemove(key);
            }} />
          </div>
        );
      })}
      {priced?.deposits.map((deposit, index) => (
        <div key={`deposit${index}`} role="listitem" className="till-line till-line-more">
          <div className="till-line-name">{deposit.name}<small>{t('basket.deposit')}</small></div>
          <span className="till-line-total"><Amount minor={toMinor(deposit.total)} /></span>
        </div>
      ))}
      {returns.map((goods) => (
        <div key={`${goods.originalSaleId}.${goods.lineNumber}`} role="listitem" className="till-line till-line-more till-line-back">
          <div className="till-line-name">{goods.name} × {quantityText(goods.quantity)}<small>{t('basket.comesBack')} · {goods.reason}</small></div>
          <span className="till-line-total"><Amount minor={-goods.refund} /></span>
          <Button type="text" icon={<DeleteOutlined />} aria-label={t('basket.remove')} disabled={locked} style={{ width: 44 }} onClick={() => onLeaveBack(goods)} />
        </div>
      ))}
    </div>
  );
}

function PhonePrice({ line }: { readonly line: BasketLine }) {
  return <span className="phone-only"> · <Amount minor={line.price} />/{line.unit}</span>;
}
