import { Input, type InputRef } from 'antd';
import { type Ref, useState } from 'react';
import { type Minor, moneyInput, parseMoney } from './money';

interface Props {
  readonly id?: string;
  readonly value?: Minor | null;
  readonly onChange?: (value: Minor | null) => void;
  readonly size?: 'middle' | 'large';
  readonly autoFocus?: boolean;
  readonly onPressEnter?: () => void;
  readonly disabled?: boolean;
  readonly prefix?: string;
  readonly placeholder?: string;
  readonly inputRef?: Ref<InputRef>;
  readonly 'aria-label'?: string;
}

/** A field for an amount, in minor units; what is no amount is null and shown as wrong. */
export function MoneyInput({ value, onChange, inputRef, ...rest }: Props) {
  const [text, setText] = useState(value === null || value === undefined ? '' : moneyInput(value));
  // What the field says wins as long as it means the value; a value from outside replaces it.
  const shown = parseMoney(text) === (value ?? null) ? text : value === null || value === undefined ? '' : moneyInput(value);
  return (
    <Input
      {...rest} ref={inputRef ?? null} value={shown} inputMode="decimal" autoComplete="off" className="amount"
      status={shown !== '' && parseMoney(shown) === null ? 'error' : ''}
      onFocus={(event) => event.target.select()}
      onChange={(event) => {
        setText(event.target.value);
        onChange?.(parseMoney(event.target.value));
      }}
    />
  );
}
