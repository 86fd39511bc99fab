/** Bars of a code: widths in modules, a bar first, then a space, in turn. */
export interface Bars { readonly widths: readonly number[]; readonly text: string }

const eanLeftOdd = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'];
const eanParities = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'];

const digits = (text: string) => Array.from(text, Number);

/** The check digit of a number of GS1: from the right, weights 3 and 1 in turn. */
export const checkDigit = (body: string) => (10 - digits(body).reverse().reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 3 : 1), 0) % 10) % 10;

const isEan = (code: string, length: number) => code.length === length && /^\d+$/.test(code) && checkDigit(code.slice(0, -1)) === Number(code.at(-1));

function ean13(code: string): Bars {
  const parity = eanParities[Number(code[0])] ?? '';
  const left = digits(code.slice(1, 7)).flatMap((digit, at) => {
    const widths = digits(eanLeftOdd[digit] ?? '');
    return parity[at] === 'G' ? widths.reverse() : widths;
  });
  const right = digits(code.slice(7)).flatMap((digit) => digits(eanLeftOdd[digit] ?? ''));
  return { widths: [1, 1, 1, ...left, 1, 1, 1, 1, 1, ...right, 1, 1, 1], text: code };
}

function ean8(code: string): Bars {
  const half = (text: string) => digits(text).flatMap((digit) => digits(eanLeftOdd[digit] ?? ''));
  return { widths: [1, 1, 1, ...half(code.slice(0, 4)), 1, 1, 1, 1, 1, ...half(code.slice(4)), 1, 1, 1], text: code };
}

const code128 = ('212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 '
  + '321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 '
  + '213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 '
  + '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232').split(' ');

const startB = 104;
const startC = 105;
const stop = '2331112';

/** Code 128: pairs of digits where the text is nothing else, single characters otherwise. */
function code128Of(text: string): Bars {
  const inPairs = text.length % 2 === 0 && /^\d+$/.test(text);
  const values = inPairs ? (text.match(/../g) ?? []).map(Number) : Array.from(text, (character) => character.charCodeAt(0) - 32);
  const start = inPairs ? startC : startB;
  const check = values.reduce((sum, value, at) => sum + value * (at + 1), start) % 103;
  return { widths: [start, ...values, check].flatMap((value) => digits(code128[value] ?? '')).concat(digits(stop)), text };
}

/** The bars for a code: EAN-13 and EAN-8 for numbers of GS1, Code 128 for anything else that can be printed in it; null for what cannot. */
export function barsOf(code: string): Bars | null {
  if (isEan(code, 13)) return ean13(code);
  if (isEan(code, 8)) return ean8(code);
  return /^[\x20-\x7e]{1,48}$/.test(code) ? code128Of(code) : null;
}
