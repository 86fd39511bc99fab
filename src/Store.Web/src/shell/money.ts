/** Money is counted in whole minor units (分, cents), quantities in thousandths; neither is ever a fraction here. */

/** An amount in minor units. */
export type Minor = number;

/** A quantity in thousandths of its unit. */
export type Milli = number;

export const milliPerUnit = 1000;
const minorPerMajor = 100;

/** The API's decimal number as minor units. */
export const toMinor = (amount: number): Minor => Math.round(amount * minorPerMajor);

/** Minor units as the API's decimal number. */
export const fromMinor = (minor: Minor): number => minor / minorPerMajor;

export const toMilli = (quantity: number): Milli => Math.round(quantity * milliPerUnit);

export const fromMilli = (milli: Milli): number => milli / milliPerUnit;

/** amount × part ÷ whole, half a minor unit away from zero, as the server rounds. */
export function share(amount: Minor, part: number, whole: number): Minor {
  const product = BigInt(amount) * BigInt(part);
  const divisor = BigInt(whole);
  const negative = product < 0n;
  const magnitude = negative ? -product : product;
  const rounded = Number((magnitude * 2n + divisor) / (divisor * 2n));
  return negative && rounded !== 0 ? -rounded : rounded;
}

/** Unit price times quantity, rounded once. */
export const lineTotal = (unitPrice: Minor, quantity: Milli): Minor => share(unitPrice, quantity, milliPerUnit);

/** What a person typed, as whole steps of `decimals` decimals; null when it is not such a number. Takes full-width digits and group commas. */
function parse(text: string, decimals: number): number | null {
  const plain = text.normalize('NFKC').replaceAll(',', '').replaceAll('。', '.').trim();
  const match = /^([+-]?)(\d{0,12})(?:\.(\d*))?$/.exec(plain);
  const whole = match?.[2] ?? '';
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  if (!match || (whole === '' && (match[3] ?? '') === '') || fraction.length > decimals) return null;
  const steps = Number(whole + fraction.padEnd(decimals, '0'));
  return match[1] === '-' && steps !== 0 ? -steps : steps;
}

/** "12.5" is 1250 minor units; more than two decimals is no amount. */
export const parseMoney = (text: string): Minor | null => parse(text, 2);

/** "1.25" is 1250 thousandths; more than three decimals is no quantity. */
export const parseQuantity = (text: string): Milli | null => parse(text, 3);

/** 1234.5 as 1,234.50, without a currency sign. */
export function moneyText(minor: Minor): string {
  const digits = Math.abs(minor).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${minor < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

/** The plain form for an input field: no group commas. */
export const moneyInput = (minor: Minor): string => moneyText(minor).replaceAll(',', '');

/** 1500 thousandths as 1.5. */
export function quantityText(milli: Milli): string {
  const digits = Math.abs(milli).toString().padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  return `${milli < 0 ? '-' : ''}${digits.slice(0, -3)}${fraction && `.${fraction}`}`;
}

/** A figure of a field without zeros at its end: 1.5000 as 1.5. */
export const figureText = (value: number | string | undefined): string => (value === undefined || value === '' ? '' : String(Number(value)));

const signs: Readonly<Record<string, string>> = { CNY: '¥', TWD: 'NT$', HKD: 'HK$', MOP: 'MOP$', USD: '$', EUR: '€', SGD: 'S$', MYR: 'RM', JPY: '¥' };

/** An amount with its currency's sign: ¥1,234.50, -¥3.00. */
export function currencyText(minor: Minor, currency: string): string {
  const sign = signs[currency] ?? `${currency} `;
  return minor < 0 ? `-${sign}${moneyText(-minor)}` : sign + moneyText(minor);
}
