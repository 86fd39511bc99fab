import { describe, expect, it } from 'vitest';
import { barsOf, checkDigit } from './barcodes';

const modules = (widths: readonly number[]) => widths.map((width, at) => (at % 2 === 0 ? '1' : '0').repeat(width)).join('');

describe('barcodes', () => {
  it('draws an EAN-13 as the standard says', () => {
    // 5901234123457 is the example of GS1's own specification.
    expect(modules(barsOf('5901234123457')?.widths ?? [])).toBe(
      '10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101');
  });

  it('draws every EAN-13 in 95 modules and every EAN-8 in 67', () => {
    for (let number = 0; number < 200; number++) {
      const body = String(690_000_000_000 + number * 7_919);
      expect(modules(barsOf(`${body}${checkDigit(body)}`)?.widths ?? [])).toHaveLength(95);
      const short = String(9_000_000 + number * 31);
      expect(modules(barsOf(`${short}${checkDigit(short)}`)?.widths ?? [])).toHaveLength(67);
    }
  });

  it('draws other codes in Code 128, with its check character', () => {
    // Start B, P, J, J, 1, 2, 3, C, the check character 55, stop.
    expect(modules(barsOf('PJJ123C')?.widths ?? [])).toBe(
      '11010010000' + '11101110110' + '10110111000' + '10110111000' + '10011100110' + '11001110010' + '11001011100' + '10001000110' + '11101000110' + '1100011101011');
    // Eight digits with a wrong check digit are no EAN-8, and go in pairs.
    expect(modules(barsOf('12345678')?.widths ?? [])).toHaveLength(11 * 6 + 13);
  });

  it('draws nothing for what no reader reads', () => {
    expect(barsOf('货号')).toBeNull();
    expect(barsOf('')).toBeNull();
  });
});
