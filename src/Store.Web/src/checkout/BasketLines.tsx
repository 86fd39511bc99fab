import { DeleteOutlined, MinusOutlined, PlusOutlined, ShoppingCartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { type Milli, lineTotal, milliPerUnit, quantityText } from '../shell/money';
import type { BasketLine } from './basket';

interface Props {
  readonly lines: readonly BasketLine[];
  readonly touched: number | null;
  readonly locked: boolean;
  readonly onTouch: (productId: number) => void;
  readonly onQuantity: (productId: number, quantity: Milli) => void;
  readonly onEnterQuantity: (productId: number) => void;
  readonly onRemove: (productId: number) => void;
}

/** The lines of the basket; the one touched last stands out and stays in sight. */
export function BasketLines({ lines, touched, locked, onTouch, onQuantity, onEnterQuantity, onRemove }: Props) {
  const { t } = useTranslation('checkout');
  const highlighted = useRef<HTMLDivElement>(null);
  useEffect(() => {
    highlighted.current?.scrollIntoView({ block: 'nearest' });
  }, [touched, lines.length]);

  if (lines.length === 0) {
    return (
      <div className="till-empty">
        <ShoppingCartOutlined style={{ fontSize: 40, color: '#c3ccce' }} />
        <div>{t('basket.empty')}</div>
        <small>{t('basket.emptyHint')}</small>
      </div>
    );
  }
  return (
    <div className="till-lines" role="list">
      {lines.map((line, index) => {
        const { productId, quantity } = line;
        return (
          <div key={productId} role="listitem" ref={productId === touched ? highlighted : null} className={productId === touched ? 'till-line touched' : 'till-line'} onClick={() => onTouch(productId)}>
            <span className="till-line-number">{index + 1}</span>
            <div className="till-line-name">{line.name}<small>{[line.code, line.spec].filter(Boolean).join(' · ')}<PhonePrice line={line} /></small></div>
            <span className="till-line-price"><Amount minor={line.price} />/{line.unit}</span>
            <div className="till-quantity" onClick={(event) => event.stopPropagation()}>
              <Button icon={<MinusOutlined />} aria-label={t('basket.less')} disabled={locked} onClick={() => onQuantity(productId, quantity - milliPerUnit)} />
              <button type="button" className="till-quantity-value amount" aria-label={t('basket.quantity')} disabled={locked} onClick={() => onEnterQuantity(productId)}>{quantityText(quantity)}</button>
              <Button icon={<PlusOutlined />} aria-label={t('basket.more')} disabled={locked} onClick={() => onQuantity(productId, quantity + milliPerUnit)} />
            </div>
            <span className="till-line-total"><Amount minor={lineTotal(line.price, quantity)} /></span>
            <Button className="till-line-remove" type="text" icon={<DeleteOutlined />} aria-label={t('basket.remove')} disabled={locked} style={{ width: 44 }} onClick={(event) => {
              event.stopPropagation();
              onRemove(productId);
            }} />
          </div>
        );
      })}
    </div>
  );
}

function PhonePrice({ line }: { readonly line: BasketLine }) {
  return <span className="phone-only"> · <Amount minor={line.price} />/{line.unit}</span>;
}
