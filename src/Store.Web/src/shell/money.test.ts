import { describe, expect, it } from 'vitest';
import { currencyText, figureText, lineTotal, moneyText, parseMoney, parseQuantity, quantityText, share, toMinor } from './money';

describe('money', () => {
  it('reads what people type', () => {
    expect(parseMoney('12.5')).toBe(1250);
    expect(parseMoney('1,234.50')).toBe(123450);
    expect(parseMoney('１２．３０')).toBe(1230);
    expect(parseMoney('.5')).toBe(50);
    expect(parseMoney('7.')).toBe(700);
    expect(parseMoney('-3')).toBe(-300);
    expect(parseMoney('2.500')).toBe(250);
  });

  it('refuses what is no amount', () => {
    for (const text of ['', '.', '-', '12.345', 'abc', '1.2.3', '1e3', '9999999999999']) expect(parseMoney(text)).toBeNull();
  });

  it('takes decimals of the API without a binary remainder', () => {
    expect(toMinor(1.1 + 2.2)).toBe(330);
    expect(toMinor(19.99)).toBe(1999);
    expect(toMinor(-0.29)).toBe(-29);
  });

  it('writes amounts', () => {
    expect(moneyText(123456789)).toBe('1,234,567.89');
    expect(moneyText(5)).toBe('0.05');
    expect(moneyText(-100)).toBe('-1.00');
    expect(currencyText(-300, 'CNY')).toBe('-¥3.00');
    expect(currencyText(300, 'XYZ')).toBe('XYZ 3.00');
  });

  it('rounds half a cent away from zero, once', () => {
    expect(lineTotal(333, 1500)).toBe(500);
    expect(lineTotal(1, 500)).toBe(1);
    expect(lineTotal(-1, 500)).toBe(-1);
    expect(lineTotal(999, 1234)).toBe(1233);
    expect(share(1000, 130_000, 1_000_000)).toBe(130);
  });

  it('stays exact for amounts beyond what a product of doubles keeps', () => {
    expect(lineTotal(99_999_999_999, 99_999_999)).toBe(9_999_999_899_900_000);
  });

  it('reads and writes quantities', () => {
    expect(parseQuantity('1.234')).toBe(1234);
    expect(parseQuantity('2')).toBe(2000);
    expect(parseQuantity('1.2345')).toBeNull();
    expect(quantityText(1500)).toBe('1.5');
    expect(quantityText(-2000)).toBe('-2');
    expect(quantityText(50)).toBe('0.05');
  });

  it('drops zeros at the end of a figure, and leaves an empty field empty', () => {
    expect(figureText('1.5000')).toBe('1.5');
    expect(figureText(100)).toBe('100');
    expect(figureText('')).toBe('');
    expect(figureText(undefined)).toBe('');
  });
});
